// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.logging;

import java.time.Instant;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureOrigin;
import io.github.swffailure.TaskFailure;

/** Failures to log. */
final class LoggedFailures {

	static final Instant TIME = Instant.parse("2026-11-23T10:00:00Z");

	private LoggedFailures() {
	}

	static ActivityTask task(String token) {
		return new ActivityTask(token, "charge-42", new ActivityTask.Type("charge", "1.0"),
				new ActivityTask.Execution("order-42", "run-1"));
	}

	static TaskFailure of(String token) {
		return at(token, TIME);
	}

	static TaskFailure at(String token, Instant time) {
		return new TaskFailure(task(token), new FailureDescription("IOException: disk", "at Disk.write"),
				new FailureOrigin("java.io.IOException", "00c0ffee", false), time);
	}

	static TaskFailure cancellation(String token) {
		return new TaskFailure(task(token), new FailureDescription("canceled", "stopped at record 12"),
				new FailureOrigin("io.github.swffailure.ActivityTaskCanceledException", "00c0ffee", true), TIME);
	}

}
