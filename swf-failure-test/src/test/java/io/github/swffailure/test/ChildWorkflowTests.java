// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.time.Duration;
import java.util.Map;

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
 * Children and their parents.
 */
class ChildWorkflowTests {

	@RegisterExtension
	final FrozenSwf frozen = new FrozenSwf();

	private final TestDecider decider = this.frozen.decider();

	@Test
	void childKnowsItsParentAndTheParentItsChild() {
		String parentRunId = this.decider.start("parent");

		this.decider.decide(startChild("input", "in", "control", "c"));

		assertThat(this.decider.event("parent", "StartChildWorkflowExecutionInitiated").attributes()).contains(
				entry("workflowId", "child"), entry("workflowType", TestDecider.TYPE), entry("input", "in"),
				entry("control", "c"), entry("childPolicy", "TERMINATE"), entry("decisionTaskCompletedEventId", 4L));
		assertThat(this.decider.event("child", "WorkflowExecutionStarted").attributes()).contains(entry("input", "in"),
				entry("parentWorkflowExecution", execution("parent", parentRunId)),
				entry("parentInitiatedEventId", 5L));
		assertThat(this.decider.event("parent", "ChildWorkflowExecutionStarted").attributes())
			.containsOnlyKeys("workflowExecution", "workflowType", "initiatedEventId");
		assertThat(this.decider.eventTypes("parent")).endsWith("DecisionTaskScheduled");
	}

	@ParameterizedTest
	@CsvSource({ "CompleteWorkflowExecution, result, ChildWorkflowExecutionCompleted",
			"FailWorkflowExecution, reason, ChildWorkflowExecutionFailed",
			"CancelWorkflowExecution, details, ChildWorkflowExecutionCanceled" })
	void parentIsToldHowItsChildEnded(String decisionType, String attribute, String eventType) {
		startChildAndLetTheParentWait();

		decideChild(decision(decisionType, attribute, "said"));

		assertThat(this.decider.event("parent", eventType).attributes()).contains(entry(attribute, "said"),
				entry("initiatedEventId", 5L), entry("startedEventId", 6L), entry("workflowType", TestDecider.TYPE));
	}

	@Test
	void parentIsToldThatItsChildTimedOut() {
		startChildAndLetTheParentWait("executionStartToCloseTimeout", "60");

		this.frozen.clock().advance(Duration.ofMinutes(1));

		assertThat(this.decider.event("parent", "ChildWorkflowExecutionTimedOut").string("timeoutType"))
			.isEqualTo("START_TO_CLOSE");
	}

	@Test
	void childThatContinuesAsNewIsStillAChild() {
		startChildAndLetTheParentWait();
		decideChild(decision("ContinueAsNewWorkflowExecution"));
		assertThat(this.decider.eventTypes("parent")).doesNotContain("ChildWorkflowExecutionCompleted");

		decideChild(decision("CompleteWorkflowExecution", "result", "at last"));

		assertThat(this.decider.event("parent", "ChildWorkflowExecutionCompleted").string("result"))
			.isEqualTo("at last");
	}

	@ParameterizedTest
	@CsvSource({ "TERMINATE, WorkflowExecutionTerminated", "REQUEST_CANCEL, WorkflowExecutionCancelRequested" })
	void childPolicyIsAppliedWhenTheParentIsTerminated(String childPolicy, String eventType) {
		startChildAndLetTheParentWait();

		this.decider.call("TerminateWorkflowExecution", "workflowId", "parent", "childPolicy", childPolicy, "reason",
				"because");

		assertThat(this.decider.event("child", eventType).string("cause")).isEqualTo("CHILD_POLICY_APPLIED");
		assertThat(this.decider.event("parent", "WorkflowExecutionTerminated").attributes()).containsOnly(
				entry("childPolicy", childPolicy), entry("cause", "OPERATOR_INITIATED"), entry("reason", "because"));
	}

	@Test
	void abandonedChildGoesOn() {
		startChildAndLetTheParentWait();

		this.decider.call("TerminateWorkflowExecution", "workflowId", "parent", "childPolicy", "ABANDON");

		assertThat(this.decider.eventTypes("child")).endsWith("DecisionTaskCompleted");
	}

	@Test
	void runningWorkflowIsNotStartedAgain() {
		this.decider.start("child");
		this.decider.poll();
		this.decider.start("parent");

		this.decider.decide(startChild());

		assertThat(this.decider.event("parent", "StartChildWorkflowExecutionFailed").attributes())
			.contains(entry("cause", "WORKFLOW_ALREADY_RUNNING"), entry("initiatedEventId", 5L));
	}

	@Test
	void childOfAnUnknownTypeIsNotStarted() {
		this.decider.start("parent");

		this.decider.decide(startChild("workflowType", Map.of("name", "other", "version", "1")));

		assertThat(this.decider.event("parent", "StartChildWorkflowExecutionFailed").attributes()).contains(
				entry("cause", "WORKFLOW_TYPE_DOES_NOT_EXIST"), entry("initiatedEventId", 0),
				entry("workflowId", "child"));
		assertThat(this.decider.eventTypes("parent")).endsWith("DecisionTaskScheduled");
	}

	@Test
	void childWithoutDefaultsIsNotStarted() {
		this.decider.call("RegisterWorkflowType", "name", "bare", "version", "1");
		this.decider.start("parent");

		this.decider.decide(startChild("workflowType", Map.of("name", "bare", "version", "1"),
				"executionStartToCloseTimeout", "60", "taskList", list("deciders"), "taskStartToCloseTimeout", "NONE"));

		assertThat(this.decider.event("parent", "StartChildWorkflowExecutionFailed").string("cause"))
			.isEqualTo("DEFAULT_CHILD_POLICY_UNDEFINED");
	}

	private void startChildAndLetTheParentWait(Object... attributes) {
		this.decider.start("parent");
		this.decider.decide(startChild(attributes));
		for (int task = 0; task < 2; task++) {
			this.decider.decide();
		}
	}

	private void decideChild(Map<String, Object> decision) {
		this.decider.signal("child");
		Map<String, Object> task = this.decider.poll();
		while (!isOf(task, "child")) {
			this.decider.respond(task);
			task = this.decider.poll();
		}
		this.decider.respond(task, decision);
	}

	private static boolean isOf(Map<String, Object> task, String workflowId) {
		return String.valueOf(task.get("workflowExecution")).contains("workflowId=" + workflowId + ",");
	}

	private static Map<String, Object> startChild(Object... attributes) {
		Object[] all = new Object[attributes.length + 4];
		all[0] = "workflowId";
		all[1] = "child";
		all[2] = "workflowType";
		all[3] = TestDecider.TYPE;
		System.arraycopy(attributes, 0, all, 4, attributes.length);
		return decision("StartChildWorkflowExecution", all);
	}

}
