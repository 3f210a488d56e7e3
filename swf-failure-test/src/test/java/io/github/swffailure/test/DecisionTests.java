// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.swffailure.test.history.HistoryEvent;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.github.swffailure.test.TestDecider.decision;
import static io.github.swffailure.test.TestDecider.list;
import static io.github.swffailure.test.TestDecider.schedule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * What decisions do, one kind after the other.
 */
class DecisionTests {

	@RegisterExtension
	final FrozenSwf frozen = new FrozenSwf();

	private final EmbeddedSwf swf = this.frozen.swf();

	private final TestDecider decider = this.frozen.decider();

	@Test
	void eventsOfOneDecisionStayTogether() {
		this.decider.start("w");

		this.decider.decide(schedule("a", "input", "1", "control", "c"), schedule("b"),
				decision("RecordMarker", "markerName", "m", "details", "d"),
				decision("StartTimer", "timerId", "t", "startToFireTimeout", "5"));

		assertThat(this.decider.eventTypes("w")).endsWith("DecisionTaskCompleted", "ActivityTaskScheduled",
				"ActivityTaskScheduled", "MarkerRecorded", "TimerStarted");
		assertThat(this.decider.event("w", "ActivityTaskScheduled").attributes()).containsOnly(
				entry("activityType", TestDecider.ACTIVITY), entry("activityId", "a"), entry("input", "1"),
				entry("control", "c"), entry("taskList", list("workers")), entry("scheduleToCloseTimeout", "NONE"),
				entry("scheduleToStartTimeout", "NONE"), entry("startToCloseTimeout", "NONE"),
				entry("heartbeatTimeout", "NONE"), entry("decisionTaskCompletedEventId", 4L));
		assertThat(this.decider.event("w", "MarkerRecorded").attributes()).containsOnly(entry("markerName", "m"),
				entry("details", "d"), entry("decisionTaskCompletedEventId", 4L));
	}

	@Test
	void eventIdsHaveNoGaps() {
		this.decider.start("w");
		this.decider.decide(schedule("a"), decision("StartTimer", "timerId", "t", "startToFireTimeout", "5"));
		this.frozen.clock().advance(Duration.ofHours(2));

		List<HistoryEvent> events = this.swf.events("w");

		for (int i = 0; i < events.size(); i++) {
			assertThat(events.get(i).eventId()).isEqualTo(i + 1);
		}
		assertThat(this.decider.eventTypes("w")).endsWith("WorkflowExecutionTimedOut");
	}

	@ParameterizedTest
	@CsvSource({ "defaultTaskList, DEFAULT_TASK_LIST_UNDEFINED",
			"defaultTaskStartToCloseTimeout, DEFAULT_START_TO_CLOSE_TIMEOUT_UNDEFINED",
			"defaultTaskHeartbeatTimeout, DEFAULT_HEARTBEAT_TIMEOUT_UNDEFINED",
			"defaultTaskScheduleToStartTimeout, DEFAULT_SCHEDULE_TO_START_TIMEOUT_UNDEFINED",
			"defaultTaskScheduleToCloseTimeout, DEFAULT_SCHEDULE_TO_CLOSE_TIMEOUT_UNDEFINED" })
	void activityWithoutADefaultIsNotScheduled(String missing, String cause) {
		List<Object> registration = new ArrayList<>(List.of("name", "bare", "version", "1"));
		for (String name : List.of("defaultTaskStartToCloseTimeout", "defaultTaskHeartbeatTimeout",
				"defaultTaskScheduleToStartTimeout", "defaultTaskScheduleToCloseTimeout")) {
			if (!name.equals(missing)) {
				registration.addAll(List.of(name, "NONE"));
			}
		}
		if (!missing.equals("defaultTaskList")) {
			registration.addAll(List.of("defaultTaskList", list("workers")));
		}
		this.decider.call("RegisterActivityType", registration.toArray());
		this.decider.start("w");

		this.decider.decide(schedule("a", "activityType", Map.of("name", "bare", "version", "1")));

		assertThat(this.decider.event("w", "ScheduleActivityTaskFailed").attributes()).containsOnly(
				entry("activityType", Map.of("name", "bare", "version", "1")), entry("activityId", "a"),
				entry("cause", cause), entry("decisionTaskCompletedEventId", 4L));
		assertThat(this.decider.eventTypes("w")).endsWith("DecisionTaskScheduled");
	}

	@Test
	void unknownTypeIsNotScheduled() {
		assertThat(causeOf(schedule("a", "activityType", Map.of("name", "other", "version", "1"))))
			.isEqualTo("ACTIVITY_TYPE_DOES_NOT_EXIST");
	}

	@Test
	void deprecatedTypeIsNotScheduled() {
		this.decider.call("DeprecateActivityType", "activityType", TestDecider.ACTIVITY);

		assertThat(causeOf(schedule("a"))).isEqualTo("ACTIVITY_TYPE_DEPRECATED");
	}

	@Test
	void openActivityIdIsNotScheduledAgain() {
		assertThat(causeOf(schedule("a"), schedule("a"))).isEqualTo("ACTIVITY_ID_ALREADY_IN_USE");
	}

	@Test
	void closedActivityIdMayBeUsedAgain() {
		this.decider.start("w");
		this.decider.decide(schedule("a"));
		Object token = this.decider.call("PollForActivityTask", "taskList", list("workers"))
			.getOrDefault("taskToken", "");
		this.decider.call("RespondActivityTaskFailed", "taskToken", token);

		this.decider.decide(schedule("a"));

		assertThat(this.decider.eventTypes("w")).doesNotContain("ScheduleActivityTaskFailed");
	}

	@Test
	void timerIdIsUniqueWhileOpen() {
		assertThat(failureOf("StartTimerFailed", timer("t"), timer("t"))).containsOnly(entry("timerId", "t"),
				entry("cause", "TIMER_ID_ALREADY_IN_USE"), entry("decisionTaskCompletedEventId", 4L));
	}

	@Test
	void canceledTimerDoesNotFire() {
		this.decider.start("w");
		this.decider.decide(timer("t"), decision("CancelTimer", "timerId", "t"));

		this.frozen.clock().advance(Duration.ofMinutes(1));

		assertThat(this.decider.event("w", "TimerCanceled").attributes()).containsOnly(entry("timerId", "t"),
				entry("startedEventId", 5L), entry("decisionTaskCompletedEventId", 4L));
		assertThat(this.decider.eventTypes("w")).doesNotContain("TimerFired");
	}

	@Test
	void unknownTimerCannotBeCanceled() {
		assertThat(failureOf("CancelTimerFailed", decision("CancelTimer", "timerId", "t"))).containsEntry("cause",
				"TIMER_ID_UNKNOWN");
	}

	@ParameterizedTest
	@CsvSource({ "FailWorkflowExecution, WorkflowExecutionFailed, FAILED",
			"CompleteWorkflowExecution, WorkflowExecutionCompleted, COMPLETED",
			"CancelWorkflowExecution, WorkflowExecutionCanceled, CANCELED" })
	void closingDecisionClosesTheExecution(String decisionType, String eventType, String closeStatus) {
		String runId = this.decider.start("w");

		this.decider.decide(Map.of("decisionType", decisionType));

		assertThat(this.decider.eventTypes("w")).endsWith(eventType);
		assertThat(this.decider.call("DescribeWorkflowExecution", "execution", TestDecider.execution("w", runId)))
			.extractingByKey("executionInfo")
			.asInstanceOf(InstanceOfAssertFactories.MAP)
			.containsEntry("executionStatus", "CLOSED")
			.containsEntry("closeStatus", closeStatus)
			.containsKey("closeTimestamp");
	}

	@Test
	void runContinuesAsANewOne() {
		String runId = this.decider.start("w", "tagList", List.of("old"));

		this.decider.decide(decision("ContinueAsNewWorkflowExecution", "input", "next", "tagList", List.of("new")));

		HistoryEvent started = this.decider.event("w", "WorkflowExecutionStarted");
		assertThat(started.attributes()).containsEntry("continuedExecutionRunId", runId)
			.containsEntry("input", "next")
			.containsEntry("tagList", List.of("new"));
		assertThat(this.decider.call("GetWorkflowExecutionHistory", "execution", TestDecider.execution("w", runId)))
			.extractingByKey("events")
			.asInstanceOf(InstanceOfAssertFactories.LIST)
			.last()
			.extracting("eventType")
			.isEqualTo("WorkflowExecutionContinuedAsNew");
	}

	@Test
	void runDoesNotContinueAsAnUnknownVersion() {
		assertThat(failureOf("ContinueAsNewWorkflowExecutionFailed",
				decision("ContinueAsNewWorkflowExecution", "workflowTypeVersion", "2")))
			.containsEntry("cause", "WORKFLOW_TYPE_DOES_NOT_EXIST");
	}

	@Test
	void externalExecutionIsSignaledAfterTheDecision() {
		this.decider.start("target");
		this.decider.poll();
		String runId = this.decider.start("source");

		this.decider.decide(
				decision("SignalExternalWorkflowExecution", "workflowId", "target", "signalName", "s", "input", "i"),
				decision("CompleteWorkflowExecution"));

		assertThat(this.decider.eventTypes("source")).endsWith("SignalExternalWorkflowExecutionInitiated",
				"WorkflowExecutionCompleted");
		assertThat(this.decider.event("target", "WorkflowExecutionSignaled").attributes()).containsOnly(
				entry("signalName", "s"), entry("input", "i"),
				entry("externalWorkflowExecution", TestDecider.execution("source", runId)),
				entry("externalInitiatedEventId", 5L));
	}

	@Test
	void unknownExternalExecutionIsNotSignaled() {
		assertThat(failureOf("SignalExternalWorkflowExecutionFailed",
				decision("SignalExternalWorkflowExecution", "workflowId", "nobody", "signalName", "s", "control", "c")))
			.containsOnly(entry("workflowId", "nobody"), entry("control", "c"),
					entry("cause", "UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION"), entry("initiatedEventId", 5L),
					entry("decisionTaskCompletedEventId", 4L));
	}

	@Test
	void cancellationOfAnExternalExecutionIsRequested() {
		String target = this.decider.start("target");
		this.decider.poll();
		this.decider.start("source");

		this.decider.decide(decision("RequestCancelExternalWorkflowExecution", "workflowId", "target"));

		assertThat(this.decider.event("source", "ExternalWorkflowExecutionCancelRequested").attributes()).containsOnly(
				entry("workflowExecution", TestDecider.execution("target", target)), entry("initiatedEventId", 5L));
		assertThat(this.decider.eventTypes("target")).contains("WorkflowExecutionCancelRequested");
	}

	private static Map<String, Object> timer(String timerId) {
		return decision("StartTimer", "timerId", timerId, "startToFireTimeout", "5");
	}

	@SafeVarargs
	@SuppressWarnings("varargs")
	private Object causeOf(Map<String, Object>... decisions) {
		return failureOf("ScheduleActivityTaskFailed", decisions).getOrDefault("cause", "none");
	}

	@SafeVarargs
	@SuppressWarnings("varargs")
	private Map<String, Object> failureOf(String eventType, Map<String, Object>... decisions) {
		this.decider.start("w");
		this.decider.decide(decisions);
		return this.decider.event("w", eventType).attributes();
	}

}
