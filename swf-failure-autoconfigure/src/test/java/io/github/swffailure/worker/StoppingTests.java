// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.ScheduledActivityTask;
import io.github.swffailure.test.history.HistoryEvent;
import io.github.swffailure.test.recording.RecordedCall;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

@Execution(ExecutionMode.CONCURRENT)
class StoppingTests {

	private static final String POLL = "PollForActivityTask";

	private final EmbeddedSwf swf = EmbeddedSwf.builder().longPoll(Duration.ofSeconds(5)).start();

	@AfterEach
	void close() {
		this.swf.close();
	}

	@Test
	void pollsUnderWayAreNotAborted() {
		run("1s", (context, handlers) -> {
			this.swf.calls().await(POLL, 2);
			context.close();
			assertThat(this.swf.calls().of(POLL)).hasSizeBetween(2, 3)
				.extracting(RecordedCall::isDone, RecordedCall::error)
				.allSatisfy((call) -> assertThat(call.toList()).containsExactly(true, null));
		});
	}

	@Test
	void whatArrivesInTimeIsRun() {
		run("10s", (context, handlers) -> {
			this.swf.calls().await(POLL, 2);
			CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
			awaitStop(context);
			ScheduledActivityTask task = this.swf.activityTask("echo", "1.0").input("late").schedule();
			closed.join();
			assertThat(end(task).eventType()).isEqualTo("ActivityTaskCompleted");
		});
	}

	@Test
	void whatArrivesTooLateFailsAtOnceAndMayBeRetried() {
		run("0", (context, handlers) -> {
			this.swf.calls().await(POLL, 2);
			CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
			awaitStop(context);
			ScheduledActivityTask task = this.swf.activityTask("echo", "1.0").input("late").schedule();
			closed.join();
			assertThat(end(task).string("reason")).startsWith("WORKER_STOPPING: ");
			assertThat(end(task).string("details")).contains("retryable=true");
		});
	}

	@Test
	void runningHandlerIsWaitedFor() {
		run("10s", (context, handlers) -> {
			ScheduledActivityTask task = this.swf.activityTask("hold", "1.0").schedule();
			await(handlers.begun);
			CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
			awaitStop(context);
			handlers.end.countDown();
			closed.join();
			assertThat(end(task).eventType()).isEqualTo("ActivityTaskCompleted");
			assertThat(handlers.interrupted).isFalse();
		});
	}

	@Test
	void interruptDoesNotShortenAStop() {
		run("10s", (context, handlers) -> {
			ScheduledActivityTask task = this.swf.activityTask("hold", "1.0").schedule();
			await(handlers.begun);
			CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
			Thread closing = new Thread(() -> {
				context.getBean(ActivityWorker.class).stop();
				interrupted.complete(Thread.currentThread().isInterrupted());
			});
			closing.start();
			awaitStop(context);
			closing.interrupt();
			assertThat(interrupted).isNotDone();
			handlers.end.countDown();
			assertThat(interrupted.join()).isTrue();
			assertThat(end(task).eventType()).isEqualTo("ActivityTaskCompleted");
			assertThat(handlers.interrupted).isFalse();
		});
	}

	@Test
	void handlerThatTakesTooLongIsInterruptedAndItsFailureReported() {
		run("100ms", (context, handlers) -> {
			ScheduledActivityTask task = this.swf.activityTask("hold", "1.0").schedule();
			await(handlers.begun);
			context.close();
			assertThat(end(task).string("reason")).startsWith("InterruptedException");
			assertThat(handlers.interrupted).isTrue();
		});
	}

	@Test
	void unfinishedStageIsCancelledAndReported() {
		run("100ms", (context, handlers) -> {
			ScheduledActivityTask task = this.swf.activityTask("never", "1.0").schedule();
			await(handlers.begun);
			context.close();
			assertThat(end(task).string("reason")).startsWith("CancellationException");
		});
	}

	@Test
	void workerCanBeStartedAgain() {
		run("1s", (context, handlers) -> {
			ActivityWorker worker = context.getBean(ActivityWorker.class);
			worker.stop();
			assertThat(worker.isRunning()).isFalse();
			worker.start();
			ScheduledActivityTask task = this.swf.activityTask("echo", "1.0").input("again").schedule();
			assertThat(end(task).string("result")).isEqualTo("again");
		});
	}

	private static void awaitStop(AssertableApplicationContext context) {
		ActivityWorker worker = context.getBean(ActivityWorker.class);
		Awaitility.await().until(() -> !worker.state().running());
	}

	private void run(String timeout, Body body) {
		Handlers handlers = new Handlers();
		// Registers the domain
		this.swf.activityTask("first", "1.0").start();
		ApplicationContextRunner runner = WorkerRunner.of(this.swf.endpoint(), "swf.worker.shutdown-timeout=" + timeout)
			.withBean(Handlers.class, () -> handlers);
		runner.run((context) -> {
			FailureJournal journal = context.getBean(FailureJournal.class);
			body.run(context, handlers);
			assertThat(journal.size()).isZero();
		});
	}

	private HistoryEvent end(ScheduledActivityTask task) {
		List<String> ends = List.of("ActivityTaskCompleted", "ActivityTaskFailed", "ActivityTaskCanceled");
		return Awaitility.await()
			.until(() -> this.swf.events(task.workflowId())
				.stream()
				.filter((event) -> ends.contains(event.eventType()))
				.findFirst()
				.orElse(null), (event) -> event != null);
	}

	private static void await(CountDownLatch latch) throws InterruptedException {
		assertThat(latch.await(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
	}

	@FunctionalInterface
	private interface Body {

		void run(AssertableApplicationContext context, Handlers handlers) throws Exception;

	}

	static class Handlers {

		private final CountDownLatch begun = new CountDownLatch(1);

		private final CountDownLatch end = new CountDownLatch(1);

		private volatile boolean interrupted;

		@ActivityHandler
		String echo(String input) {
			return input;
		}

		@ActivityHandler
		void hold() throws InterruptedException {
			this.begun.countDown();
			try {
				this.end.await();
			}
			catch (InterruptedException ex) {
				this.interrupted = true;
				throw ex;
			}
		}

		@ActivityHandler
		CompletableFuture<String> never() {
			this.begun.countDown();
			return new CompletableFuture<>();
		}

	}

}
