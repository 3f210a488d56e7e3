// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityTaskContext;
import io.github.swffailure.actuate.SwfFailuresEndpoint;
import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.ScheduledActivityTask;
import io.github.swffailure.test.StartedActivityTask;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.DefaultAwsResponseMetadata;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskRequest;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/**
 * What health and the endpoint say of a worker, and what its handlers see of SWF.
 */
class WorkerHealthTests {

	private final EmbeddedSwf swf = EmbeddedSwf.builder().longPoll(Duration.ofMillis(500)).start();

	@BeforeEach
	void registerDomain() {
		this.swf.activityTask("first", "1.0").start();
	}

	@AfterEach
	void close() {
		this.swf.close();
	}

	@Test
	void workerThatPollsIsUpAndShowsItsLists() {
		run((context) -> {
			this.swf.calls().await("PollForActivityTask", 2);
			assertThat(health(context)).startsWith("UP")
				.contains("domain=test", "taskLists={domain={", "test={active=0, concurrency=10, paused=false}");
			assertThat(endpoint(context)).isEqualTo(context.getBean(ActivityWorker.class).state());
			context.getBean(ActivityWorker.class).stop();
			assertThat(health(context)).startsWith("DOWN");
		}, "swf.worker.task-lists.domain.concurrency=1");
	}

	@Test
	void deniedPollsAreDownWithTheStatementToAdd() {
		this.swf.faults().on("PollForActivityTask").always().deny();
		run((context) -> {
			Awaitility.await().until(() -> health(context).startsWith("DOWN"));
			assertThat(health(context)).contains("\"Action\":\"swf:PollForActivityTask\"", "domain/test");
			this.swf.faults().clear();
			Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> health(context).startsWith("UP"));
		});
	}

	/** Of a proxy, a portal, or a mock without an answer. */
	@ParameterizedTest
	@CsvSource({ "true, a proxy or portal answered", "false, has returned nothing" })
	void answersThatAreNotSwfsAreTrouble(boolean portal, String problem) {
		PollForActivityTaskResponse foreign = (PollForActivityTaskResponse) PollForActivityTaskResponse.builder()
			.responseMetadata(DefaultAwsResponseMetadata.create(Map.of()))
			.build();
		runWithAnswer(portal ? foreign : null,
				(context) -> Awaitility.await().until(() -> health(context).contains(problem)));
	}

	@Test
	void pollsThatAreAnsweredAtOnceArePaced() {
		runWithAnswer(PollForActivityTaskResponse.builder().taskToken("").build(), (context) -> {
			Awaitility.await().until(WorkerHealthTests::pauses);
			assertThat(health(context)).startsWith("UP");
		});
	}

	private static boolean pauses() {
		return Thread.getAllStackTraces()
			.values()
			.stream()
			.map((frames) -> Arrays.stream(frames)
				.filter((frame) -> frame.getClassName().equals(TaskListPolling.class.getName()))
				.map(StackTraceElement::getMethodName)
				.toList())
			.anyMatch((methods) -> Collections.indexOfSubList(methods, List.of("pause", "poll")) == 0);
	}

	private void runWithAnswer(@Nullable PollForActivityTaskResponse answer,
			ContextConsumer<AssertableApplicationContext> test) {
		SwfClient client = mock();
		when(client.pollForActivityTask(any(PollForActivityTaskRequest.class))).thenReturn(answer);
		WorkerRunner.of(this.swf.endpoint()).withBean(SwfClient.class, () -> client).run(test);
	}

	@Test
	void pauseOfTheBudgetIsDownUntilAProbeSucceeds() {
		run((context) -> {
			for (int i = 0; i < 4; i++) {
				this.swf.activityTask("moody", "1.0").input("bad").schedule();
			}
			Awaitility.await().until(() -> health(context).contains("paused=true"));
			assertThat(health(context)).startsWith("DOWN");
			assertThat(endpoint(context)).extracting("taskLists")
				.asString()
				.contains("active=0", "paused=true", "problem=null");
			ScheduledActivityTask probe = this.swf.activityTask("moody", "1.0").input("good").schedule();
			this.swf.awaitEvent(probe.workflowId(), "ActivityTaskCompleted");
			Awaitility.await().until(() -> health(context).startsWith("UP"));
		}, "swf.worker.failure-budget.enabled=true", "swf.worker.failure-budget.minimum-tasks=4",
				"swf.worker.failure-budget.initial-pause=200ms", "swf.worker.concurrency=1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "sleeping", "stage", "looking" })
	void handlerWhoseTaskIsCanceledEndsAndSwfKnows(String handler) throws Exception {
		Handlers handlers = new Handlers();
		run(handlers, (context) -> {
			ScheduledActivityTask task = this.swf.activityTask(handler, "1.0").schedule();
			await(handlers.begun);
			new StartedActivityTask("any", task.workflow(), task.activityId(), 0).requestCancel();
			this.swf.awaitEvent(task.workflowId(), "ActivityTaskCanceled", Duration.ofSeconds(20));
		}, "swf.worker.heartbeat-interval=1s", "swf.worker.interrupt-on-cancel=true");
	}

	@Test
	void handlerWhoseTaskHasTimedOutIsInterrupted() {
		Handlers handlers = new Handlers();
		run(handlers, (context) -> {
			this.swf.activityTask("sleeping", "1.0").timeout("startToCloseTimeout", Duration.ofSeconds(1)).schedule();
			await(handlers.begun);
			await(handlers.interrupted);
		}, "swf.worker.heartbeat-interval=1s", "swf.worker.interrupt-on-cancel=true");
	}

	private void run(Consumer<AssertableApplicationContext> body, String... properties) {
		run(new Handlers(), body, properties);
	}

	private void run(Handlers handlers, Consumer<AssertableApplicationContext> body, String... properties) {
		WorkerRunner.of(this.swf.endpoint(), properties)
			.withBean(Handlers.class, () -> handlers)
			.withPropertyValues("management.endpoints.web.exposure.include=swffailures",
					"management.endpoints.jmx.exposure.include=swffailures")
			.run(body::accept);
	}

	private static String health(AssertableApplicationContext context) {
		return String
			.valueOf(ReflectionTestUtils.<Object>invokeMethod(context.getBean("swfWorkerHealthIndicator"), "health"));
	}

	private static Object endpoint(AssertableApplicationContext context) {
		Object worker = context.getBean(SwfFailuresEndpoint.class).failures().worker();
		assertThat(worker).isNotNull();
		return (worker != null) ? worker : Map.of();
	}

	private static void await(CountDownLatch latch) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> latch.getCount() == 0);
	}

	static class Handlers {

		private final CountDownLatch begun = new CountDownLatch(1);

		private final CountDownLatch interrupted = new CountDownLatch(1);

		@ActivityHandler
		void sleeping() throws InterruptedException {
			this.begun.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				this.interrupted.countDown();
				throw ex;
			}
		}

		@ActivityHandler
		java.util.concurrent.CompletableFuture<String> stage() {
			this.begun.countDown();
			return new java.util.concurrent.CompletableFuture<>();
		}

		@ActivityHandler
		void looking() {
			this.begun.countDown();
			while (!ActivityTaskContext.isCancelRequested()) {
				Thread.onSpinWait();
			}
			throw new io.github.swffailure.ActivityTaskCanceledException("seen");
		}

		@ActivityHandler
		void moody(String input) {
			if (input.equals("bad")) {
				throw new IllegalStateException(input);
			}
		}

	}

}
