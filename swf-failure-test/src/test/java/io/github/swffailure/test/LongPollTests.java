package io.github.swffailure.test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
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

			assertThat(poll.get(10, TimeUnit.SECONDS).workflowExecution().runId())
				.isEqualTo(scheduled.workflow().runId());
		}
	}

	@Test
	void pollWithoutATaskEndsWithAnEmptyAnswer() throws Exception {
		try (EmbeddedSwf swf = EmbeddedSwf.builder().longPoll(Duration.ofMillis(50)).start();
				SwfClient client = SdkClients.client(swf)) {
			swf.activityTask("charge", "1.0").start();
			long start = System.nanoTime();

			PollForActivityTaskResponse answer = poll(client).get(10, TimeUnit.SECONDS);

			assertThat(answer.taskToken()).isNull();
			assertThat(answer.startedEventId()).isZero();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
		}
	}

	@Test
	void everyTaskGoesToOnePollerOnly() {
		try (EmbeddedSwf swf = EmbeddedSwf.builder().longPoll(Duration.ofMillis(200)).start();
				SwfClient client = SdkClients.client(swf)) {
			swf.activityTask("charge", "1.0").start();
			CompletableFuture<PollForActivityTaskResponse> first = poll(client);
			CompletableFuture<PollForActivityTaskResponse> second = poll(client);
			swf.calls().await("PollForActivityTask", 2);

			swf.activityTask("charge", "1.0").schedule();

			assertThat(
					first.thenCombine(second, (one, other) -> (one.taskToken() == null) != (other.taskToken() == null)))
				.succeedsWithin(Duration.ofSeconds(10))
				.isEqualTo(true);
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

			assertThat(poll.get(10, TimeUnit.SECONDS).taskToken()).isNull();
			assertThat(swf.calls().of("PollForActivityTask")).hasSize(1);
		}
	}

	private static CompletableFuture<PollForActivityTaskResponse> poll(SwfClient client) {
		return CompletableFuture.supplyAsync(
				() -> client
					.pollForActivityTask((request) -> request.domain("test").taskList((list) -> list.name("test"))),
				(work) -> new Thread(work, "poller").start());
	}

}
