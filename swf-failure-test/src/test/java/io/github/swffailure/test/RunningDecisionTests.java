// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.swffailure.test.history.HistoryEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.github.swffailure.test.TestDecider.decision;
import static io.github.swffailure.test.TestDecider.list;
import static io.github.swffailure.test.TestDecider.schedule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * What happens while a decider decides: the next decision task is in the history at once,
 * and handed out once the decider has answered. The orders are those of recordings of the
 * service.
 */
class RunningDecisionTests {

	@RegisterExtension
	final FrozenSwf frozen = new FrozenSwf();

	private final TestDecider decider = this.frozen.decider();

	private Map<String, Object> running = Map.of();

	/**
	 * An execution with an open activity task, timer and child, whose decider decides.
	 * The last event is the start of its decision task, number 15.
	 */
	@BeforeEach
	void startDecision() {
		this.decider.start("w", "executionStartToCloseTimeout", "86400", "taskStartToCloseTimeout", "600");
		this.decider.decide(schedule("a", "startToCloseTimeout", "20"),
				decision("StartTimer", "timerId", "t", "startToFireTimeout", "30"),
				decision("StartChildWorkflowExecution", "workflowId", "child", "workflowType", TestDecider.TYPE,
						"taskList", list("other")));
		this.token = this.decider.call("PollForActivityTask", "taskList", list("workers"))
			.getOrDefault("taskToken", "");
		this.running = this.decider.poll();
		this.started = this.frozen.swf().events("w").size();
	}

	private Object token = "";

	private int started;

	static Stream<Named<Happening>> happenings() {
		return Stream.of(
				Named.of("ActivityTaskCompleted",
						(test) -> test.decider.call("RespondActivityTaskCompleted", "taskToken", test.token)),
				Named.of("ActivityTaskFailed",
						(test) -> test.decider.call("RespondActivityTaskFailed", "taskToken", test.token)),
				Named.of("ActivityTaskCanceled",
						(test) -> test.decider.call("RespondActivityTaskCanceled", "taskToken", test.token)),
				Named.of("ActivityTaskTimedOut", (test) -> test.frozen.clock().advance(Duration.ofSeconds(20))),
				Named.of("WorkflowExecutionSignaled", (test) -> test.decider.signal("w")),
				Named.of("WorkflowExecutionCancelRequested",
						(test) -> test.decider.call("RequestCancelWorkflowExecution", "workflowId", "w")),
				Named.of("ChildWorkflowExecutionTerminated",
						(test) -> test.decider.call("TerminateWorkflowExecution", "workflowId", "child")));
	}

	@ParameterizedTest
	@MethodSource("happenings")
	void nextTaskIsScheduledAtOnceAndHandedOutAfterTheAnswer(Happening happening) {
		happening.happen(this);
		List<String> during = since();
		assertThat(this.decider.poll()).containsEntry("taskToken", "");

		this.decider.respond(this.running, decision("RecordMarker", "markerName", "m"));
		Map<String, Object> next = this.decider.poll();

		assertThat(during).hasSize(2).last().isEqualTo("DecisionTaskScheduled");
		assertThat(since()).startsWith(during.toArray(String[]::new))
			.endsWith("DecisionTaskScheduled", "DecisionTaskCompleted", "MarkerRecorded", "DecisionTaskStarted")
			.hasSize(5);
		assertThat(event(this.started + 5).number("scheduledEventId")).isEqualTo(this.started + 2);
		assertThat(next).containsEntry("startedEventId", this.started + 5L)
			.containsEntry("previousStartedEventId", (long) this.started);
		assertThat((List<?>) next.get("events")).hasSize(this.started + 5);
	}

	@Test
	void manyEventsScheduleOneTask() {
		this.decider.signal("w");
		this.decider.call("RespondActivityTaskCompleted", "taskToken", this.token);
		this.frozen.clock().advance(Duration.ofSeconds(30));
		this.decider.respond(this.running);

		assertThat(since()).containsExactly("WorkflowExecutionSignaled", "DecisionTaskScheduled",
				"ActivityTaskCompleted", "TimerFired", "DecisionTaskCompleted");
		assertThat(event(this.started + 4).number("startedEventId")).isLessThan(this.started);
	}

	@Test
	void decisionsOfTheRunningTaskStandBehindWhatHappened() {
		this.decider.call("RespondActivityTaskCompleted", "taskToken", this.token);

		this.decider.respond(this.running, schedule("b"), decision("CompleteWorkflowExecution"));

		assertThat(since()).containsExactly("ActivityTaskCompleted", "DecisionTaskScheduled", "DecisionTaskCompleted",
				"ActivityTaskScheduled", "CompleteWorkflowExecutionFailed");
		assertThat(event(this.started + 5).attributes()).containsOnly(entry("cause", "UNHANDLED_DECISION"),
				entry("decisionTaskCompletedEventId", this.started + 3L));
	}

	@Test
	void timeoutOfTheRunningTaskHandsOutTheNext() {
		this.decider.signal("w");

		this.frozen.clock().advance(Duration.ofMinutes(10));

		assertThat(since()).containsExactly("WorkflowExecutionSignaled", "DecisionTaskScheduled",
				"ActivityTaskTimedOut", "TimerFired", "DecisionTaskTimedOut");
		assertThat(this.decider.poll()).containsEntry("startedEventId", this.started + 6L);
		assertThat(event(this.started + 6).number("scheduledEventId")).isEqualTo(this.started + 2);
	}

	@Test
	void endOfTheExecutionTakesTheNextTaskAway() {
		this.decider.signal("w");

		this.decider.call("TerminateWorkflowExecution", "workflowId", "w");

		assertThat(this.decider.poll()).containsEntry("taskToken", "");
		assertThat(since()).endsWith("DecisionTaskScheduled", "WorkflowExecutionTerminated");
	}

	@Test
	void taskListThatWasTakenForAWhileIsTakenUntilItsTimeIsOver() {
		this.frozen.swf()
			.call("RespondDecisionTaskCompleted", Map.of("taskToken", this.running.getOrDefault("taskToken", ""),
					"taskList", list("host-7"), "taskListScheduleToStartTimeout", "5"));
		for (int i = 0; i < 2; i++) {
			this.decider.signal("w");
			this.decider.respond(this.decider.call("PollForDecisionTask", "taskList", list("host-7")));
		}
		this.decider.signal("w");
		assertThat(last("DecisionTaskScheduled").attributes()).containsEntry("taskList", list("host-7"))
			.containsEntry("scheduleToStartTimeout", "5");

		this.frozen.clock().advance(Duration.ofSeconds(5));

		assertThat(since()).endsWith("WorkflowExecutionSignaled", "DecisionTaskScheduled", "DecisionTaskTimedOut",
				"DecisionTaskScheduled");
		assertThat(last("DecisionTaskScheduled").attributes()).containsEntry("taskList", list("deciders"))
			.containsEntry("scheduleToStartTimeout", "NONE");
	}

	@Test
	void taskListThatWasTakenForGoodIsTakenForGood() {
		this.frozen.swf()
			.call("RespondDecisionTaskCompleted",
					Map.of("taskToken", this.running.getOrDefault("taskToken", ""), "taskList", list("host-7")));
		this.decider.signal("w");
		this.frozen.clock().advance(Duration.ofHours(1));
		this.decider.respond(this.decider.call("PollForDecisionTask", "taskList", list("host-7")));
		this.decider.signal("w");

		assertThat(last("DecisionTaskScheduled").attributes()).containsEntry("taskList", list("host-7"))
			.containsEntry("scheduleToStartTimeout", "NONE");
	}

	private List<String> since() {
		List<String> types = this.decider.eventTypes("w");
		return types.subList(this.started, types.size());
	}

	private HistoryEvent event(long number) {
		return this.frozen.swf().history("w").event(number).orElseThrow();
	}

	private HistoryEvent last(String eventType) {
		return this.frozen.swf()
			.events("w")
			.stream()
			.filter((event) -> event.eventType().equals(eventType))
			.reduce((first, second) -> second)
			.orElseThrow();
	}

	/**
	 * Something that the decider has to see.
	 */
	@FunctionalInterface
	interface Happening {

		void happen(RunningDecisionTests test);

	}

}
