// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.github.swffailure.ActivityHandler;
import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.ScheduledActivityTask;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Neither a logger that throws nor an interrupt by a stranger ends a thread of the
 * worker.
 */
@Execution(ExecutionMode.SAME_THREAD)
class UndyingThreadsTests {

	private final EmbeddedSwf swf = EmbeddedSwf.builder().longPoll(Duration.ofMillis(200)).start();

	private final Logger logger = (Logger) LoggerFactory.getLogger(UndyingThreadsTests.class.getPackageName());

	private final ThrowingAppender appender = new ThrowingAppender();

	@BeforeEach
	void registerDomain() {
		this.swf.activityTask("first", "1.0").start();
		this.appender.start();
	}

	@AfterEach
	void close() {
		this.logger.detachAppender(this.appender);
		this.logger.setLevel(null);
		this.swf.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "fail", "deny", "unknown" })
	void listIsPolledThoughTheLoggerThrows(String trouble) {
		WorkerRunner.of(this.swf.endpoint(), "swf.worker.concurrency=1", "swf.worker.pollers=1")
			.withBean(Handlers.class, Handlers::new)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				this.logger.setLevel(Level.DEBUG);
				this.logger.addAppender(this.appender);
				switch (trouble) {
					case "fail" -> this.swf.faults().on("PollForActivityTask").times(8).fail();
					case "deny" -> this.swf.faults().on("PollForActivityTask").times(2).deny();
					default -> IntStream.range(0, 3).forEach((i) -> awaitEnd(schedule("unknown"), "Failed"));
				}
				awaitEnd(schedule("echo"), "Completed");
				assertThat(this.appender.thrown).isPositive();
			});
	}

	@Test
	void listThatPausesKeepsItsPlacesThoughTheLoggerThrows() {
		WorkerRunner
			.of(this.swf.endpoint(), "swf.worker.concurrency=1", "swf.worker.pollers=1",
					"swf.worker.failure-budget.enabled=true", "swf.worker.failure-budget.minimum-tasks=1",
					"swf.worker.failure-budget.initial-pause=100ms")
			.withBean(Handlers.class, Handlers::new)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				this.logger.setLevel(Level.DEBUG);
				this.logger.addAppender(this.appender);
				for (int i = 0; i < 3; i++) {
					awaitEnd(schedule("fail"), "Failed");
					awaitEnd(schedule("echo"), "Completed");
				}
				assertThat(this.appender.thrown).isPositive();
			});
	}

	@Test
	void workerStopsThoughTheLoggerThrows() {
		WorkerRunner.of(this.swf.endpoint()).withBean(Handlers.class, Handlers::new).run((context) -> {
			this.logger.addAppender(this.appender);
			context.getBean(ActivityWorker.class).stop();
			assertThat(this.appender.thrown).isPositive();
			assertThat(context.getBean(ActivityWorker.class).isRunning()).isFalse();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "swf-worker-heartbeats", "swf-worker-call" })
	void interruptDoesNotStay(String name) {
		Set<Thread> others = Thread.getAllStackTraces().keySet();
		this.swf.faults().on("ListActivityTypes").always().fail();
		WorkerRunner.of(this.swf.endpoint(), "swf.worker.register-types=false")
			.withBean(Handlers.class, Handlers::new)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				Thread thread = Awaitility.await().until(() -> find(name, others), Optional::isPresent).orElseThrow();
				thread.interrupt();
				Awaitility.await()
					.until(() -> !thread.isInterrupted() && thread.getState() == Thread.State.TIMED_WAITING);
			});
	}

	/** What interrupts a thread that waits for its turn does not cut its poll short. */
	@Test
	void interruptedThreadThatWaitsPollsLikeTheOthers() {
		WorkerRunner.of(this.swf.endpoint(), "swf.worker.concurrency=2", "swf.worker.pollers=1")
			.withBean(Handlers.class, Handlers::new)
			.withBean(SimpleMeterRegistry.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				awaitEnd(schedule("echo"), "Completed");
				Awaitility.await().until(UndyingThreadsTests::waiting, Optional::isPresent).orElseThrow().interrupt();
				for (int i = 0; i < 6; i++) {
					awaitEnd(schedule("echo"), "Completed");
				}
				assertThat(context.getBean(SimpleMeterRegistry.class)
					.find("swf.worker.polls")
					.tag("outcome", "error")
					.counter()).isNull();
			});
	}

	/** One for which another polls. */
	private static Optional<Thread> waiting() {
		return Thread.getAllStackTraces()
			.entrySet()
			.stream()
			.filter((thread) -> thread.getKey().getName().startsWith("swf-worker-"))
			.filter((thread) -> Arrays.stream(thread.getValue())
				.anyMatch((frame) -> frame.getMethodName().equals("acquireUninterruptibly")))
			.map(Map.Entry::getKey)
			.findFirst();
	}

	private static Optional<Thread> find(String name, Set<Thread> others) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals(name) && !others.contains(thread))
			.findFirst();
	}

	private ScheduledActivityTask schedule(String type) {
		return this.swf.activityTask(type, "1.0").schedule();
	}

	private void awaitEnd(ScheduledActivityTask task, String end) {
		this.swf.awaitEvent(task.workflowId(), "ActivityTask" + end, Duration.ofSeconds(15));
	}

	static class Handlers {

		@ActivityHandler
		void echo() {
		}

		@ActivityHandler
		List<String> fail() {
			throw new IllegalStateException("disk");
		}

	}

	private static final class ThrowingAppender extends AppenderBase<ILoggingEvent> {

		private volatile int thrown;

		@Override
		public synchronized void doAppend(ILoggingEvent event) {
			this.thrown++;
			throw new OutOfMemoryError("no room for a line");
		}

		@Override
		protected void append(ILoggingEvent event) {
			doAppend(event);
		}

	}

}
