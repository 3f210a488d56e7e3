// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.time.Instant;

/** Failures of an activity of an order, each of another task. */
public final class OrderFailures {

	public static final Instant TIME = Instant.parse("2026-11-23T10:00:00Z");

	private OrderFailures() {
	}

	public static ActivityTask task(String token) {
		return new ActivityTask(token, "charge-42", new ActivityTask.Type("charge", "1.0"),
				new ActivityTask.Execution("order-42", "run-1"));
	}

	public static TaskFailure of(String token) {
		return at(token, TIME);
	}

	public static TaskFailure at(String token, Instant time) {
		return new TaskFailure(task(token), new FailureDescription("IOException: disk", "at Disk.write"),
				new FailureOrigin("java.io.IOException", "00c0ffee", false), time);
	}

	public static TaskFailure cancellation(String token) {
		return new TaskFailure(task(token), new FailureDescription("canceled", "stopped at record 12"),
				new FailureOrigin("io.github.swffailure.ActivityTaskCanceledException", "00c0ffee", true), TIME);
	}

}
