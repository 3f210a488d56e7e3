// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import io.github.swffailure.test.protocol.SwfFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.swffailure.test.TestDecider.execution;
import static io.github.swffailure.test.TestDecider.list;
import static io.github.swffailure.test.TestDecider.schedule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What is not there, or not any more, and what the service calls it.
 */
class UnknownResourceTests {

	private static final String NO_RUN = "f".repeat(32);

	@RegisterExtension
	final FrozenSwf frozen = new FrozenSwf();

	private final TestDecider decider = this.frozen.decider();

	static Stream<Arguments> callsAboutARun() {
		return Stream.of(Arguments.of("DescribeWorkflowExecution", true),
				Arguments.of("GetWorkflowExecutionHistory", true), Arguments.of("SignalWorkflowExecution", false),
				Arguments.of("RequestCancelWorkflowExecution", false),
				Arguments.of("TerminateWorkflowExecution", false));
	}

	@ParameterizedTest
	@MethodSource("callsAboutARun")
	void runIsFoundByBothOfItsIds(String operation, boolean structure) {
		String runId = this.decider.start("w");
		this.decider.start("v");

		about(operation, structure, "w", runId);

		assertUnknown(() -> about(operation, structure, "v", runId), unknownRun("v", runId));
		assertUnknown(() -> about(operation, structure, "w", NO_RUN), unknownRun("w", NO_RUN));
		assertUnknown(() -> about(operation, structure, "nobody", runId), unknownRun("nobody", runId));
	}

	@ParameterizedTest
	@MethodSource("callsAboutARun")
	void runIsNotFoundInAnotherDomain(String operation, boolean structure) {
		String runId = this.decider.start("w");
		this.frozen.swf()
			.call("RegisterDomain", Map.of("name", "other", "workflowExecutionRetentionPeriodInDays", "1"));

		assertUnknown(() -> about(operation, structure, "w", runId, "domain", "other"), unknownRun("w", runId));
		assertUnknown(() -> about(operation, structure, "w", runId, "domain", "nowhere"), "Unknown domain: nowhere");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "SignalWorkflowExecution", "RequestCancelWorkflowExecution", "TerminateWorkflowExecution" })
	void emptyRunIdIsTheOpenRun(String operation) {
		this.decider.start("w");

		about(operation, false, "w", "");

		assertThat(this.decider.eventTypes("w")).hasSize(3);
		assertUnknown(() -> about(operation, false, "nobody", ""), "Unknown execution, workflowId = nobody");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "SignalWorkflowExecution", "RequestCancelWorkflowExecution", "TerminateWorkflowExecution" })
	void closedRunIsNotActedOnButRead(String operation) {
		String first = this.decider.start("w");
		this.decider.call("TerminateWorkflowExecution", "workflowId", "w");
		String second = this.decider.start("w");

		assertUnknown(() -> about(operation, false, "w", first), unknownRun("w", first));

		assertThat(this.decider.call("GetWorkflowExecutionHistory", "execution", execution("w", first)))
			.extractingByKey("events")
			.asString()
			.contains("WorkflowExecutionTerminated");
		about(operation, false, "w", second);
		assertThat(this.decider.eventTypes("w")).hasSize(3);
	}

	@Test
	void decisionForAClosedExecutionNamesIt() {
		String runId = this.decider.start("w");
		Map<String, Object> task = this.decider.poll();
		this.decider.call("TerminateWorkflowExecution", "workflowId", "w");

		assertUnknown(() -> this.decider.respond(task), unknownRun("w", runId));

		this.frozen.clock().advance(Duration.ofDays(2));
		assertThatIllegalStateException().isThrownBy(() -> this.frozen.swf().events("w"))
			.withMessageContaining("is not kept any more");
		assertUnknown(() -> this.decider.respond(task), unknownRun("w", runId));
	}

	@Test
	void tokenOfOneKindOfTaskIsNotThatOfTheOther() {
		this.decider.start("w");
		Map<String, Object> decisionTask = this.decider.poll();
		this.decider.respond(decisionTask, schedule("a"));
		Map<String, Object> activityTask = this.decider.call("PollForActivityTask", "taskList", list("workers"));

		assertRefused(() -> this.decider.respond(activityTask));
		assertRefused(() -> this.frozen.swf()
			.call("RespondActivityTaskCompleted", Map.of("taskToken", decisionTask.getOrDefault("taskToken", ""))));
	}

	@Test
	void tokenOfAPageIsNoToken() {
		this.decider.start("w");
		Object page = this.decider.call("PollForDecisionTask", "taskList", list("deciders"), "maximumPageSize", 1)
			.getOrDefault("nextPageToken", "");

		assertRefused(() -> this.decider.respond(Map.of("taskToken", page)));
	}

	@Test
	void tokenOfATaskIsNoPage() {
		this.decider.start("w");
		Object token = this.decider.poll().getOrDefault("taskToken", "");

		assertRefused(
				() -> this.decider.call("ListDomains", "registrationStatus", "REGISTERED", "nextPageToken", token));
		assertRefused(
				() -> this.decider.call("PollForDecisionTask", "taskList", list("deciders"), "nextPageToken", token));
	}

	private void about(String operation, boolean structure, String workflowId, String runId, Object... more) {
		Object[] ids = structure ? new Object[] { "execution", execution(workflowId, runId) }
				: new Object[] { "workflowId", workflowId, "runId", runId };
		Object[] signal = operation.startsWith("Signal") ? new Object[] { "signalName", "look" } : new Object[0];
		this.decider.call(operation, Stream.of(ids, signal, more).flatMap(Stream::of).toArray());
	}

	private static String unknownRun(String workflowId, String runId) {
		return "Unknown execution: WorkflowExecution=[workflowId=" + workflowId + ", runId=" + runId + "]";
	}

	private static void assertUnknown(Runnable call, String message) {
		assertThatExceptionOfType(SwfFault.class).isThrownBy(call::run)
			.withMessage(message)
			.satisfies((fault) -> assertThat(fault.code()).isEqualTo("UnknownResourceFault"));
	}

	private static void assertRefused(Runnable call) {
		assertThatExceptionOfType(SwfFault.class).isThrownBy(call::run)
			.withMessage("Invalid token")
			.satisfies((fault) -> assertThat(fault.code()).isEqualTo("ValidationException"));
	}

}
