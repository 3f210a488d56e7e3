// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;

import io.github.swffailure.FailurePayloadCodec;
import io.github.swffailure.TaskReport;
import io.github.swffailure.support.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * Internal: the content of a file or row, a {@link ReportText} that may be encoded.
 *
 * @param report the failure or completion
 * @param address where it belongs, if that is known
 */
public record ReportContent(TaskReport report, @Nullable ReportAddress address) {

	private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

	private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

	/**
	 * The time by which a report is ordered.
	 * @param report the failure or completion
	 * @return its time, or the nearest that fits into a file name and a column
	 */
	public static Instant orderOf(TaskReport report) {
		Instant time = report.time();
		return time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
	}

	/**
	 * Writes a report, encoded if there is a codec.
	 * @param report the failure or completion
	 * @param address where it belongs, if that is known
	 * @param codec encodes the text, or {@code null} to leave it readable
	 * @return the content
	 * @throws IOException if it cannot be encoded
	 */
	public static byte[] write(TaskReport report, @Nullable ReportAddress address, @Nullable FailurePayloadCodec codec)
			throws IOException {
		byte[] text = ReportText.write(report, address);
		try {
			return (codec != null) ? Objects.requireNonNull(codec.encode(text), "The codec returned null") : text;
		}
		catch (Throwable ex) {
			throw new IOException("A report cannot be encoded: " + SafeText.withoutMessages(ex));
		}
	}

	/**
	 * Reads a report that was written with or without a codec.
	 * @param content the content
	 * @param codec decodes encoded content, or {@code null} if there is none
	 * @return the report, and where it belongs
	 * @throws UnreadableFileException if it will never be readable as it is
	 */
	public static ReportContent read(byte[] content, @Nullable FailurePayloadCodec codec)
			throws UnreadableFileException {
		if (codec == null || isPlain(content)) {
			return ReportText.read(content);
		}
		try {
			return ReportText.read(codec.decode(content));
		}
		catch (UnreadableFileException ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new UnreadableFileException("it cannot be decoded: " + SafeText.withoutMessages(ex));
		}
	}

	/**
	 * Whether content is not encoded.
	 * @param content the content
	 * @return {@code false} if it is encoded
	 */
	public static boolean isPlain(byte[] content) {
		byte[] magic = ReportText.MAGIC.getBytes(StandardCharsets.UTF_8);
		return content.length >= magic.length && Arrays.equals(content, 0, magic.length, magic, 0, magic.length);
	}

	/** The content is incomplete, empty, foreign or of a later version. */
	public static final class UnreadableFileException extends IOException {

		UnreadableFileException(String message) {
			super(message);
		}

	}

}
