// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.TaskCompletion;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskReport;
import io.github.swffailure.journal.ReportAddress;
import io.github.swffailure.journal.ReportContent;
import io.github.swffailure.support.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * A row with a report or a running task.
 *
 * @param id hash of the task token
 * @param kind the kind of row
 * @param time when the handler ended, or when it was started if it still runs
 * @param address where the report belongs, if known
 * @param payload the report
 */
record ReportRow(String id, String kind, Instant time, @Nullable ReportAddress address, String payload) {

	/** A running task, with the report for the case that the worker ends. */
	static final String RUNNING = "running";

	/** A worker with its lease. */
	static final String WORKER = "worker";

	private static final int ID_LENGTH = 32;

	static String idOf(ActivityTask task) {
		return SafeText.tokenHash(task, ID_LENGTH);
	}

	static String kindOf(TaskReport report) {
		if (report instanceof TaskCompletion) {
			return "completion";
		}
		return (report instanceof TaskFailure failure && failure.origin().cancellation()) ? "cancellation" : "failure";
	}

	@Nullable String region() {
		return (this.address != null) ? this.address.region() : null;
	}

	@Nullable String endpoint() {
		return (this.address != null) ? this.address.endpoint() : null;
	}

	@Nullable String domain() {
		return (this.address != null) ? this.address.domain() : null;
	}

	boolean isRunning() {
		return this.kind.equals(RUNNING);
	}

	/** The same row in ASCII. */
	ReportRow inAscii() {
		byte[] content = this.payload.getBytes(StandardCharsets.UTF_8);
		return !ReportContent.isPlain(content) ? this : new ReportRow(this.id, this.kind, this.time, this.address,
				Base64.getEncoder().encodeToString(content));
	}

}
