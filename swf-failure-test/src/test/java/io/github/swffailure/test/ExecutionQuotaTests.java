// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import io.github.swffailure.test.history.HistoryEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.SwfException;
import software.amazon.awssdk.services.swf.model.UnknownResourceException;

import static io.github.swffailure.test.TestDecider.list;
import static io.github.swffailure.test.TestDecider.schedule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Token buckets that every execution or task list has for itself.
 */
class ExecutionQuotaTests {

	private final SettableClock clock = new SettableClock();

	static Stream<Arguments> callsAboutAnExecution() {
		return Stream.of(call("SignalWorkflowExecution", ExecutionQuotaTests::signal),
				call("SignalWorkflowExecution", ExecutionQuotaTests::signalRun),
				call("RequestCancelWorkflowExecution", ExecutionQuotaTests::requestCancel),
				call("GetWorkflowExecutionHistory", ExecutionQuotaTests::readHistory),
				call("RecordActivityTaskHeartbeat", ExecutionQuotaTests::heartbeat));
	}

	private static Arguments call(String operation, BiConsumer<SwfClient, StartedActivityTask> call) {
		return Arguments.of(operation, call);
	}

	@ParameterizedTest
	@MethodSource("callsAboutAnExecution")
	void executionIsThrottledByItself(String operation, BiConsumer<SwfClient, StartedActivityTask> call) {
		try (EmbeddedSwf swf = EmbeddedSwf.builder().clock(this.clock).quota(operation + "/execution", 2, 1).start();
				SwfClient client = SdkClients.impatient(swf)) {
			StartedActivityTask busy = swf.activityTask("charge", "1.0").start();
			StartedActivityTask other = swf.activityTask("charge", "1.0").start();
			call.accept(client, busy);
			call.accept(client, busy);
			int events = busy.events().size();

			assertThatExceptionOfType(SwfException.class).isThrownBy(() -> call.accept(client, busy))
				.satisfies((throttled) -> assertThat(throttled.isThrottlingException()).isTrue());

			assertThat(busy.events()).hasSize(events);
			call.accept(client, other);
			this.clock.advance(Duration.ofSeconds(1));
			call.accept(client, busy);
		}
	}

	@ParameterizedTest
	@MethodSource("callsAboutAnExecution")
	void unknownExecutionIsToldBeforeItIsThrottled(String operation, BiConsumer<SwfClient, StartedActivityTask> call) {
		try (EmbeddedSwf swf = EmbeddedSwf.builder().clock(this.clock).quota(operation + "/execution", 9, 1).start();
				SwfClient client = SdkClients.impatient(swf)) {
			StartedActivityTask task = swf.activityTask("charge", "1.0").start();
			task.workflow().terminate();
			this.clock.advance(Duration.ofDays(2));

			assertThatExceptionOfType(UnknownResourceException.class).isThrownBy(() -> call.accept(client, task))
				.withMessageContaining("Unknown execution");
		}
	}

	@Test
	void quotasOfTheServiceAllow200RequestsToCancelAnExecution() {
		try (EmbeddedSwf swf = EmbeddedSwf.builder().clock(this.clock).quotasOfTheService().start();
				SwfClient client = SdkClients.impatient(swf)) {
			StartedActivityTask task = swf.activityTask("charge", "1.0").start();
			for (int i = 0; i < 200; i++) {
				requestCancel(client, task);
			}

			assertThatExceptionOfType(SwfException.class).isThrownBy(() -> requestCancel(client, task))
				.satisfies((throttled) -> assertThat(throttled.isThrottlingException()).isTrue());
		}
	}

	@Test
	void taskListIsThrottledByItself() {
		try (EmbeddedSwf swf = EmbeddedSwf.builder()
			.clock(this.clock)
			.quota("ScheduleActivityTask/taskList", 1, 1)
			.start()) {
			TestDecider decider = new TestDecider(swf);
			decider.start("w");

			decider.decide(schedule("a"), schedule("b"), schedule("c", "taskList", list("others")));

			assertThat(decider.event("w", "ScheduleActivityTaskFailed").attributes())
				.containsEntry("cause", "ACTIVITY_CREATION_RATE_EXCEEDED")
				.containsEntry("activityId", "b");
			this.clock.advance(Duration.ofSeconds(1));
			decider.decide(schedule("b"));
			assertThat(swf.events("w")).filteredOn((event) -> event.eventType().equals("ActivityTaskScheduled"))
				.extracting(HistoryEvent::attributes)
				.extracting((attributes) -> attributes.getOrDefault("activityId", ""))
				.containsExactly("a", "c", "b");
		}
	}

	@Test
	void taskListTakesTwoThousandTasksASecond() {
		try (EmbeddedSwf swf = EmbeddedSwf.builder()
			.clock(this.clock)
			.quotasOfTheService()
			.quota("ScheduleActivityTask", 10_000, 1)
			.start()) {
			TestDecider decider = new TestDecider(swf);
			for (int workflow = 0; workflow < 3; workflow++) {
				decider.start("w" + workflow);
				decider.decide(schedules(workflow < 2 ? 1000 : 1));
			}

			assertThat(decider.eventTypes("w1")).doesNotContain("ScheduleActivityTaskFailed");
			assertThat(decider.event("w2", "ScheduleActivityTaskFailed").string("cause"))
				.isEqualTo("ACTIVITY_CREATION_RATE_EXCEEDED");
		}
	}

	private static void signal(SwfClient client, StartedActivityTask task) {
		client.signalWorkflowExecution(
				(request) -> request.domain("test").workflowId(task.workflowId()).signalName("look"));
	}

	private static void signalRun(SwfClient client, StartedActivityTask task) {
		client.signalWorkflowExecution((request) -> request.domain("test")
			.workflowId(task.workflowId())
			.runId(task.runId())
			.signalName("look"));
	}

	private static void requestCancel(SwfClient client, StartedActivityTask task) {
		client.requestCancelWorkflowExecution((request) -> request.domain("test").workflowId(task.workflowId()));
	}

	private static void readHistory(SwfClient client, StartedActivityTask task) {
		client.getWorkflowExecutionHistory((request) -> request.domain("test")
			.execution((execution) -> execution.workflowId(task.workflowId()).runId(task.runId())));
	}

	private static void heartbeat(SwfClient client, StartedActivityTask task) {
		client.recordActivityTaskHeartbeat((request) -> request.taskToken(task.taskToken()));
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object>[] schedules(int number) {
		return Stream.iterate(0, (i) -> i + 1).limit(number).map((i) -> schedule("a" + i)).toArray(Map[]::new);
	}

}
