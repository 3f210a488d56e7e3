// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.ActivityTaskCanceledException;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.TaskToken;
import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.StartedActivityTask;
import io.github.swffailure.test.history.HistoryEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.services.swf.SwfClient;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * From the throw to the history, with everything as it is auto-configured.
 */
class WholeLineTests {

	private EmbeddedSwf swf;

	@BeforeEach
	void start() {
		this.swf = EmbeddedSwf.start();
	}

	@AfterEach
	void close() {
		this.swf.close();
	}

	@Test
	void failureIsInTheHistoryAndCountedAndGoesOn() {
		StartedActivityTask task = this.swf.activityTask("charge", "1.0").start();
		run((context) -> {
			RuntimeException thrown = new IllegalStateException("Card 42 was declined");

			Throwable caught = catchThrowable(() -> context.getBean(Handlers.class).fail(task.taskToken(), thrown));

			assertThat(caught).isSameAs(thrown);
			HistoryEvent failed = this.swf.awaitEvent(task.workflowId(), "ActivityTaskFailed");
			assertThat(failed.string("reason")).isEqualTo("IllegalStateException: Card 42 was declined");
			assertThat(failed.string("details")).startsWith("java.lang.IllegalStateException: Card 42 was declined\n")
				.contains("at " + WholeLineTests.class.getName());
			assertThat(context.getBean(MeterRegistry.class)
				.get("swf.activity.failures")
				.tags("activity", "fail", "exception", "IllegalStateException", "outcome", "reported")
				.counter()
				.count()).isOne();
			assertThat(context.getBean(FailureJournal.class).size()).isZero();
		});
	}

	@Test
	void failedStageIsReported() {
		StartedActivityTask task = this.swf.activityTask("charge", "1.0").start();
		run((context) -> {
			context.getBean(Handlers.class).failLater(ActivityTask.ofToken(task.taskToken()));
			assertThat(this.swf.awaitEvent(task.workflowId(), "ActivityTaskFailed").string("reason"))
				.isEqualTo("IllegalStateException: too late");
		});
	}

	@Test
	void failedMonoIsReported() {
		StartedActivityTask task = this.swf.activityTask("charge", "1.0").start();
		run((context) -> {
			Mono<String> result = context.getBean(Handlers.class).failReactively(task.taskToken());
			assertThat(catchThrowable(result::block)).hasMessage("no signal");
			assertThat(this.swf.awaitEvent(task.workflowId(), "ActivityTaskFailed").string("reason"))
				.isEqualTo("IllegalStateException: no signal");
		});
	}

	@Test
	void interruptedThreadReportsAndStaysInterrupted() {
		StartedActivityTask task = this.swf.activityTask("charge", "1.0").start();
		run((context) -> {
			Thread.currentThread().interrupt();

			assertFails(() -> context.getBean(Handlers.class).fail(task.taskToken(), new InterruptedException("stop")));

			assertThat(Thread.interrupted()).isTrue();
			assertThat(task.events()).extracting(HistoryEvent::eventType).contains("ActivityTaskFailed");
		});
	}

	@Test
	void requestedCancellationIsAnsweredAndNotCounted() {
		StartedActivityTask task = this.swf.activityTask("charge", "1.0").start();
		task.requestCancel();
		run((context) -> {
			context.getBean(SwfClient.class)
				.recordActivityTaskHeartbeat((heartbeat) -> heartbeat.taskToken(task.taskToken()));

			assertFails(() -> context.getBean(Handlers.class)
				.fail(task.taskToken(), new InterruptedException("stopped at 3 of 5")));

			assertThat(this.swf.awaitEvent(task.workflowId(), "ActivityTaskCanceled").string("details"))
				.isEqualTo("stopped at 3 of 5");
			assertThat(context.getBean(MeterRegistry.class).find("swf.activity.failures").counter()).isNull();
		});
	}

	@Test
	void handlerMayAnswerACancellationByItself() {
		StartedActivityTask task = this.swf.activityTask("charge", "1.0").start();
		run((context) -> {
			assertFails(() -> context.getBean(Handlers.class)
				.fail(task.taskToken(), new ActivityTaskCanceledException("stopped")));
			assertThat(this.swf.awaitEvent(task.workflowId(), "ActivityTaskCanceled").string("details"))
				.isEqualTo("stopped");
		});
	}

	@Test
	void resultThatSwfWouldRefuseFailsTheTask() {
		StartedActivityTask task = this.swf.activityTask("charge", "1.0").start();
		run((context) -> {
			assertFails(() -> context.getBean(Handlers.class).succeed(task.taskToken(), "x".repeat(32_769)));
			assertThat(this.swf.awaitEvent(task.workflowId(), "ActivityTaskFailed").string("reason"))
				.startsWith("ActivityResultTooLongException: ")
				.contains("returned 32769 characters");
		});
	}

	@Test
	void resultThatSwfAcceptsIsReturned() {
		StartedActivityTask task = this.swf.activityTask("charge", "1.0").start();
		run((context) -> {
			String result = "x".repeat(32_768);
			assertThat(context.getBean(Handlers.class).succeed(task.taskToken(), result)).isSameAs(result);
			assertThat(this.swf.calls().of("RespondActivityTaskFailed")).isEmpty();
		});
	}

	@Test
	void failureThatSwfCouldNotBeToldOfIsDeliveredWhenTheContextCloses() {
		StartedActivityTask task = this.swf.activityTask("charge", "1.0").start();
		this.swf.faults().on("RespondActivityTaskFailed").times(4).fail();
		run((context) -> assertFails(
				() -> context.getBean(Handlers.class).fail(task.taskToken(), new IllegalStateException("late"))));
		assertThat(task.events()).filteredOn((event) -> event.eventType().equals("ActivityTaskFailed"))
			.singleElement()
			.extracting((event) -> event.string("reason"))
			.isEqualTo("IllegalStateException: late");
	}

	private static void assertFails(ThrowingCallable call) {
		assertThatThrownBy(call).isNotNull();
	}

	private void run(ContextConsumer<AssertableApplicationContext> consumer) {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SwfClientAutoConfiguration.class,
					SwfFailureAutoConfiguration.class, SwfFailureMetricsAutoConfiguration.class))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean(Handlers.class)
			.withSystemProperties("aws.accessKeyId=test", "aws.secretAccessKey=test")
			.withPropertyValues("swf.client.region=eu-central-1", "swf.client.endpoint=" + this.swf.endpoint(),
					"swf.failure.redelivery.initial-delay=1h", "swf.failure.redelivery.max-delay=1h")
			.run(consumer);
	}

	static class Handlers {

		@ActivityHandler
		public void fail(@TaskToken String taskToken, Throwable failure) throws Throwable {
			throw failure;
		}

		@ActivityHandler
		public CompletionStage<String> failLater(ActivityTask task) {
			return CompletableFuture.supplyAsync(() -> {
				throw new IllegalStateException("too late");
			});
		}

		@ActivityHandler
		public Mono<String> failReactively(@TaskToken String taskToken) {
			return Mono.error(() -> new IllegalStateException("no signal"));
		}

		@ActivityHandler
		public String succeed(@TaskToken String taskToken, String result) {
			return result;
		}

	}

}
