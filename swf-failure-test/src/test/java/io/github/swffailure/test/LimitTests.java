// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.swffailure.test.history.HistoryEvent;
import io.github.swffailure.test.protocol.SwfFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.github.swffailure.test.TestDecider.decision;
import static io.github.swffailure.test.TestDecider.list;
import static io.github.swffailure.test.TestDecider.schedule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

/**
 * How much an execution, a domain and an account may hold.
 */
class LimitTests {

	@RegisterExtension
	final FrozenSwf frozen = new FrozenSwf();

	private final EmbeddedSwf swf = this.frozen.swf();

	private final TestDecider decider = this.frozen.decider();

	static Stream<Arguments> whatThousandMayBeOpenOf() {
		IntFunction<Map<String, Object>> activity = (number) -> schedule("n" + number);
		IntFunction<Map<String, Object>> timer = (number) -> decision("StartTimer", "timerId", "n" + number,
				"startToFireTimeout", "60");
		IntFunction<Map<String, Object>> child = (number) -> decision("StartChildWorkflowExecution", "workflowId",
				"n" + number, "workflowType", TestDecider.TYPE);
		return Stream.of(
				Arguments.of(activity, "ScheduleActivityTaskFailed", "activityId", "OPEN_ACTIVITIES_LIMIT_EXCEEDED"),
				Arguments.of(timer, "StartTimerFailed", "timerId", "OPEN_TIMERS_LIMIT_EXCEEDED"),
				Arguments.of(child, "StartChildWorkflowExecutionFailed", "workflowId", "OPEN_CHILDREN_LIMIT_EXCEEDED"));
	}

	@ParameterizedTest
	@MethodSource("whatThousandMayBeOpenOf")
	void thousandMayBeOpenInOneDecision(IntFunction<Map<String, Object>> decision, String eventType, String id,
			String cause) {
		this.decider.start("w");

		this.decider.decide(decisions(decision, 1001));

		assertThat(this.swf.events("w")).filteredOn((event) -> event.eventType().equals(eventType))
			.singleElement()
			.satisfies((event) -> assertThat(event.attributes()).containsEntry(id, "n1000")
				.containsEntry("cause", cause)
				.containsEntry("decisionTaskCompletedEventId", 4L));
	}

	@ParameterizedTest
	@MethodSource("whatThousandMayBeOpenOf")
	void thousandMayBeOpenFromOneDecisionToTheNext(IntFunction<Map<String, Object>> decision, String eventType,
			String id, String cause) {
		this.decider.start("w");
		Map<String, Object> task = this.decider.poll();
		this.decider.signal("w");
		this.decider.respond(task, decisions(decision, 1000));
		assertThat(this.decider.eventTypes("w")).doesNotContain(eventType);

		this.decider.decide(decision.apply(1000));

		assertThat(this.decider.event("w", eventType).attributes()).contains(entry(id, "n1000"), entry("cause", cause));
	}

	@Test
	void closedActivityMakesRoom() {
		this.decider.start("w");
		this.decider.decide(decisions((number) -> schedule("n" + number), 1000));
		Object token = this.decider.call("PollForActivityTask", "taskList", list("workers"))
			.getOrDefault("taskToken", "");

		this.decider.call("RespondActivityTaskFailed", "taskToken", token);
		this.decider.decide(schedule("one-more"));

		assertThat(this.decider.eventTypes("w")).doesNotContain("ScheduleActivityTaskFailed");
	}

	@Test
	void startedActivitiesAreOpenToo() {
		this.decider.start("w");
		this.decider.decide(decisions((number) -> schedule("n" + number), 1000));
		this.decider.call("PollForActivityTask", "taskList", list("workers"));
		this.decider.signal("w");

		this.decider.decide(schedule("one-more"));

		assertThat(this.decider.event("w", "ScheduleActivityTaskFailed").string("cause"))
			.isEqualTo("OPEN_ACTIVITIES_LIMIT_EXCEEDED");
	}

	@Test
	void historyBeyond25000EventsIsTerminated() {
		this.decider.start("w");
		for (int events = 2; events < 25_000; events++) {
			this.decider.signal("w");
		}
		assertThat(this.decider.eventTypes("w")).hasSize(25_000).doesNotContain("WorkflowExecutionTerminated");

		this.decider.signal("w");

		assertThat(this.swf.events("w")).hasSize(25_002)
			.last()
			.extracting(HistoryEvent::attributes)
			.isEqualTo(Map.of("cause", "EVENT_LIMIT_EXCEEDED", "childPolicy", "TERMINATE"));
		assertThatExceptionOfType(SwfFault.class).isThrownBy(() -> this.decider.signal("w"))
			.withMessage("Unknown execution, workflowId = w");
	}

	@Test
	void decisionThatOverfillsTheHistoryIsAppliedWhole() {
		this.decider.start("w");
		for (int events = 2; events < 24_999; events++) {
			this.decider.signal("w");
		}

		this.decider.decide(decisions((number) -> schedule("n" + number), 3));

		assertThat(this.decider.eventTypes("w")).endsWith("DecisionTaskStarted", "DecisionTaskCompleted",
				"ActivityTaskScheduled", "ActivityTaskScheduled", "ActivityTaskScheduled",
				"WorkflowExecutionTerminated");
		assertThat(this.decider.call("CountPendingActivityTasks", "taskList", list("workers"))).containsEntry("count",
				0);
	}

	@Test
	void accountHoldsHundredDomainsAndDeprecatedOnesCount() {
		this.swf.call("DeprecateDomain", Map.of("name", "shop"));
		for (int number = 1; number < 100; number++) {
			registerDomain("d" + number);
		}

		assertThatExceptionOfType(SwfFault.class).isThrownBy(() -> registerDomain("one-more"))
			.withMessage("Too many domains: an account holds at most 100")
			.satisfies((fault) -> assertThat(fault.code()).isEqualTo("LimitExceededFault"));
	}

	@Test
	void domainHoldsTenThousandTypesOfAKind() {
		for (int number = 1; number < 10_000; number++) {
			this.decider.call("RegisterActivityType", "name", "a", "version", "v" + number);
		}

		assertThatExceptionOfType(SwfFault.class)
			.isThrownBy(() -> this.decider.call("RegisterActivityType", "name", "a", "version", "one-more"))
			.withMessage("Too many types: a domain holds at most 10000 of a kind")
			.satisfies((fault) -> assertThat(fault.code()).isEqualTo("LimitExceededFault"));
		this.decider.call("RegisterWorkflowType", "name", "a", "version", "1");
	}

	private void registerDomain(String name) {
		this.swf.call("RegisterDomain", Map.of("name", name, "workflowExecutionRetentionPeriodInDays", "1"));
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object>[] decisions(IntFunction<Map<String, Object>> decision, int number) {
		return IntStream.range(0, number).mapToObj(decision).toArray(Map[]::new);
	}

}
