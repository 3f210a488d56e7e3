// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.time.Duration;
import java.util.Map;

import io.github.swffailure.test.history.HistoryEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Timeouts on a clock that the test moves.
 */
class TimeoutTests {

	private final SettableClock clock = new SettableClock();

	private final EmbeddedSwf swf = EmbeddedSwf.builder().clock(this.clock).start();

	@AfterEach
	void close() {
		this.swf.close();
	}

	@ParameterizedTest
	@CsvSource({ "startToCloseTimeout, START_TO_CLOSE, 6", "heartbeatTimeout, HEARTBEAT, 6",
			"scheduleToCloseTimeout, SCHEDULE_TO_CLOSE, 6" })
	void startedTaskTimesOut(String timeout, String timeoutType, long startedEventId) {
		StartedActivityTask task = this.swf.activityTask("charge", "1.0")
			.timeout(timeout, Duration.ofSeconds(10))
			.start();
		this.clock.advance(Duration.ofMillis(9_999));
		assertThat(task.events()).hasSize(6);

		this.clock.advance(Duration.ofMillis(1));

		HistoryEvent timedOut = task.events().get(6);
		assertThat(timedOut.eventType()).isEqualTo("ActivityTaskTimedOut");
		assertThat(timedOut.attributes()).containsEntry("timeoutType", timeoutType)
			.containsEntry("startedEventId", startedEventId)
			.containsEntry("scheduledEventId", 5L);
	}

	@ParameterizedTest
	@CsvSource({ "scheduleToStartTimeout, SCHEDULE_TO_START", "scheduleToCloseTimeout, SCHEDULE_TO_CLOSE" })
	void waitingTaskTimesOutAndLeavesItsList(String timeout, String timeoutType) {
		ScheduledActivityTask task = this.swf.activityTask("charge", "1.0")
			.timeout(timeout, Duration.ofSeconds(10))
			.schedule();

		this.clock.advance(Duration.ofMinutes(1));

		HistoryEvent timedOut = task.workflow().events().get(5);
		assertThat(timedOut.attributes()).containsEntry("timeoutType", timeoutType).containsEntry("startedEventId", 0L);
		assertThat(timedOut.eventTimestamp())
			.isEqualTo(task.workflow().events().get(4).eventTimestamp().plusSeconds(10));
		assertThat(this.swf.call("CountPendingActivityTasks",
				Map.of("domain", "test", "taskList", Map.of("name", "test"))))
			.containsEntry("count", 0);
	}

	@Test
	void heartbeatKeepsATaskAliveAndItsDetailsAreTold() {
		StartedActivityTask task = this.swf.activityTask("charge", "1.0")
			.timeout("heartbeatTimeout", Duration.ofSeconds(10))
			.start();
		this.clock.advance(Duration.ofSeconds(8));
		this.swf.call("RecordActivityTaskHeartbeat", Map.of("taskToken", task.taskToken(), "details", "half"));
		this.clock.advance(Duration.ofSeconds(8));
		assertThat(task.events()).hasSize(6);

		this.clock.advance(Duration.ofSeconds(2));

		assertThat(task.events().get(6).string("details")).isEqualTo("half");
	}

	@Test
	void startedTaskDoesNotTimeOutForNotBeingStarted() {
		StartedActivityTask task = this.swf.activityTask("charge", "1.0")
			.timeout("scheduleToStartTimeout", Duration.ofSeconds(10))
			.start();

		this.clock.advance(Duration.ofDays(1));

		assertThat(task.events()).hasSize(6);
	}

	@Test
	void executionTimesOut() {
		StartedActivityTask task = this.swf.activityTask("charge", "1.0").start();

		this.clock.advance(Duration.ofDays(365));

		assertThat(task.events()).extracting(HistoryEvent::eventType).endsWith("WorkflowExecutionTimedOut");
	}

	@Test
	void timerFires() {
		StartedActivityTask task = this.swf.activityTask("charge", "1.0").start();
		task.workflow().decide("StartTimer", Map.of("timerId", "soon", "startToFireTimeout", "5"));

		this.clock.advance(Duration.ofSeconds(5));

		assertThat(task.workflow().awaitEvent("TimerFired").string("timerId")).isEqualTo("soon");
	}

}
