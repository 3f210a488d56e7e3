// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.TaskToken;
import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.StartedActivityTask;
import io.github.swffailure.test.history.HistoryEvent;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Handlers that still run when their application ends, in all surroundings in which they
 * do.
 */
@ExtendWith(OutputCaptureExtension.class)
class RunningHandlersTests {

	@TempDir
	private Path directory;

	private final EmbeddedSwf swf = EmbeddedSwf.start();

	private final CountDownLatch started = new CountDownLatch(1);

	private final CountDownLatch fail = new CountDownLatch(1);

	private StartedActivityTask task;

	private Thread handler = new Thread(() -> {
	});

	@BeforeEach
	void start() {
		this.task = this.swf.activityTask("charge", "1.0").start();
	}

	@AfterEach
	void close() throws InterruptedException {
		this.fail.countDown();
		this.handler.join();
		this.swf.close();
	}

	private ApplicationContextRunner worker(String journal, String shutdownTimeout) {
		ApplicationContextRunner worker = Reliability.worker(this.swf.endpoint())
			.withBean(Handlers.class, () -> new Handlers(this.started, this.fail))
			.withPropertyValues("swf.failure.delivery.shutdown-timeout=" + shutdownTimeout);
		return journal.equals("memory") ? worker
				: worker.withPropertyValues("swf.failure.journal.directory=" + this.directory.resolve("journal"));
	}

	private void runHandler(ConfigurableApplicationContext context) throws InterruptedException {
		Handlers handlers = context.getBean(Handlers.class);
		this.handler = new Thread(() -> call(handlers), "handler");
		this.handler.start();
		this.started.await();
	}

	private void call(Handlers handlers) {
		try {
			handlers.run(this.task.taskToken());
		}
		catch (IOException ex) {
			// As expected
		}
	}

	private void failOnceTheDrainWaits(Thread closing) {
		Thread watch = new Thread(() -> {
			Awaitility.await().until(() -> isDraining(closing));
			this.fail.countDown();
		});
		watch.start();
	}

	private static boolean isDraining(Thread thread) {
		return Stream.of(thread.getStackTrace()).anyMatch((frame) -> frame.getClassName().endsWith(".ShutdownDrain"));
	}

	private void assertFailedOnce() {
		assertThat(this.task.events()).extracting(HistoryEvent::eventType).containsOnlyOnce("ActivityTaskFailed");
		assertThat(this.swf.awaitEvent(this.task.workflowId(), "ActivityTaskFailed").string("reason"))
			.isEqualTo("IOException: disk");
	}

	private List<String> files() throws IOException {
		try (Stream<Path> files = Files.list(this.directory.resolve("journal"))) {
			return files.map((file) -> file.getFileName().toString().replaceAll(".*\\.", "")).sorted().toList();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "memory", "directory" })
	void handlerThatFailsWhileTheContextClosesIsReported(String journal) {
		worker(journal, "1h").run((context) -> {
			runHandler(context.getSourceApplicationContext());
			failOnceTheDrainWaits(Thread.currentThread());
		});
		assertFailedOnce();
	}

	@Test
	void handlerThatOutlivesItsContextIsReportedByTheNextOne() throws Exception {
		this.swf.faults().on("RespondActivityTaskFailed").always().throttle();
		worker("directory", "100ms").run((context) -> runHandler(context.getSourceApplicationContext()));
		assertThat(files()).contains("running");
		this.fail.countDown();
		this.handler.join();
		assertThat(files()).contains("failure").doesNotContain("running");
		this.swf.faults().clear();

		worker("directory", "100ms").run((context) -> Awaitility.await().until(() -> !files().contains("failure")));

		assertFailedOnce();
	}

	@Test
	void handlerThatOutlivesARestartInTheSameProcessIsReportedByTheNewContext() {
		worker("directory", "100ms").run((context) -> runHandler(context.getSourceApplicationContext()));
		worker("directory", "100ms").run((context) -> {
			this.fail.countDown();
			this.handler.join();
			Awaitility.await().until(() -> !files().contains("failure"));
			assertFailedOnce();
		});
	}

	@Test
	void reportThatIsLostWithItsContextIsNamed(CapturedOutput output) throws Exception {
		this.swf.faults().on("RespondActivityTaskFailed").always().throttle();
		worker("memory", "100ms").run((context) -> runHandler(context.getSourceApplicationContext()));
		assertThat(output).contains("1 activity handlers are still running at shutdown")
			.containsOnlyOnce("Still running: activity 'run'");
		this.fail.countDown();
		this.handler.join();

		assertThat(output).contains(
				"Undelivered after shutdown and lost, because the journal is in memory: IOException of activity 'run'")
			.doesNotContain(this.task.taskToken());
	}

	@ParameterizedTest
	@ValueSource(strings = { "memory", "directory" })
	void executorThatWaitsForItsHandlersIsWaitedFor(String journal) {
		worker(journal, "1h").withBean(ThreadPoolTaskExecutor.class, RunningHandlersTests::waitingExecutor)
			.run((context) -> {
				Handlers handlers = context.getBean(Handlers.class);
				context.getBean(ThreadPoolTaskExecutor.class).execute(() -> call(handlers));
				this.started.await();
				failOnceTheDrainWaits(Thread.currentThread());
			});
		assertFailedOnce();
	}

	@Test
	void handlerThatOutlivesTheContextOfAnEndingProcessIsReportedByTheNextOne() throws Exception {
		this.swf.faults().on("RespondActivityTaskFailed").always().throttle();
		this.swf.activityTask("fail", "1.0").workflowId("late").taskList("chaos").input("await").schedule();
		try (WorkerProcess first = WorkerProcess
			.start(this.swf.endpoint(), this.directory, 1, CrashTestWorker.SLOW_HOOK,
					"--swf.failure.delivery.shutdown-timeout=100ms")
			.awaitReady()) {
			Awaitility.await().until(() -> files().contains("running"));
			first.terminate();
			Awaitility.await().until(() -> first.log().contains("1 activity handlers are still running at shutdown"));
			Files.createFile(this.directory.resolve("fail"));
			Awaitility.await().until(() -> files().contains("failure"));
			Files.createFile(this.directory.resolve("end"));
			assertThat(first.end()).isEqualTo(143);
		}
		this.swf.faults().clear();

		try (WorkerProcess next = WorkerProcess.start(this.swf.endpoint(), this.directory, 2).awaitReady()) {
			assertThat(this.swf.awaitEvent("late", "ActivityTaskFailed").string("reason"))
				.isEqualTo("IOException: disk await");
			assertThat(next.end()).isEqualTo(143);
		}
	}

	private static ThreadPoolTaskExecutor waitingExecutor() {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setWaitForTasksToCompleteOnShutdown(true);
		executor.setAwaitTerminationSeconds(60);
		return executor;
	}

	@ParameterizedTest
	@ValueSource(strings = { "memory", "directory" })
	void pollerThatIsInterruptedAndJoinedWhenItIsDestroyedLosesNothing(String journal) {
		worker(journal, "100ms").withBean(Poller.class).run((context) -> {
			context.getBean(Poller.class).poll(this.task.taskToken());
			this.started.await();
		});
		assertThat(this.task.events()).extracting(HistoryEvent::eventType).containsOnlyOnce("ActivityTaskFailed");
	}

	static class Handlers {

		private final CountDownLatch started;

		private final CountDownLatch fail;

		Handlers(CountDownLatch started, CountDownLatch fail) {
			this.started = started;
			this.fail = fail;
		}

		@ActivityHandler
		public void run(@TaskToken String token) throws IOException {
			this.started.countDown();
			try {
				this.fail.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException("interrupted", ex);
			}
			throw new IOException("disk");
		}

	}

	static class Poller implements AutoCloseable {

		private final Handlers handlers;

		private Thread thread = new Thread(() -> {
		});

		Poller(Handlers handlers) {
			this.handlers = handlers;
		}

		void poll(String token) {
			this.thread = new Thread(() -> {
				try {
					this.handlers.run(token);
				}
				catch (IOException ex) {
					// As expected
				}
			});
			this.thread.start();
		}

		@Override
		public void close() {
			this.thread.interrupt();
			try {
				this.thread.join();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
