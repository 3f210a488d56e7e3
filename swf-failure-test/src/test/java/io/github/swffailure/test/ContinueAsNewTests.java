// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import static io.github.swffailure.test.TestDecider.schedule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Runs that continue as new ones.
 */
class ContinueAsNewTests {

	@RegisterExtension
	final FrozenSwf frozen = new FrozenSwf();

	private final TestDecider decider = this.frozen.decider();

	@Test
	void newRunIsConfiguredByTheDecisionAndTheDefaultsOfItsType() {
		String runId = this.decider.start("w", "childPolicy", "ABANDON", "taskList", list("deciders"));

		this.decider.decide(continueAsNew("taskList", list("others"), "taskPriority", "7",
				"executionStartToCloseTimeout", "60", "childPolicy", "REQUEST_CANCEL"));

		HistoryEvent started = this.decider.event("w", "WorkflowExecutionStarted");
		assertThat(started.attributes()).contains(entry("continuedExecutionRunId", runId),
				entry("taskList", list("others")), entry("taskPriority", "7"),
				entry("executionStartToCloseTimeout", "60"), entry("childPolicy", "REQUEST_CANCEL"),
				entry("taskStartToCloseTimeout", "10"), entry("parentInitiatedEventId", 0L));
		assertThat(this.decider.call("CountPendingDecisionTasks", "taskList", list("others"))).containsEntry("count",
				1);
	}

	@Test
	void oldRunNamesTheNewOne() {
		String runId = this.decider.start("w");

		this.decider.decide(continueAsNew("input", "next"));

		Map<String, Object> last = lastEvent(runId);
		assertThat(last).containsEntry("eventType", "WorkflowExecutionContinuedAsNew")
			.extractingByKey("workflowExecutionContinuedAsNewEventAttributes", InstanceOfAssertFactories.MAP)
			.contains(entry("input", "next"), entry("decisionTaskCompletedEventId", 4L),
					entry("workflowType", TestDecider.TYPE))
			.hasEntrySatisfying("newExecutionRunId",
					(next) -> assertThat(this.decider.call("DescribeWorkflowExecution", "execution",
							execution("w", String.valueOf(next))))
						.extractingByKey("executionInfo", InstanceOfAssertFactories.MAP)
						.containsEntry("executionStatus", "OPEN"));
		assertThat(this.decider.call("DescribeWorkflowExecution", "execution", execution("w", runId)))
			.extractingByKey("executionInfo", InstanceOfAssertFactories.MAP)
			.containsEntry("closeStatus", "CONTINUED_AS_NEW");
	}

	@Test
	void runContinuesInAnotherVersion() {
		register("2", "defaultTaskList", list("deciders"), "defaultTaskStartToCloseTimeout", "NONE",
				"defaultExecutionStartToCloseTimeout", "60", "defaultChildPolicy", "TERMINATE");
		this.decider.start("w");

		this.decider.decide(continueAsNew("workflowTypeVersion", "2"));

		assertThat(this.decider.event("w", "WorkflowExecutionStarted").attributes())
			.containsEntry("workflowType", Map.of("name", "order", "version", "2"))
			.containsEntry("executionStartToCloseTimeout", "60");
	}

	@Test
	void whatWasOpenInTheOldRunIsGone() {
		this.decider.start("w");
		this.decider.decide(schedule("a"), decision("StartTimer", "timerId", "t", "startToFireTimeout", "5"),
				continueAsNew());

		this.frozen.clock().advance(Duration.ofMinutes(1));

		assertThat(this.decider.eventTypes("w")).containsExactly("WorkflowExecutionStarted", "DecisionTaskScheduled");
		assertThat(this.decider.call("CountPendingActivityTasks", "taskList", list("workers"))).containsEntry("count",
				0);
	}

	@Test
	void executionTimeoutOfTheNewRunBeginsAnew() {
		this.decider.start("w");
		this.frozen.clock().advance(Duration.ofSeconds(3599));
		this.decider.decide(continueAsNew());

		this.frozen.clock().advance(Duration.ofSeconds(3599));
		assertThat(this.decider.eventTypes("w")).doesNotContain("WorkflowExecutionTimedOut");
		this.frozen.clock().advance(Duration.ofSeconds(1));

		assertThat(this.decider.eventTypes("w")).endsWith("WorkflowExecutionTimedOut");
	}

	@Test
	void unseenSignalKeepsTheRunOpen() {
		this.decider.start("w");
		Map<String, Object> task = this.decider.poll();
		this.decider.signal("w");

		this.decider.respond(task, continueAsNew());

		assertThat(failure()).containsOnly(entry("cause", "UNHANDLED_DECISION"),
				entry("decisionTaskCompletedEventId", 6L));
		assertThat(this.decider.eventTypes("w")).endsWith("WorkflowExecutionSignaled", "DecisionTaskScheduled",
				"DecisionTaskCompleted", "ContinueAsNewWorkflowExecutionFailed");
	}

	@Test
	void runDoesNotContinueInADeprecatedVersion() {
		this.decider.start("w");
		this.decider.call("DeprecateWorkflowType", "workflowType", TestDecider.TYPE);

		this.decider.decide(continueAsNew());

		assertThat(failure()).containsEntry("cause", "WORKFLOW_TYPE_DEPRECATED");
	}

	@ParameterizedTest
	@CsvSource({ "executionStartToCloseTimeout, DEFAULT_EXECUTION_START_TO_CLOSE_TIMEOUT_UNDEFINED",
			"taskList, DEFAULT_TASK_LIST_UNDEFINED",
			"taskStartToCloseTimeout, DEFAULT_TASK_START_TO_CLOSE_TIMEOUT_UNDEFINED",
			"childPolicy, DEFAULT_CHILD_POLICY_UNDEFINED" })
	void runDoesNotContinueWithoutADefault(String missing, String cause) {
		register("bare");
		this.decider.start("w");
		Object[] given = TestDecider.configurationWithout(missing);

		this.decider.decide(continueAsNew(given, "workflowTypeVersion", "bare"));

		assertThat(failure()).containsEntry("cause", cause);
	}

	@Test
	void firstOfTwoMissingDefaultsIsNamed() {
		register("bare");
		this.decider.start("w");

		this.decider.decide(continueAsNew("workflowTypeVersion", "bare"));

		assertThat(failure()).containsEntry("cause", "DEFAULT_EXECUTION_START_TO_CLOSE_TIMEOUT_UNDEFINED");
	}

	private void register(String version, Object... defaults) {
		Object[] all = { "name", "order", "version", version };
		this.decider.call("RegisterWorkflowType", Stream.of(all, defaults).flatMap(Stream::of).toArray());
	}

	private Map<String, Object> failure() {
		return this.decider.event("w", "ContinueAsNewWorkflowExecutionFailed").attributes();
	}

	@SuppressWarnings("unchecked")
	private Map<String, Object> lastEvent(String runId) {
		Object events = this.decider
			.call("GetWorkflowExecutionHistory", "execution", execution("w", runId), "reverseOrder", true)
			.get("events");
		return ((List<Map<String, Object>>) Objects.requireNonNull(events)).get(0);
	}

	private static Map<String, Object> continueAsNew(Object... attributes) {
		return decision("ContinueAsNewWorkflowExecution", attributes);
	}

	private static Map<String, Object> continueAsNew(Object[] attributes, Object... more) {
		return continueAsNew(Stream.of(attributes, more).flatMap(Stream::of).toArray());
	}

}
