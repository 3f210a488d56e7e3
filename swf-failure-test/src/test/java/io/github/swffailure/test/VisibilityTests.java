// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.github.swffailure.test.TestDecider.decision;
import static io.github.swffailure.test.TestDecider.execution;
import static io.github.swffailure.test.TestDecider.schedule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

/**
 * Lists, counts and descriptions of executions, quotas and retention.
 */
class VisibilityTests {

	private static final Map<String, Object> EVER = Map.of("oldestDate", 0);

	@RegisterExtension
	final FrozenSwf frozen = new FrozenSwf();

	private final EmbeddedSwf swf = this.frozen.swf();

	private final TestDecider decider = this.frozen.decider();

	@BeforeEach
	void startThree() {
		this.decider.start("first", "tagList", List.of("vip"), "executionStartToCloseTimeout", "31536000");
		this.frozen.clock().advance(Duration.ofMinutes(1));
		this.decider.start("second");
		this.frozen.clock().advance(Duration.ofMinutes(1));
		this.decider.start("third");
	}

	@Test
	void openExecutionsComeLatestFirst() {
		assertThat(open()).containsExactly("third", "second", "first");
		assertThat(open("reverseOrder", true)).containsExactly("first", "second", "third");
		assertThat(open("maximumPageSize", 2)).containsExactly("third", "second");
	}

	@Test
	void openExecutionsAreFiltered() {
		assertThat(open("executionFilter", Map.of("workflowId", "second"))).containsExactly("second");
		assertThat(open("tagFilter", Map.of("tag", "vip"))).containsExactly("first");
		assertThat(open("typeFilter", Map.of("name", "order", "version", "1"))).hasSize(3);
		assertThat(open("typeFilter", Map.of("name", "order", "version", "2"))).isEmpty();
		assertThat(open("typeFilter", Map.of("name", "order"))).hasSize(3);
		assertThat(open("startTimeFilter", Map.of("oldestDate", 1767225660.123, "latestDate", 1767225660.123)))
			.containsExactly("second");
	}

	@Test
	void onlyOneKindOfFilterMayBeGiven() {
		assertThatThrownBy(() -> open("tagFilter", Map.of("tag", "vip"), "typeFilter", Map.of("name", "order")))
			.hasMessageContaining("typeFilter, tagFilter");
	}

	@Test
	void closedExecutionsAreFiltered() {
		this.decider.call("TerminateWorkflowExecution", "workflowId", "second");
		this.frozen.clock().advance(Duration.ofMinutes(1));
		this.decider.decide(decision("FailWorkflowExecution", "reason", "R"));

		assertThat(closed("closeTimeFilter", EVER)).containsExactly("first", "second");
		assertThat(closed("startTimeFilter", EVER)).containsExactly("second", "first");
		assertThat(closed("startTimeFilter", EVER, "closeStatusFilter", Map.of("status", "FAILED")))
			.containsExactly("first");
		assertThat(closed("closeTimeFilter", Map.of("oldestDate", 1767225780.123))).containsExactly("first");
		assertThat(count("CountClosedWorkflowExecutions", "closeTimeFilter", EVER)).isEqualTo(2);
		assertThat(count("CountOpenWorkflowExecutions", "startTimeFilter", EVER)).isEqualTo(1);
	}

	@Test
	void closedExecutionsNeedExactlyOneTimeFilter() {
		assertThatThrownBy(() -> closed()).hasMessageContaining("exactly one of startTimeFilter and closeTimeFilter");
		assertThatThrownBy(() -> closed("closeTimeFilter", EVER, "startTimeFilter", EVER))
			.hasMessageContaining("exactly one");
	}

	@Test
	void executionIsDescribed() {
		this.decider.call("TerminateWorkflowExecution", "workflowId", "first");
		this.decider.call("TerminateWorkflowExecution", "workflowId", "second");
		String runId = this.decider.start("fourth");
		this.decider.decide();
		this.decider.decide(schedule("a"), schedule("b"),
				decision("StartTimer", "timerId", "t", "startToFireTimeout", "5"));
		this.decider.call("RequestCancelWorkflowExecution", "workflowId", "fourth");

		Map<String, Object> detail = this.decider.call("DescribeWorkflowExecution", "execution",
				execution("fourth", runId));

		assertThat(detail).extractingByKey("openCounts", InstanceOfAssertFactories.MAP)
			.containsOnly(entry("openActivityTasks", 2), entry("openDecisionTasks", 1), entry("openTimers", 1),
					entry("openChildWorkflowExecutions", 0), entry("openLambdaFunctions", 0));
		assertThat(detail).extractingByKey("executionInfo", InstanceOfAssertFactories.MAP)
			.contains(entry("executionStatus", "OPEN"), entry("cancelRequested", true))
			.doesNotContainKeys("closeStatus", "closeTimestamp");
		assertThat(detail).extractingByKey("executionConfiguration", InstanceOfAssertFactories.MAP)
			.contains(entry("childPolicy", "TERMINATE"), entry("taskStartToCloseTimeout", "10"));
		assertThat(detail).containsKey("latestActivityTaskTimestamp");
	}

	@Test
	void signalToAClosedExecutionFindsNone() {
		this.decider.call("TerminateWorkflowExecution", "workflowId", "first");

		assertThatThrownBy(() -> this.decider.signal("first")).hasMessage("Unknown execution, workflowId = first");
		assertThatThrownBy(
				() -> this.decider.call("RequestCancelWorkflowExecution", "workflowId", "second", "runId", "other"))
			.hasMessage("Unknown execution: WorkflowExecution=[workflowId=second, runId=other]");
	}

	@Test
	void closedExecutionIsForgottenAfterItsRetention() {
		this.decider.call("TerminateWorkflowExecution", "workflowId", "first");
		this.frozen.clock().advance(Duration.ofDays(1).minusMillis(1));
		assertThat(this.swf.events("first")).isNotEmpty();

		this.frozen.clock().advance(Duration.ofMillis(1));

		assertThatIllegalStateException().isThrownBy(() -> this.swf.events("first"))
			.withMessageContaining("is not kept any more");
	}

	@Test
	void domainWithoutRetentionForgetsAtOnce() {
		this.swf.call("RegisterDomain", Map.of("name", "brief", "workflowExecutionRetentionPeriodInDays", "0"));
		StartedActivityTask task = this.swf.activityTask("charge", "1.0").domain("brief").start();

		task.workflow().terminate();

		assertThatIllegalStateException().isThrownBy(task::events).withMessageContaining("is not kept any more");
		assertThatThrownBy(() -> this.swf.call("RespondActivityTaskFailed", Map.of("taskToken", task.taskToken())))
			.hasMessage("Unknown execution: WorkflowExecution=[workflowId=" + task.workflowId() + ", runId="
					+ task.runId() + "]");
	}

	@Test
	void oldestClosedExecutionsMakeRoom() {
		try (EmbeddedSwf small = EmbeddedSwf.builder().closedExecutions(1).start()) {
			StartedActivityTask older = small.activityTask("charge", "1.0").start();
			StartedActivityTask newer = small.activityTask("charge", "1.0").start();

			older.workflow().terminate();
			newer.workflow().terminate();

			assertThatIllegalStateException().isThrownBy(older::events).withMessageContaining("is not kept any more");
			assertThat(newer.events()).isNotEmpty();
		}
	}

	private List<String> open(Object... members) {
		return list("ListOpenWorkflowExecutions", withDefault("startTimeFilter", members));
	}

	private static Object[] withDefault(String name, Object... members) {
		if (List.of(members).contains(name)) {
			return members;
		}
		Object[] all = new Object[members.length + 2];
		all[0] = name;
		all[1] = EVER;
		System.arraycopy(members, 0, all, 2, members.length);
		return all;
	}

	private List<String> closed(Object... members) {
		return list("ListClosedWorkflowExecutions", members);
	}

	private List<String> list(String operation, Object... members) {
		List<?> infos = (List<?>) this.decider.call(operation, members).getOrDefault("executionInfos", List.of());
		return infos.stream().map((info) -> workflowId((Map<?, ?>) info)).toList();
	}

	private static String workflowId(Map<?, ?> info) {
		Map<?, ?> execution = new LinkedHashMap<>((Map<?, ?>) info.get("execution"));
		return String.valueOf(execution.get("workflowId"));
	}

	private Object count(String operation, Object... members) {
		return this.decider.call(operation, members).getOrDefault("count", -1);
	}

}
