// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import io.github.swffailure.test.history.HistoryEvent;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.github.swffailure.test.TestDecider.decision;
import static io.github.swffailure.test.TestDecider.execution;
import static io.github.swffailure.test.TestDecider.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Children and parents that end before, while and after the other does. Children have a
 * task list of their own here.
 */
class ChildLifeTests {

	@RegisterExtension
	final FrozenSwf frozen = new FrozenSwf();

	private final TestDecider decider = this.frozen.decider();

	@Test
	void childIsStartedThoughItsParentCompletesWithTheSameDecision() {
		String parentRunId = this.decider.start("parent");

		this.decider.decide(startChild("child"), decision("CompleteWorkflowExecution"));

		assertThat(this.decider.eventTypes("parent")).endsWith("StartChildWorkflowExecutionInitiated",
				"WorkflowExecutionCompleted");
		assertThat(this.decider.event("child", "WorkflowExecutionStarted").attributes())
			.contains(entry("parentWorkflowExecution", execution("parent", parentRunId)));
		this.decider.call("TerminateWorkflowExecution", "workflowId", "child");
		assertThat(this.decider.eventTypes("parent")).endsWith("WorkflowExecutionCompleted");
	}

	@Test
	void completedParentLeavesItsChildrenAlone() {
		startParentAndChild();
		this.decider.decide(decision("CompleteWorkflowExecution"));

		assertThat(this.decider.eventTypes("parent")).endsWith("WorkflowExecutionCompleted");
		assertThat(this.decider.eventTypes("child")).containsExactly("WorkflowExecutionStarted",
				"DecisionTaskScheduled");
	}

	@Test
	void closedParentIsNotToldThatAChildCannotStart() {
		this.decider.start("child", "taskList", list("children"));
		this.decider.start("parent");

		this.decider.decide(startChild("child"), decision("CompleteWorkflowExecution"));

		assertThat(this.decider.eventTypes("parent")).endsWith("WorkflowExecutionCompleted")
			.doesNotContain("StartChildWorkflowExecutionFailed");
	}

	@Test
	void secondChildOfOneIdInADecisionIsAlreadyRunning() {
		this.decider.start("parent");

		this.decider.decide(startChild("child"), startChild("child"));

		assertThat(this.decider.event("parent", "StartChildWorkflowExecutionFailed").attributes()).contains(
				entry("cause", "WORKFLOW_ALREADY_RUNNING"), entry("initiatedEventId", 6L), entry("workflowId", "child"),
				entry("decisionTaskCompletedEventId", 4L));
	}

	@Test
	void childOfADeprecatedTypeIsNotStarted() {
		this.decider.start("parent");
		this.decider.call("DeprecateWorkflowType", "workflowType", TestDecider.TYPE);

		this.decider.decide(startChild("child"));

		assertThat(this.decider.event("parent", "StartChildWorkflowExecutionFailed").attributes())
			.contains(entry("cause", "WORKFLOW_TYPE_DEPRECATED"), entry("initiatedEventId", 0));
	}

	@Test
	void childTellsItsParentWhenItIsDescribed() {
		String parentRunId = startParentAndChild();
		Object runId = child("runId");

		assertThat(
				this.decider.call("DescribeWorkflowExecution", "execution", execution("child", String.valueOf(runId))))
			.extractingByKey("executionInfo", InstanceOfAssertFactories.MAP)
			.containsEntry("parent", execution("parent", parentRunId));
		assertThat(this.decider.call("DescribeWorkflowExecution", "execution", execution("parent", parentRunId)))
			.extractingByKey("openCounts", InstanceOfAssertFactories.MAP)
			.containsEntry("openChildWorkflowExecutions", 1);
	}

	@ParameterizedTest
	@CsvSource({ "TERMINATE, WorkflowExecutionTerminated", "REQUEST_CANCEL, WorkflowExecutionCancelRequested",
			"ABANDON, DecisionTaskScheduled" })
	void childPolicyOfAParentThatTimesOutIsItsOwn(String childPolicy, String eventType) {
		startParentAndChild("executionStartToCloseTimeout", "60", "childPolicy", childPolicy);

		this.frozen.clock().advance(Duration.ofMinutes(1));

		assertThat(this.decider.event("parent", "WorkflowExecutionTimedOut").attributes())
			.containsOnly(entry("timeoutType", "START_TO_CLOSE"), entry("childPolicy", childPolicy));
		assertThat(this.decider.eventTypes("child")).endsWith(eventType);
	}

	@Test
	void childPolicyReachesGrandchildren() {
		this.decider.start("parent");
		this.decider.decide(decision("StartChildWorkflowExecution", "workflowId", "child", "workflowType",
				TestDecider.TYPE, "taskPriority", "9"));
		this.decider.decide(startChild("grandchild"));
		assertThat(this.decider.eventTypes("child")).contains("ChildWorkflowExecutionStarted");

		this.decider.call("TerminateWorkflowExecution", "workflowId", "parent");

		assertThat(Stream.of("child", "grandchild").map((id) -> this.decider.event(id, "WorkflowExecutionTerminated")))
			.extracting((event) -> String.valueOf(event.string("cause")))
			.containsOnly("CHILD_POLICY_APPLIED");
	}

	@Test
	void childThatIsClosedAlreadyIsNotTerminated() {
		startParentAndChild();
		this.decider.call("TerminateWorkflowExecution", "workflowId", "child");

		this.decider.call("TerminateWorkflowExecution", "workflowId", "parent");

		assertThat(this.frozen.swf().events("child")).filteredOn("eventType", "WorkflowExecutionTerminated")
			.singleElement()
			.extracting(HistoryEvent::attributes)
			.isEqualTo(Map.of("childPolicy", "TERMINATE", "cause", "OPERATOR_INITIATED"));
	}

	@Test
	void terminatedChildIsToldWithItsEvents() {
		startParentAndChild();

		this.decider.call("TerminateWorkflowExecution", "workflowId", "child", "reason", "R");

		assertThat(this.decider.event("parent", "ChildWorkflowExecutionTerminated").attributes()).containsOnly(
				entry("workflowExecution", execution("child", String.valueOf(child("runId")))),
				entry("workflowType", TestDecider.TYPE), entry("initiatedEventId", 5L), entry("startedEventId", 6L));
	}

	@Test
	void parentThatContinuedIsNotToldOfTheChildrenOfItsOldRun() {
		startParentAndChild();
		this.decider.decide(decision("ContinueAsNewWorkflowExecution"));

		this.decider.call("TerminateWorkflowExecution", "workflowId", "child");

		assertThat(this.decider.eventTypes("parent")).containsExactly("WorkflowExecutionStarted",
				"DecisionTaskScheduled");
	}

	@Test
	void childWithoutAParentContinuesAlone() {
		startParentAndChild();
		this.decider.call("TerminateWorkflowExecution", "workflowId", "parent", "childPolicy", "ABANDON");

		Map<String, Object> task = this.decider.call("PollForDecisionTask", "taskList", list("children"));
		this.decider.respond(task, decision("ContinueAsNewWorkflowExecution", "taskList", list("children")));

		assertThat(this.decider.event("child", "WorkflowExecutionStarted").attributes())
			.containsEntry("parentInitiatedEventId", 5L)
			.containsKey("continuedExecutionRunId");
		assertThat(this.decider.eventTypes("parent")).endsWith("WorkflowExecutionTerminated");
	}

	private String startParentAndChild(Object... members) {
		String runId = this.decider.start("parent", members);
		this.decider.decide(startChild("child"));
		return runId;
	}

	private Object child(String name) {
		Object identity = this.decider.event("parent", "ChildWorkflowExecutionStarted")
			.attributes()
			.getOrDefault("workflowExecution", Map.of());
		return String.valueOf(((Map<?, ?>) identity).get(name));
	}

	private static Map<String, Object> startChild(String workflowId) {
		return decision("StartChildWorkflowExecution", "workflowId", workflowId, "workflowType", TestDecider.TYPE,
				"taskList", list("children"));
	}

}
