// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import io.github.swffailure.support.FailureOrigins;
import org.jspecify.annotations.Nullable;

/**
 * Failures and deliveries for tests.
 */
public final class Failures {

	/** When all of them failed. */
	public static final Instant TIME = Instant.parse("2026-11-23T03:00:00Z");

	private Failures() {
	}

	public static TaskFailure ofType(ActivityTask.@Nullable Type type, Throwable failure) {
		ActivityTask task = new ActivityTask("secret-token", "charge-42", type,
				new ActivityTask.Execution("order-42", "22Fz"));
		return new TaskFailure(task, new FailureDescription("reason", ""), FailureOrigins.of(failure), TIME);
	}

	public static TaskFailure of(Throwable failure) {
		return ofType(new ActivityTask.Type("charge", "1.0"), failure);
	}

	public static TaskFailure named(String exceptionType) {
		TaskFailure failure = of(new IllegalStateException());
		return new TaskFailure(failure.task(), failure.description(), new FailureOrigin(exceptionType, "ff", false),
				TIME);
	}

	public static TaskFailure ofToken(String taskToken, Instant time) {
		TaskFailure failure = of(new IllegalStateException());
		ActivityTask task = new ActivityTask(taskToken, "charge-42", failure.task().type(), failure.task().execution());
		return new TaskFailure(task, failure.description(), failure.origin(), time);
	}

	public static TaskFailure ofFingerprint(String fingerprint, Instant time) {
		TaskFailure failure = of(new IllegalStateException());
		return new TaskFailure(failure.task(), new FailureDescription("reason of " + fingerprint, ""),
				new FailureOrigin("com.example.CardDeclined", fingerprint, false), time);
	}

	public static TaskFailure truncated(FailureDescription.Field... fields) {
		TaskFailure failure = of(new IllegalStateException());
		return new TaskFailure(failure.task(), new FailureDescription("reason", "details", Set.of(fields)),
				failure.origin(), TIME);
	}

	public static Delivery delivery(ReportOutcome outcome) {
		return new Delivery(outcome, false, Duration.ofMillis(40), null);
	}

	public static Delivery redelivery(ReportOutcome outcome) {
		return new Delivery(outcome, true, Duration.ofMillis(40), null);
	}

}
