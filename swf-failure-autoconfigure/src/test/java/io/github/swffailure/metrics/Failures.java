package io.github.swffailure.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.Delivery;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureOrigin;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;

/**
 * Failures and deliveries for tests.
 */
final class Failures {

	static final Instant TIME = Instant.parse("2026-11-23T03:00:00Z");

	private Failures() {
	}

	static TaskFailure ofType(ActivityTask.@Nullable Type type, Throwable failure) {
		ActivityTask task = new ActivityTask("secret-token", "charge-42", type,
				new ActivityTask.Execution("order-42", "22Fz"));
		return new TaskFailure(task, new FailureDescription("reason", ""), FailureOrigin.of(failure), TIME);
	}

	static TaskFailure of(Throwable failure) {
		return ofType(new ActivityTask.Type("charge", "1.0"), failure);
	}

	static TaskFailure named(String exceptionType) {
		TaskFailure failure = of(new IllegalStateException());
		return new TaskFailure(failure.task(), failure.description(), new FailureOrigin(exceptionType, "ff", false),
				TIME);
	}

	static TaskFailure truncated(FailureDescription.Field... fields) {
		TaskFailure failure = of(new IllegalStateException());
		return new TaskFailure(failure.task(), new FailureDescription("reason", "details", Set.of(fields)),
				failure.origin(), TIME);
	}

	static Delivery delivery(ReportOutcome outcome) {
		return new Delivery(outcome, false, Duration.ofMillis(40), null);
	}

	static Delivery redelivery(ReportOutcome outcome) {
		return new Delivery(outcome, true, Duration.ofMillis(40), null);
	}

}
