// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.github.swffailure.FailurePayloadCodec;
import io.github.swffailure.TaskReport;
import io.github.swffailure.journal.ReportContent;
import io.github.swffailure.journal.ReportText;
import io.github.swffailure.journal.ReportAddress;
import org.jspecify.annotations.Nullable;

/**
 * Reports as texts for a column: as readable as in a file, or in Base64 if they are
 * encoded or the database does not know their characters.
 */
final class RowPayload {

	private final @Nullable FailurePayloadCodec codec;

	RowPayload(@Nullable FailurePayloadCodec codec) {
		this.codec = codec;
	}

	String write(TaskReport report, @Nullable ReportAddress address) throws IOException {
		byte[] content = ReportContent.write(report, address, this.codec);
		return ReportContent.isPlain(content) ? new String(content, StandardCharsets.UTF_8)
				: Base64.getEncoder().encodeToString(content);
	}

	/** The same of nothing but ASCII. */
	String asAscii(String payload) {
		byte[] content = payload.getBytes(StandardCharsets.UTF_8);
		return ReportContent.isPlain(content) ? Base64.getEncoder().encodeToString(content) : payload;
	}

	ReportText.Entry read(ReportRow row) throws IOException {
		byte[] content = row.payload().getBytes(StandardCharsets.UTF_8);
		try {
			return ReportContent.read(ReportContent.isPlain(content) ? content : Base64.getDecoder().decode(content),
					this.codec);
		}
		catch (IllegalArgumentException ex) {
			throw new IOException("it is neither text nor Base64", ex);
		}
	}

}
