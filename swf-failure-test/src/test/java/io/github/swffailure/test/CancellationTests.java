// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.time.Duration;
import java.util.Map;

import io.github.swffailure.test.protocol.SwfFault;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.swffailure.test.TestDecider.decision;
import static io.github.swffailure.test.TestDecider.execution;
import static io.github.swffailure.test.TestDecider.list;
import static io.github.swffailure.test.TestDecider.schedule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

/**
 * Requests to cancel activities and executions.
 */
class CancellationTests {

	@RegisterExtension
	final FrozenSwf frozen = new FrozenSwf();

	private final TestDecider decider = this.frozen.decider();

	@Test
	void activityIsCanceledInTheDecisionThatScheduledIt() {
		this.decider.start("w");

		this.decider.decide(schedule("a"), requestCancel("a"));

		assertThat(this.decider.eventTypes("w")).endsWith("DecisionTaskCompleted", "ActivityTaskScheduled",
				"ActivityTaskCancelRequested", "ActivityTaskCanceled", "DecisionTaskScheduled");
		assertThat(this.decider.event("w", "ActivityTaskCanceled").attributes()).containsOnly(
				entry("scheduledEventId", 5L), entry("startedEventId", 0L), entry("latestCancelRequestedEventId", 6L));
	}

	@Test
	void twoRequestsCancelOnce() {
		this.decider.start("w");

		this.decider.decide(schedule("a"), requestCancel("a"), requestCancel("a"));

		assertThat(this.decider.eventTypes("w")).containsOnlyOnce("ActivityTaskCanceled")
			.endsWith("ActivityTaskCancelRequested", "ActivityTaskCancelRequested", "ActivityTaskCanceled",
					"DecisionTaskScheduled");
		assertThat(this.decider.event("w", "ActivityTaskCanceled").number("latestCancelRequestedEventId")).isEqualTo(7);
	}

	@ParameterizedTest
	@CsvSource({ "RespondActivityTaskCompleted, ActivityTaskCompleted", "RespondActivityTaskFailed, ActivityTaskFailed",
			"RespondActivityTaskCanceled, ActivityTaskCanceled" })
	void workerMayAnswerARequestAsItLikes(String operation, String eventType) {
		Object token = startActivity();
		this.decider.signal("w");
		this.decider.decide(requestCancel("a"));
		assertThat(heartbeat(token)).isEqualTo(true);

		this.decider.call(operation, "taskToken", token);

		assertThat(this.decider.event("w", eventType).number("startedEventId")).isEqualTo(6);
		this.decider.decide(requestCancel("a"));
		assertThat(this.decider.event("w", "RequestCancelActivityTaskFailed").attributes()).containsOnly(
				entry("activityId", "a"), entry("cause", "ACTIVITY_ID_UNKNOWN"),
				entry("decisionTaskCompletedEventId", 15L));
	}

	@Test
	void workerMayCancelUnasked() {
		Object token = startActivity();

		this.decider.call("RespondActivityTaskCanceled", "taskToken", token, "details", "shutting down");

		assertThat(this.decider.event("w", "ActivityTaskCanceled").attributes()).containsOnly(
				entry("details", "shutting down"), entry("scheduledEventId", 5L), entry("startedEventId", 6L));
	}

	@Test
	void executionIsAskedToCancelAndGoesOn() {
		String runId = this.decider.start("w");

		this.decider.call("RequestCancelWorkflowExecution", "workflowId", "w", "runId", runId);
		this.decider.call("RequestCancelWorkflowExecution", "workflowId", "w");

		assertThat(this.decider.eventTypes("w")).containsExactly("WorkflowExecutionStarted", "DecisionTaskScheduled",
				"WorkflowExecutionCancelRequested", "WorkflowExecutionCancelRequested");
		assertThat(this.decider.event("w", "WorkflowExecutionCancelRequested").attributes())
			.containsOnly(entry("externalInitiatedEventId", 0));
		assertThat(this.decider.call("DescribeWorkflowExecution", "execution", execution("w", runId)))
			.extractingByKey("executionInfo", InstanceOfAssertFactories.MAP)
			.contains(entry("cancelRequested", true), entry("executionStatus", "OPEN"));
		this.decider.decide(decision("CancelWorkflowExecution", "details", "as asked"));
		assertThat(this.decider.event("w", "WorkflowExecutionCanceled").string("details")).isEqualTo("as asked");
	}

	@Test
	void requestToCancelDuringADecisionIsUnhandled() {
		this.decider.start("w");
		Map<String, Object> task = this.decider.poll();
		this.decider.call("RequestCancelWorkflowExecution", "workflowId", "w");

		this.decider.respond(task, decision("FailWorkflowExecution", "reason", "R"));

		assertThat(this.decider.event("w", "FailWorkflowExecutionFailed").string("cause"))
			.isEqualTo("UNHANDLED_DECISION");
	}

	@ParameterizedTest
	@ValueSource(strings = { "SignalExternalWorkflowExecution", "RequestCancelExternalWorkflowExecution" })
	void otherRunOfAnExternalWorkflowIsUnknown(String decisionType) {
		String closed = this.decider.start("target");
		this.decider.call("TerminateWorkflowExecution", "workflowId", "target");
		this.decider.start("target", "taskList", list("elsewhere"));
		this.decider.start("source");

		this.decider
			.decide(decision(decisionType, "workflowId", "target", "runId", closed, "signalName", "s", "control", "c"));

		assertThat(this.decider.event("source", decisionType + "Failed").attributes()).contains(
				entry("cause", "UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION"), entry("runId", closed), entry("control", "c"));
		assertThat(this.decider.eventTypes("target")).hasSize(2);
	}

	@Test
	void executionMaySignalItself() {
		this.decider.start("w");

		this.decider.decide(decision("SignalExternalWorkflowExecution", "workflowId", "w", "signalName", "again"));

		assertThat(this.decider.eventTypes("w")).endsWith("SignalExternalWorkflowExecutionInitiated",
				"WorkflowExecutionSignaled", "DecisionTaskScheduled", "ExternalWorkflowExecutionSignaled");
	}

	@Test
	void refusedDecisionDoesNotKeepTheNextFromClosing() {
		this.decider.start("w");

		this.decider.decide(requestCancel("unknown"), decision("CompleteWorkflowExecution", "result", "done"));

		assertThat(this.decider.eventTypes("w")).endsWith("RequestCancelActivityTaskFailed",
				"WorkflowExecutionCompleted");
	}

	@Test
	void requestOnATaskThatTimedOutIsTooLate() {
		this.decider.start("w");
		this.decider.decide(schedule("a", "startToCloseTimeout", "5"));
		Object token = this.decider.call("PollForActivityTask", "taskList", list("workers"))
			.getOrDefault("taskToken", "");
		this.frozen.clock().advance(Duration.ofSeconds(5));

		assertThatExceptionOfType(SwfFault.class).isThrownBy(() -> heartbeat(token))
			.withMessage("Unknown activity, scheduledEventId = 5");
		this.decider.decide(requestCancel("a"));
		assertThat(this.decider.event("w", "RequestCancelActivityTaskFailed").string("activityId")).isEqualTo("a");
	}

	private Object startActivity() {
		this.decider.start("w");
		this.decider.decide(schedule("a"));
		return this.decider.call("PollForActivityTask", "taskList", list("workers")).getOrDefault("taskToken", "");
	}

	private Object heartbeat(Object token) {
		return this.decider.call("RecordActivityTaskHeartbeat", "taskToken", token)
			.getOrDefault("cancelRequested", "missing");
	}

	private static Map<String, Object> requestCancel(String activityId) {
		return decision("RequestCancelActivityTask", "activityId", activityId);
	}

}
