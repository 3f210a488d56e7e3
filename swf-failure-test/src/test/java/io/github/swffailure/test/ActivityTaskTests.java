// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.util.Map;

import io.github.swffailure.test.history.HistoryEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.EventType;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;
import software.amazon.awssdk.services.swf.model.UnknownResourceException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

/**
 * What a worker sees, through the AWS SDK.
 */
class ActivityTaskTests {

	private static EmbeddedSwf swf;

	private static SwfClient client;

	@BeforeAll
	static void start() {
		swf = EmbeddedSwf.start();
		client = SdkClients.client(swf);
	}

	@AfterAll
	static void close() {
		client.close();
		swf.close();
	}

	@Test
	void pollGetsWhatWasScheduled() {
		ScheduledActivityTask scheduled = swf.activityTask("charge", "1.0")
			.taskList("polled")
			.activityId("charge-1")
			.input("{\"order\":42}")
			.schedule();

		PollForActivityTaskResponse task = poll("polled");

		assertThat(task.activityId()).isEqualTo("charge-1");
		assertThat(task.activityType().name()).isEqualTo("charge");
		assertThat(task.activityType().version()).isEqualTo("1.0");
		assertThat(task.input()).isEqualTo("{\"order\":42}");
		assertThat(task.workflowExecution().workflowId()).isEqualTo(scheduled.workflow().workflowId());
		assertThat(task.workflowExecution().runId()).isEqualTo(scheduled.workflow().runId());
		assertThat(task.startedEventId()).isEqualTo(6);
		assertThat(task.taskToken()).isNotEmpty().hasSizeLessThanOrEqualTo(1024);
	}

	@Test
	void identityOfThePollerIsInTheHistory() {
		ScheduledActivityTask scheduled = swf.activityTask("charge", "1.0").taskList("identity").schedule();

		client.pollForActivityTask(
				(request) -> request.domain("test").taskList((list) -> list.name("identity")).identity("worker-7"));

		assertThat(scheduled.workflow().awaitEvent("ActivityTaskStarted").string("identity")).isEqualTo("worker-7");
	}

	@Test
	void failureIsInTheHistoryAndTheDeciderIsTold() {
		StartedActivityTask task = swf.activityTask("charge", "1.0").start();

		client.respondActivityTaskFailed((request) -> request.taskToken(task.taskToken())
			.reason("CARD_DECLINED: no funds")
			.details("stack \uD83D\uDE00\n\u0001"));

		HistoryEvent failed = task.events().get(6);
		assertThat(failed.eventId()).isEqualTo(7);
		assertThat(failed.eventType()).isEqualTo("ActivityTaskFailed");
		assertThat(failed.attributes()).containsOnly(entry("reason", "CARD_DECLINED: no funds"),
				entry("details", "stack \uD83D\uDE00\n\u0001"), entry("scheduledEventId", 5L),
				entry("startedEventId", 6L));
		assertThat(task.events().get(7).eventType()).isEqualTo("DecisionTaskScheduled");
	}

	@Test
	void failureWithoutTextsHasNone() {
		StartedActivityTask task = swf.activityTask("charge", "1.0").start();

		client.respondActivityTaskFailed((request) -> request.taskToken(task.taskToken()));

		assertThat(task.workflow().awaitEvent("ActivityTaskFailed").attributes()).containsOnlyKeys("scheduledEventId",
				"startedEventId");
	}

	@Test
	void resultOfACompletionIsInTheHistory() {
		StartedActivityTask task = swf.activityTask("charge", "1.0").start();

		client.respondActivityTaskCompleted((request) -> request.taskToken(task.taskToken()).result("paid"));

		assertThat(task.workflow().awaitEvent("ActivityTaskCompleted").attributes())
			.containsOnly(entry("result", "paid"), entry("scheduledEventId", 5L), entry("startedEventId", 6L));
	}

	@Test
	void secondAnswerFindsTheTaskClosed() {
		StartedActivityTask task = swf.activityTask("charge", "1.0").start();
		client.respondActivityTaskFailed((request) -> request.taskToken(task.taskToken()));

		assertThatExceptionOfType(UnknownResourceException.class)
			.isThrownBy(() -> client.respondActivityTaskFailed((request) -> request.taskToken(task.taskToken())))
			.satisfies((closed) -> assertThat(closed.awsErrorDetails().errorMessage())
				.isEqualTo("Unknown activity, scheduledEventId = 5"))
			.satisfies((closed) -> assertThat(closed.statusCode()).isEqualTo(400));
		assertThatExceptionOfType(UnknownResourceException.class)
			.isThrownBy(() -> client.respondActivityTaskCompleted((request) -> request.taskToken(task.taskToken())));
		assertThatExceptionOfType(UnknownResourceException.class)
			.isThrownBy(() -> client.respondActivityTaskCanceled((request) -> request.taskToken(task.taskToken())));
		assertThatExceptionOfType(UnknownResourceException.class)
			.isThrownBy(() -> client.recordActivityTaskHeartbeat((request) -> request.taskToken(task.taskToken())));
	}

	@Test
	void answerAfterTheWorkflowIsClosedNamesTheExecution() {
		StartedActivityTask task = swf.activityTask("charge", "1.0").start();
		task.workflow().terminate();

		assertThatExceptionOfType(UnknownResourceException.class)
			.isThrownBy(() -> client.respondActivityTaskFailed((request) -> request.taskToken(task.taskToken())))
			.satisfies((closed) -> assertThat(closed.awsErrorDetails().errorMessage())
				.isEqualTo("Unknown execution: WorkflowExecution=[workflowId=" + task.workflowId() + ", runId="
						+ task.runId() + "]"));
	}

	@Test
	void heartbeatTellsOfARequestedCancellation() {
		StartedActivityTask task = swf.activityTask("charge", "1.0").start();
		assertThat(heartbeat(task)).isFalse();

		task.requestCancel();

		assertThat(heartbeat(task)).isTrue();
	}

	@Test
	void cancellationOfAStartedTaskRefersToItsRequest() {
		StartedActivityTask task = swf.activityTask("charge", "1.0").start();
		task.requestCancel();
		long requested = task.workflow().awaitEvent("ActivityTaskCancelRequested").eventId();

		client.respondActivityTaskCanceled((request) -> request.taskToken(task.taskToken()).details("half done"));

		assertThat(task.workflow().awaitEvent("ActivityTaskCanceled").attributes()).containsOnly(
				entry("details", "half done"), entry("latestCancelRequestedEventId", requested),
				entry("scheduledEventId", 5L), entry("startedEventId", 6L));
	}

	@Test
	void waitingTaskIsCanceledAtOnce() {
		ScheduledActivityTask task = swf.activityTask("charge", "1.0").taskList("never-polled").schedule();

		task.workflow().decide("RequestCancelActivityTask", Map.of("activityId", task.activityId()));

		assertThat(task.workflow().awaitEvent("ActivityTaskCanceled").number("startedEventId")).isZero();
		assertThat(swf.call("CountPendingActivityTasks",
				Map.of("domain", "test", "taskList", Map.of("name", "never-polled"))))
			.containsEntry("count", 0);
	}

	@Test
	void cancellationOfAnUnknownTaskFails() {
		StartedActivityTask task = swf.activityTask("charge", "1.0").start();

		task.workflow().decide("RequestCancelActivityTask", Map.of("activityId", "other"));

		assertThat(task.workflow().awaitEvent("RequestCancelActivityTaskFailed").attributes())
			.containsEntry("cause", "ACTIVITY_ID_UNKNOWN")
			.containsEntry("activityId", "other");
	}

	@Test
	void historyReadThroughTheSdkIsTheSame() {
		StartedActivityTask task = swf.activityTask("charge", "1.0").start();
		client.respondActivityTaskFailed((request) -> request.taskToken(task.taskToken()).reason("R"));

		var events = client
			.getWorkflowExecutionHistory((request) -> request.domain("test")
				.execution((execution) -> execution.workflowId(task.workflowId()).runId(task.runId())))
			.events();

		assertThat(events).extracting((event) -> event.eventType())
			.containsExactly(EventType.WORKFLOW_EXECUTION_STARTED, EventType.DECISION_TASK_SCHEDULED,
					EventType.DECISION_TASK_STARTED, EventType.DECISION_TASK_COMPLETED,
					EventType.ACTIVITY_TASK_SCHEDULED, EventType.ACTIVITY_TASK_STARTED, EventType.ACTIVITY_TASK_FAILED,
					EventType.DECISION_TASK_SCHEDULED);
		assertThat(events.get(6).activityTaskFailedEventAttributes().reason()).isEqualTo("R");
		assertThat(events.get(6).eventTimestamp()).isEqualTo(task.events().get(6).eventTimestamp());
	}

	private static boolean heartbeat(StartedActivityTask task) {
		return client.recordActivityTaskHeartbeat((request) -> request.taskToken(task.taskToken())).cancelRequested();
	}

	private static PollForActivityTaskResponse poll(String taskList) {
		return client.pollForActivityTask((request) -> request.domain("test").taskList((list) -> list.name(taskList)));
	}

}
