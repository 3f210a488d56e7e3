// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.TaskFailureReporter;
import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.StartedActivityTask;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A context that closes while reports are on their way.
 */
@ExtendWith(OutputCaptureExtension.class)
class ShutdownTests {

	private static final String OPERATION = "RespondActivityTaskFailed";

	@TempDir
	private Path temporary;

	private final EmbeddedSwf swf = EmbeddedSwf.start();

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final List<StartedActivityTask> tasks = new ArrayList<>();

	@AfterEach
	void close() {
		this.executor.shutdownNow();
		this.swf.close();
	}

	private ApplicationContextRunner worker(String... properties) {
		return Reliability.worker(this.swf.endpoint()).withPropertyValues(properties);
	}

	private void fail(TaskFailureReporter reporter, int count) {
		for (int i = 0; i < count; i++) {
			StartedActivityTask task = this.swf.activityTask("charge", "1.0").start();
			this.tasks.add(task);
			reporter.report(ActivityTask.ofToken(task.taskToken()), new IOException("disk"));
		}
	}

	private long failed() {
		return this.tasks.stream()
			.filter((
					task) -> task.events().stream().anyMatch((event) -> event.eventType().equals("ActivityTaskFailed")))
			.count();
	}

	@Test
	void whatIsInMemoryIsDeliveredBeforeTheClientCloses() {
		this.swf.faults().on(OPERATION).always().throttle();
		worker("swf.failure.redelivery.initial-delay=1m", "swf.failure.redelivery.max-delay=1m").run((context) -> {
			fail(context.getBean(TaskFailureReporter.class), 20);
			assertThat(context.getBean(FailureJournal.class).size()).isEqualTo(20);
			int calls = this.swf.calls().of(OPERATION).size();
			this.executor.execute(() -> {
				Awaitility.await().until(() -> this.swf.calls().of(OPERATION).size() > calls);
				this.swf.faults().clear();
			});
		});
		assertThat(failed()).isEqualTo(20);
	}

	@Test
	void reportUnderWayAndItsHandlerAreWaitedFor() {
		this.swf.faults().on(OPERATION).delay(Duration.ofSeconds(1));
		worker().run((context) -> {
			TaskFailureReporter reporter = context.getBean(TaskFailureReporter.class);
			this.executor.execute(() -> fail(reporter, 1));
			Awaitility.await().until(() -> !this.swf.calls().of(OPERATION).isEmpty());
		});
		assertThat(failed()).isOne();
		assertThat(this.swf.calls().of(OPERATION)).singleElement()
			.satisfies((call) -> assertThat(call.succeeded()).isTrue());
	}

	@Test
	@Timeout(60)
	void whatIsOnDiskDoesNotHoldTheShutdownUpAndIsDeliveredByTheNextLife(CapturedOutput output) throws IOException {
		this.swf.faults().on(OPERATION).always().throttle();
		String directory = "swf.failure.journal.directory=" + this.temporary.resolve("journal");
		worker(directory, "swf.failure.redelivery.initial-delay=1m", "swf.failure.redelivery.max-delay=1m",
				"swf.failure.delivery.shutdown-timeout=1h")
			.run((context) -> fail(context.getBean(TaskFailureReporter.class), 20));
		assertThat(output).contains("20 reports are undelivered at shutdown and kept for the next start")
			.contains("Undelivered: IOException of activity");
		this.tasks.forEach((task) -> assertThat(output).doesNotContain(task.taskToken()));
		try (Stream<Path> files = Files.list(this.temporary.resolve("journal"))) {
			assertThat(files).hasSize(20).allSatisfy((file) -> assertThat(file.toString()).endsWith(".failure"));
		}
		this.swf.faults().clear();
		worker(directory).run((context) -> Awaitility.await().until(() -> failed() == 20));
		assertThat(this.temporary.resolve("journal")).isEmptyDirectory();
	}

	@Test
	@Timeout(60)
	void whatCannotBeDeliveredInTimeIsCounted(CapturedOutput output) {
		this.swf.faults().on(OPERATION).always().throttle();
		worker("swf.failure.delivery.shutdown-timeout=1s")
			.run((context) -> fail(context.getBean(TaskFailureReporter.class), 3));
		assertThat(output).contains("3 reports are undelivered at shutdown and lost, because the journal is in memory");
	}

	@Test
	void interruptedHandlersLoseNothing() {
		this.swf.faults().on(OPERATION).always().delay(Duration.ofMillis(300));
		worker().run((context) -> {
			TaskFailureReporter reporter = context.getBean(TaskFailureReporter.class);
			ExecutorService handlers = Executors.newFixedThreadPool(8);
			for (int i = 0; i < 8; i++) {
				StartedActivityTask task = this.swf.activityTask("charge", "1.0").start();
				this.tasks.add(task);
				handlers
					.execute(() -> reporter.report(ActivityTask.ofToken(task.taskToken()), new InterruptedException()));
			}
			Awaitility.await().until(() -> !this.swf.calls().of(OPERATION).isEmpty());
			handlers.shutdownNow();
			this.swf.faults().clear();
			handlers.awaitTermination(10, TimeUnit.SECONDS);
		});
		assertThat(failed()).isEqualTo(8);
	}

}
