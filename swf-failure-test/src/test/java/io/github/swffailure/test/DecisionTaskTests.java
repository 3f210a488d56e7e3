// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.swffailure.test.protocol.SwfFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.github.swffailure.test.TestDecider.decision;
import static io.github.swffailure.test.TestDecider.list;
import static io.github.swffailure.test.TestDecider.schedule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

/**
 * Decision tasks: one at a time, batching, timeouts, sticky lists and pages.
 */
class DecisionTaskTests {

	@RegisterExtension
	final FrozenSwf frozen = new FrozenSwf();

	private final EmbeddedSwf swf = this.frozen.swf();

	private final TestDecider decider = this.frozen.decider();

	@Test
	void pollWithoutATaskHasAnEmptyToken() {
		assertThat(this.decider.poll()).containsOnly(entry("taskToken", ""), entry("startedEventId", 0),
				entry("previousStartedEventId", 0));
	}

	@Test
	void taskTellsTheHistorySoFar() {
		String runId = this.decider.start("w", "input", "in", "tagList", List.of("vip"));

		Map<String, Object> task = this.decider.poll();

		assertThat(task).containsEntry("startedEventId", 3L)
			.containsEntry("previousStartedEventId", 0L)
			.containsEntry("workflowExecution", Map.of("workflowId", "w", "runId", runId))
			.containsEntry("workflowType", TestDecider.TYPE)
			.doesNotContainKey("nextPageToken");
		assertThat((List<?>) task.get("events")).hasSize(3);
		assertThat(this.decider.event("w", "WorkflowExecutionStarted").attributes()).containsOnly(
				entry("workflowType", TestDecider.TYPE), entry("executionStartToCloseTimeout", "3600"),
				entry("taskList", list("deciders")), entry("taskStartToCloseTimeout", "10"),
				entry("childPolicy", "TERMINATE"), entry("input", "in"), entry("tagList", List.of("vip")),
				entry("parentInitiatedEventId", 0L));
	}

	@Test
	void signalsBeforeTheStartNeedNoFurtherTask() {
		this.decider.start("w");
		this.decider.signal("w");
		this.decider.signal("w");

		assertThat(this.decider.eventTypes("w")).containsOnlyOnce("DecisionTaskScheduled");
	}

	@Test
	void signalsDuringADecisionAreSeenByOneFurtherTask() {
		this.decider.start("w");
		Map<String, Object> task = this.decider.poll();
		this.decider.signal("w");
		this.decider.signal("w");
		assertThat(this.decider.poll()).containsEntry("taskToken", "");

		this.decider.respond(task);

		assertThat(this.decider.eventTypes("w")).containsExactly("WorkflowExecutionStarted", "DecisionTaskScheduled",
				"DecisionTaskStarted", "WorkflowExecutionSignaled", "DecisionTaskScheduled",
				"WorkflowExecutionSignaled", "DecisionTaskCompleted");
		assertThat(this.decider.poll()).containsEntry("previousStartedEventId", 3L);
	}

	@Test
	void closingWithoutHavingSeenASignalIsRefused() {
		this.decider.start("w");
		Map<String, Object> task = this.decider.poll();
		this.decider.signal("w");

		this.decider.respond(task, decision("CompleteWorkflowExecution", "result", "done"));

		assertThat(this.decider.event("w", "CompleteWorkflowExecutionFailed").attributes())
			.containsOnly(entry("cause", "UNHANDLED_DECISION"), entry("decisionTaskCompletedEventId", 6L));
		this.decider.decide(decision("CompleteWorkflowExecution", "result", "done"));
		assertThat(this.decider.event("w", "WorkflowExecutionCompleted").string("result")).isEqualTo("done");
	}

	@Test
	void closingDecisionMustBeTheLast() {
		this.decider.start("w");
		Map<String, Object> task = this.decider.poll();

		assertThatExceptionOfType(SwfFault.class)
			.isThrownBy(() -> this.decider.respond(task, decision("CompleteWorkflowExecution"), schedule("a")))
			.withMessage("Close must be last decision in list");
		assertThat(this.decider.eventTypes("w")).hasSize(3);
	}

	@Test
	void decisionWithoutItsAttributesIsRefused() {
		this.decider.start("w");
		Map<String, Object> task = this.decider.poll();

		assertThatExceptionOfType(SwfFault.class)
			.isThrownBy(() -> this.decider.respond(task, Map.of("decisionType", "StartTimer")))
			.withMessage("1 validation error detected: Value null at "
					+ "'decisions.1.member.startTimerDecisionAttributes' failed to satisfy constraint: "
					+ "Member must not be null");
	}

	@Test
	void lambdaIsNotServed() {
		this.decider.start("w");
		Map<String, Object> task = this.decider.poll();

		assertThatExceptionOfType(SwfFault.class)
			.isThrownBy(() -> this.decider.respond(task, decision("ScheduleLambdaFunction", "id", "1", "name", "f")))
			.withMessageContaining("Value 'ScheduleLambdaFunction' at 'decisions.1.member.decisionType'")
			.withMessageContaining("Member must satisfy enum value set: [ScheduleActivityTask, ");
	}

	@Test
	void deciderThatIsTooSlowGetsANewTask() {
		this.decider.start("w");
		Map<String, Object> slow = this.decider.poll();

		this.frozen.clock().advance(Duration.ofSeconds(10));

		assertThat(this.decider.event("w", "DecisionTaskTimedOut").attributes()).containsOnly(
				entry("timeoutType", "START_TO_CLOSE"), entry("scheduledEventId", 2L), entry("startedEventId", 3L));
		assertThatExceptionOfType(SwfFault.class).isThrownBy(() -> this.decider.respond(slow))
			.withMessage("Unknown decision task, scheduledEventId = 2");
		assertThat(this.decider.poll()).containsEntry("startedEventId", 6L).containsEntry("previousStartedEventId", 0L);
	}

	@Test
	void secondAnswerFindsTheDecisionTaskClosed() {
		this.decider.start("w");
		Map<String, Object> task = this.decider.poll();
		this.decider.respond(task);

		assertThatExceptionOfType(SwfFault.class).isThrownBy(() -> this.decider.respond(task))
			.withMessage("Unknown decision task, scheduledEventId = 2");
	}

	@Test
	void stickyTaskListIsUsedOnceAndForAWhile() {
		this.decider.start("w");
		this.swf.call("RespondDecisionTaskCompleted",
				Map.of("taskToken", this.decider.poll().getOrDefault("taskToken", ""), "taskList", list("host-7"),
						"taskListScheduleToStartTimeout", "5", "executionContext", "context"));
		this.decider.signal("w");
		assertThat(this.decider.poll()).containsEntry("taskToken", "");

		this.frozen.clock().advance(Duration.ofSeconds(5));

		assertThat(this.decider.event("w", "DecisionTaskTimedOut").attributes())
			.containsEntry("timeoutType", "SCHEDULE_TO_START")
			.containsEntry("startedEventId", 0L);
		assertThat(this.decider.poll()).doesNotContainEntry("taskToken", "");
		assertThat(this.decider.event("w", "DecisionTaskCompleted").attributes())
			.containsEntry("taskList", list("host-7"))
			.containsEntry("executionContext", "context");
	}

	@Test
	void historyOfATaskComesInPages() {
		this.decider.start("w");
		Map<String, Object> first = this.decider.call("PollForDecisionTask", "taskList", list("deciders"),
				"maximumPageSize", 2);
		this.decider.signal("w");

		Map<String, Object> second = this.decider.call("PollForDecisionTask", "taskList", list("deciders"),
				"maximumPageSize", 2, "nextPageToken", first.getOrDefault("nextPageToken", ""));

		assertThat((List<?>) first.get("events")).extracting("eventId").containsExactly(1L, 2L);
		assertThat((List<?>) second.get("events")).extracting("eventId").containsExactly(3L);
		assertThat(second).containsEntry("taskToken", first.get("taskToken"))
			.containsEntry("startedEventId", 3L)
			.doesNotContainKey("nextPageToken");
	}

	@Test
	void historyCanStartAtThePreviousStart() {
		this.decider.start("w");
		this.decider.decide();
		this.decider.signal("w");

		Map<String, Object> task = this.decider.call("PollForDecisionTask", "taskList", list("deciders"),
				"startAtPreviousStartedEvent", true, "reverseOrder", true);

		assertThat((List<?>) task.get("events")).extracting("eventId").containsExactly(7L, 6L, 5L, 4L, 3L);
	}

	@Test
	void higherPriorityIsHandedOutFirst() {
		this.decider.start("low", "taskPriority", "-1");
		this.decider.start("high", "taskPriority", "10");
		this.decider.start("none");

		List<Object> order = List.of(this.decider.poll(), this.decider.poll(), this.decider.poll())
			.stream()
			.map((task) -> ((Map<?, ?>) task.getOrDefault("workflowExecution", Map.of())).get("workflowId"))
			.map(Object.class::cast)
			.toList();

		assertThat(order).containsExactly("high", "none", "low");
	}

	@Test
	void waitingDecisionTasksAreCounted() {
		this.decider.start("w");
		this.decider.start("v");
		this.decider.poll();

		assertThat(this.decider.call("CountPendingDecisionTasks", "taskList", list("deciders")))
			.containsOnly(entry("count", 1), entry("truncated", false));
		assertThat(this.decider.call("CountPendingDecisionTasks", "taskList", list("nobody"))).containsEntry("count",
				0);
	}

}
