// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.swffailure.test.recording.RecordedCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Polls that wait.
 */
class LongPollTests {

	@Test
	void pollIsAnsweredAsSoonAsATaskExists() throws Exception {
		try (EmbeddedSwf swf = EmbeddedSwf.start(); SwfClient client = SdkClients.client(swf)) {
			swf.activityTask("charge", "1.0").start();
			CompletableFuture<PollForActivityTaskResponse> poll = poll(client);
			swf.calls().await("PollForActivityTask", 1);
			assertThat(poll).isNotDone();

			ScheduledActivityTask scheduled = swf.activityTask("charge", "1.0").schedule();

			assertThat(poll.get(30, TimeUnit.SECONDS).workflowExecution().runId())
				.isEqualTo(scheduled.workflow().runId());
		}
	}

	@Test
	void pollWithoutATaskEndsWithAnEmptyAnswer() throws Exception {
		try (EmbeddedSwf swf = EmbeddedSwf.builder().longPoll(Duration.ofMillis(50)).start();
				SwfClient client = SdkClients.client(swf)) {
			swf.activityTask("charge", "1.0").start();

			PollForActivityTaskResponse answer = poll(client).get(30, TimeUnit.SECONDS);

			assertThat(answer.taskToken()).isEmpty();
			assertThat(answer.startedEventId()).isZero();
		}
	}

	@Test
	void emptyAnswerMayComeWithoutAToken() {
		try (EmbeddedSwf swf = EmbeddedSwf.builder().longPoll(Duration.ZERO).emptyPollsWithoutToken().start();
				SwfClient client = SdkClients.client(swf)) {
			swf.activityTask("charge", "1.0").start();

			assertThat(poll(client).join().taskToken()).isNull();
			assertThat(swf.call("PollForDecisionTask", Map.of("domain", "test", "taskList", Map.of("name", "none"))))
				.containsOnly(Map.entry("startedEventId", 0), Map.entry("previousStartedEventId", 0));
		}
	}

	@Test
	void everyTaskGoesToOnePollerOnly() throws Exception {
		EmbeddedSwf swf = EmbeddedSwf.start();
		try (SwfClient client = SdkClients.client(swf)) {
			swf.activityTask("charge", "1.0").start();
			CompletableFuture<PollForActivityTaskResponse> first = poll(client);
			CompletableFuture<PollForActivityTaskResponse> second = poll(client);
			swf.calls().await("PollForActivityTask", 2);

			swf.activityTask("charge", "1.0").schedule();

			CompletableFuture.anyOf(first, second).get(30, TimeUnit.SECONDS);
			swf.close();
			assertThat(List.of(first.get(30, TimeUnit.SECONDS), second.get(30, TimeUnit.SECONDS)))
				.filteredOn((answer) -> answer.startedEventId() != 0)
				.hasSize(1);
		}
	}

	@Test
	@Timeout(60)
	@SuppressWarnings("try")
	void waitingPollsHoldNoThreads() throws Exception {
		try (EmbeddedSwf swf = EmbeddedSwf.start(); SwfClient client = SdkClients.client(swf)) {
			swf.activityTask("charge", "1.0").start();
			List<CompletableFuture<PollForActivityTaskResponse>> polls = new ArrayList<>();
			for (int i = 0; i < 100; i++) {
				polls.add(poll(client));
			}
			swf.calls().await("PollForActivityTask", 100);

			awaitIdleThreads();
			assertThat(swf.calls().of("PollForActivityTask")).noneMatch(RecordedCall::isDone);
			swf.close();

			for (CompletableFuture<PollForActivityTaskResponse> poll : polls) {
				assertThat(poll.get(30, TimeUnit.SECONDS).startedEventId()).isZero();
			}
		}
	}

	@Test
	void waitingPollIsReleasedWhenTheEndpointCloses() throws Exception {
		EmbeddedSwf swf = EmbeddedSwf.start();
		try (SwfClient client = SdkClients.client(swf)) {
			swf.activityTask("charge", "1.0").start();
			CompletableFuture<PollForActivityTaskResponse> poll = poll(client);
			swf.calls().await("PollForActivityTask", 1);

			swf.close();

			assertThat(poll.get(30, TimeUnit.SECONDS).taskToken()).isEmpty();
			assertThat(swf.calls().of("PollForActivityTask")).hasSize(1);
		}
	}

	private static void awaitIdleThreads() {
		while (Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("embedded-swf-wire"))
			.anyMatch((thread) -> thread.getState() == Thread.State.RUNNABLE)) {
			Thread.onSpinWait();
		}
	}

	private static CompletableFuture<PollForActivityTaskResponse> poll(SwfClient client) {
		return CompletableFuture.supplyAsync(
				() -> client
					.pollForActivityTask((request) -> request.domain("test").taskList((list) -> list.name("test"))),
				(work) -> new Thread(work, "poller").start());
	}

}
