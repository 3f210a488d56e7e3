// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.swffailure.test.history.HistoryEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.swffailure.test.TestDecider.decision;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A clock that jumps leaves the same history as one that walks.
 */
class JumpingClockTests {

	private static final int HOUR = 3600;

	@RegisterExtension
	final FrozenSwf frozen = new FrozenSwf();

	private final TestDecider decider = this.frozen.decider();

	private final Instant start = this.frozen.clock().instant();

	@ParameterizedTest
	@ValueSource(ints = { 1, 60, HOUR, 3 * HOUR })
	void timeoutOfTheParentTerminatesItsChildrenThen(int step) {
		this.decider.start("parent", "executionStartToCloseTimeout", "3600");
		this.decider.decide(decision("StartChildWorkflowExecution", "workflowId", "child", "workflowType",
				TestDecider.TYPE, "executionStartToCloseTimeout", "5400"));

		walk(3 * HOUR, step);

		HistoryEvent last = last("child");
		assertThat(last.eventType()).isEqualTo("WorkflowExecutionTerminated");
		assertThat(last.string("cause")).isEqualTo("CHILD_POLICY_APPLIED");
		assertThat(last.eventTimestamp()).isEqualTo(this.start.plusSeconds(HOUR));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 60, HOUR, 3 * HOUR })
	void parentHearsOfTheTimeoutOfItsChildThen(int step) {
		this.decider.start("parent", "executionStartToCloseTimeout", "7200");
		this.decider.decide(decision("StartChildWorkflowExecution", "workflowId", "child", "workflowType",
				TestDecider.TYPE, "executionStartToCloseTimeout", "3600"));

		walk(3 * HOUR, step);

		HistoryEvent told = this.decider.event("parent", "ChildWorkflowExecutionTimedOut");
		assertThat(told.eventTimestamp()).isEqualTo(this.start.plusSeconds(HOUR));
		assertThat(last("parent").eventType()).isEqualTo("WorkflowExecutionTimedOut");
	}

	@Test
	void timersFireInTheirOrder() {
		this.decider.start("w", "executionStartToCloseTimeout", "86400");
		this.decider.decide(timer("c", 30), timer("a", 10), timer("b", 20), timer("a2", 10));

		this.frozen.clock().advance(Duration.ofHours(1));

		List<HistoryEvent> fired = this.frozen.swf()
			.events("w")
			.stream()
			.filter((event) -> event.eventType().equals("TimerFired"))
			.toList();
		assertThat(fired).extracting((event) -> String.valueOf(event.string("timerId")))
			.containsExactly("a", "a2", "b", "c");
		assertThat(fired).extracting(HistoryEvent::eventTimestamp)
			.containsExactly(this.start.plusSeconds(10), this.start.plusSeconds(10), this.start.plusSeconds(20),
					this.start.plusSeconds(30));
	}

	@Test
	void clockThatStepsBackWritesNoEventBeforeTheLast() {
		this.decider.start("w", "executionStartToCloseTimeout", "86400");
		this.frozen.clock().set(this.start.minus(Duration.ofHours(1)));

		this.decider.decide(timer("t", 60),
				decision("ScheduleActivityTask", "activityId", "a", "activityType", TestDecider.ACTIVITY));
		this.frozen.clock().advance(Duration.ofSeconds(60));
		this.decider.call("TerminateWorkflowExecution", "workflowId", "w");

		List<HistoryEvent> events = this.frozen.swf().events("w");
		assertThat(events).extracting(HistoryEvent::eventTimestamp).containsOnly(this.start);
		assertThat(events).extracting(HistoryEvent::eventType).contains("TimerFired");
		Map<?, ?> info = (Map<?, ?>) ((List<?>) this.decider
			.call("ListClosedWorkflowExecutions", "startTimeFilter", Map.of("oldestDate", 0))
			.getOrDefault("executionInfos", List.of())).get(0);
		assertThat(info.get("closeTimestamp")).isEqualTo(info.get("startTimestamp"));
	}

	private static Map<String, Object> timer(String timerId, int seconds) {
		return decision("StartTimer", "timerId", timerId, "startToFireTimeout", Integer.toString(seconds));
	}

	private void walk(int seconds, int step) {
		for (int passed = 0; passed < seconds; passed += step) {
			this.frozen.clock().advance(Duration.ofSeconds(step));
			this.frozen.swf().events("parent");
		}
	}

	private HistoryEvent last(String workflowId) {
		List<HistoryEvent> events = this.frozen.swf().events(workflowId);
		return events.get(events.size() - 1);
	}

}
