// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.assertj;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.SettableClock;
import io.github.swffailure.test.StartedActivityTask;
import io.github.swffailure.test.history.WorkflowHistory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import static io.github.swffailure.test.assertj.SwfAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class WorkflowHistoryAssertTests {

	@Test
	void failureIsFoundByTheNameOfItsActivity() {
		assertThat(failed()).failedActivity("charge")
			.withReason("CARD_DECLINED: no funds")
			.withReasonStartingWith("CARD_DECLINED")
			.withDetailsContaining("stack", "trace")
			.withDetailsNotContaining("secret")
			.and()
			.failedActivityTimes("charge", 1)
			.hasEvent("ActivityTaskStarted")
			.doesNotHaveEvent("TimerFired")
			.endsWith("ActivityTaskFailed", "DecisionTaskScheduled");
	}

	@Test
	void everyAssertionCanFail() {
		WorkflowHistory history = failed();

		fails(() -> assertThat(history).failedActivity("ship"), "ActivityTaskFailed of activity 'ship'");
		fails(() -> assertThat(history).completedActivity("charge"), "ActivityTaskCompleted of activity 'charge'");
		fails(() -> assertThat(history).canceledActivity("charge"), "ActivityTaskCanceled");
		fails(() -> assertThat(history).timedOutActivity("charge"), "ActivityTaskTimedOut");
		fails(() -> assertThat(history).failedActivity("charge").withReason("other"), "[reason]");
		fails(() -> assertThat(history).failedActivity("charge").withReasonStartingWith("other"), "[reason]");
		fails(() -> assertThat(history).failedActivity("charge").withDetailsContaining("other"), "[details]");
		fails(() -> assertThat(history).failedActivity("charge").withDetailsNotContaining("stack"), "[details]");
		fails(() -> assertThat(history).failedActivity("charge").withoutDetails(), "[details]");
		fails(() -> assertThat(history).failedActivityTimes("chagre", 0), "did you mean 'charge'?");
		fails(() -> assertThat(history).failedActivityTimes("ship", 0), "which the history of");
		fails(() -> assertThat(history).failedActivityTimes("charge", 2), "failures of activity 'charge'");
		fails(() -> assertThat(history).hasNoFailedActivity(), "history of");
		fails(() -> assertThat(history).hasEvent("TimerFired"), "history of");
		fails(() -> assertThat(history).endsWith("TimerFired"), "history of");
	}

	@Test
	void noAssertionPassesOnAMistypedName() {
		WorkflowHistory history = failed();

		Stream
			.<ThrowingCallable>of(() -> assertThat(history).doesNotHaveEvent("ActivityTaskFail"),
					() -> assertThat(history).hasEvent("ActivityTaskFail"),
					() -> assertThat(history).endsWith("ActivityTaskFail"))
			.forEach((assertion) -> assertThatIllegalArgumentException().isThrownBy(assertion)
				.withMessage("SWF has no event 'ActivityTaskFail': did you mean 'ActivityTaskFailed'?"));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> assertThat(history).failedActivity("charge").withResult("r"))
			.withMessageStartingWith("Event 'ActivityTaskFailed' has no attribute 'result'");
	}

	@Test
	void completionIsFoundWithItsResult() {
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			StartedActivityTask task = swf.activityTask("charge", "1.0").start();
			swf.call("RespondActivityTaskCompleted", Map.of("taskToken", task.taskToken(), "result", "paid"));

			assertThat(swf.history(task.workflowId())).hasNoFailedActivity()
				.completedActivity("charge")
				.withResult("paid");
		}
	}

	@Test
	void cancellationAndTimeoutAreFound() {
		SettableClock clock = new SettableClock();
		try (EmbeddedSwf swf = EmbeddedSwf.builder().clock(clock).start()) {
			StartedActivityTask canceled = swf.activityTask("charge", "1.0").start();
			swf.call("RespondActivityTaskCanceled", Map.of("taskToken", canceled.taskToken(), "details", "stopped"));
			StartedActivityTask late = swf.activityTask("ship", "1.0")
				.timeout("startToCloseTimeout", Duration.ofSeconds(1))
				.start();
			clock.advance(Duration.ofSeconds(1));

			assertThat(swf.history(canceled.workflowId())).canceledActivity("charge")
				.withDetailsContaining("stopped")
				.withDetailsNotContaining("STOPPED");
			assertThat(swf.history(late.workflowId())).timedOutActivity("ship")
				.withTimeoutType("START_TO_CLOSE")
				.withoutDetails()
				.withDetailsNotContaining("anything");
		}
	}

	@Test
	void lastOfSeveralFailuresIsLookedAt() {
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			StartedActivityTask first = swf.activityTask("charge", "1.0").start();
			swf.call("RespondActivityTaskFailed", Map.of("taskToken", first.taskToken(), "reason", "one"));
			first.workflow()
				.decide("ScheduleActivityTask", Map.of("activityType", Map.of("name", "charge", "version", "1.0"),
						"activityId", "again", "taskList", Map.of("name", "test"), "scheduleToStartTimeout", "NONE",
						"scheduleToCloseTimeout", "NONE", "startToCloseTimeout", "NONE", "heartbeatTimeout", "NONE"));
			Object second = swf
				.call("PollForActivityTask", Map.of("domain", "test", "taskList", Map.of("name", "test")))
				.getOrDefault("taskToken", "");
			swf.call("RespondActivityTaskFailed", Map.of("taskToken", second, "reason", "two"));

			assertThat(swf.history(first.workflowId())).failedActivityTimes("charge", 2)
				.failedActivity("charge")
				.withReason("two");
		}
	}

	private static WorkflowHistory failed() {
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			StartedActivityTask task = swf.activityTask("charge", "1.0").start();
			swf.call("RespondActivityTaskFailed", Map.of("taskToken", task.taskToken(), "reason",
					"CARD_DECLINED: no funds", "details", "stack trace"));
			return swf.history(task.workflowId());
		}
	}

	private static void fails(ThrowingCallable assertion, String message) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion).withMessageContaining(message);
	}

}
