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
 * A report as the table has it.
 *
 * @param id hash of the task token
 * @param kind what is kept
 * @param time when the handler ended or, while it runs, was started
 * @param address where the report belongs, if it is known
 * @param payload the report
 */
record ReportRow(String id, String kind, Instant time, @Nullable ReportAddress address, String payload) {

	/** What to report if the worker ends while the task runs. */
	static final String RUNNING = "running";

	/** No report, but a worker with its lease. */
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

	/** The same of nothing but ASCII. */
	ReportRow inAscii() {
		byte[] content = this.payload.getBytes(StandardCharsets.UTF_8);
		return !ReportContent.isPlain(content) ? this : new ReportRow(this.id, this.kind, this.time, this.address,
				Base64.getEncoder().encodeToString(content));
	}

}
