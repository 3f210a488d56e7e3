// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.ScheduledActivityTask;
import io.github.swffailure.test.SettableClock;
import io.github.swffailure.test.StartedActivityTask;
import io.github.swffailure.test.recording.RecordedCall;
import io.github.swffailure.test.replay.FailedActivity;
import io.github.swffailure.test.replay.RecordedHistory;
import io.github.swffailure.test.spring.AutoConfigureEmbeddedSwf;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static io.github.swffailure.test.assertj.SwfAssertions.assertThat;
import static io.github.swffailure.test.assertj.SwfAssertions.assertThatThrownBy;

/**
 * The steps of {@code docs/testing.md}, on every line of Spring Boot.
 * {@link DocumentedExamplesTests} compares them with the page.
 */
@SpringBootTest(classes = StepByStepTests.Application.class, properties = "swf.failure.domain=shop")
@AutoConfigureEmbeddedSwf
class StepByStepTests {

	@Autowired
	private EmbeddedSwf swf;

	@Autowired
	private SwfClient client;

	@Autowired
	private Payments payments;

	@Test
	void failureIsInTheHistory() {
		StartedActivityTask task = this.swf.activityTask("charge", "1.0").input("42").start();

		assertThatThrownBy(() -> this.payments.charge(received(task, "42"))).hasMessage("Card 42 was declined");

		this.swf.awaitEvent(task.workflowId(), "ActivityTaskFailed");
		assertThat(this.swf.history(task.workflowId())).failedActivity("charge")
			.withReason("IllegalStateException: Card 42 was declined")
			.withDetailsContaining("Payments.charge");
	}

	private static PollForActivityTaskResponse received(StartedActivityTask task, String input) {
		return PollForActivityTaskResponse.builder()
			.taskToken(task.taskToken())
			.activityType((type) -> type.name("charge").version("1.0"))
			.input(input)
			.build();
	}

	@Test
	void failureOutlivesAnOutage() {
		StartedActivityTask task = this.swf.activityTask("charge", "1.0").input("42").start();
		this.swf.faults().on("RespondActivityTaskFailed").times(8).fail();

		assertThatThrownBy(() -> this.payments.charge(received(task, "42"))).hasMessage("Card 42 was declined");

		this.swf.awaitEvent(task.workflowId(), "ActivityTaskFailed", Duration.ofSeconds(30));
	}

	@Test
	void answerThatIsLostIsNoSecondFailure() {
		StartedActivityTask task = this.swf.activityTask("charge", "1.0").input("42").start();
		this.swf.calls().clear();
		this.swf.faults().on("RespondActivityTaskFailed").disconnectAfterApplying();

		assertThatThrownBy(() -> this.payments.charge(received(task, "42"))).hasMessage("Card 42 was declined");

		this.swf.calls().await("RespondActivityTaskFailed", 2);
		assertThat(this.swf.history(task.workflowId())).failedActivityTimes("charge", 1);
		assertThat(this.swf.calls().of("RespondActivityTaskFailed")).extracting(RecordedCall::error)
			.containsExactly(RecordedCall.DISCONNECTED, "UnknownResourceFault");
	}

	@Test
	void pollerCompletesWhatSucceeds() {
		ScheduledActivityTask task = this.swf.activityTask("charge", "1.0").input("7").schedule();

		poll();

		this.swf.awaitEvent(task.workflowId(), "ActivityTaskCompleted");
		assertThat(this.swf.history(task.workflowId())).completedActivity("charge").withResult("paid");
	}

	/** One turn of the poller. */
	private void poll() {
		PollForActivityTaskResponse task = this.client.pollForActivityTask(
				(poll) -> poll.domain(this.swf.domain()).taskList((list) -> list.name(this.swf.taskList())));
		String result = this.payments.charge(task);
		this.client.respondActivityTaskCompleted((answer) -> answer.taskToken(task.taskToken()).result(result));
	}

	@Test
	void workerThatHangsTimesOut() {
		SettableClock clock = new SettableClock();
		try (EmbeddedSwf swf = EmbeddedSwf.builder().clock(clock).start()) {
			StartedActivityTask task = swf.activityTask("charge", "1.0")
				.timeout("startToCloseTimeout", Duration.ofHours(8))
				.start();

			clock.advance(Duration.ofHours(8));

			assertThat(swf.history(task.workflowId())).timedOutActivity("charge").withTimeoutType("START_TO_CLOSE");
		}
	}

	@Test
	void failureOfYesterdayDoesNotComeBack() throws Exception {
		Path file = history();

		FailedActivity failed = RecordedHistory.read(file).failedActivity("charge");
		StartedActivityTask task = failed.on(this.swf).start();

		String result = failed.replay((input) -> this.payments.charge(received(task, input)));

		assertThat(result).isEqualTo("paid");
	}

	private static Path history() throws IOException {
		return Files.writeString(Files.createTempFile("order-42", ".json"), """
				{"events": [
				 {"eventId": 5, "eventType": "ActivityTaskScheduled", "eventTimestamp": 1326592619.474,
				  "activityTaskScheduledEventAttributes": {"activityId": "a", "input": "7",
				   "activityType": {"name": "charge", "version": "1.0"}}},
				 {"eventId": 7, "eventType": "ActivityTaskFailed", "eventTimestamp": 1326592620.102,
				  "activityTaskFailedEventAttributes": {"scheduledEventId": 5, "startedEventId": 6, "reason": "X"}}]}
				""");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Payments payments() {
			return new Payments();
		}

	}

	static class Payments {

		@ActivityHandler(name = "charge", version = "1.0")
		public String charge(PollForActivityTaskResponse task) {
			if (task.input().equals("42")) {
				throw new IllegalStateException("Card 42 was declined");
			}
			return "paid";
		}

	}

}
