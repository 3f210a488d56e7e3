// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.RealDisk;
import io.github.swffailure.TaskToken;
import io.github.swffailure.autoconfigure.SwfFailureActuatorAutoConfiguration;
import io.github.swffailure.autoconfigure.SwfFailureMetricsAutoConfiguration;
import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.StartedActivityTask;
import io.github.swffailure.test.recording.RecordedCall;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * From the throw to the history, the log, the meters and the health, while the disk of
 * the journal is full or read-only for real.
 */
@ExtendWith(OutputCaptureExtension.class)
class DiskTroubleTests {

	private static final String OPERATION = "RespondActivityTaskFailed";

	@TempDir
	private Path mountPoint;

	private final EmbeddedSwf swf = EmbeddedSwf.start();

	private RealDisk disk;

	private StartedActivityTask task;

	@BeforeEach
	void mount() {
		this.disk = RealDisk.mount(this.mountPoint, "size=64k");
		this.task = this.swf.activityTask("fail", "1.0").start();
	}

	@AfterEach
	void close() {
		this.swf.close();
		if (this.disk != null) {
			this.disk.close();
		}
	}

	private ApplicationContextRunner worker() {
		return Reliability.worker(this.swf.endpoint())
			.withConfiguration(AutoConfigurations.of(SwfFailureMetricsAutoConfiguration.class,
					SwfFailureActuatorAutoConfiguration.class))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean(Handlers.class)
			.withPropertyValues("swf.failure.journal.directory=" + this.disk.path("journal"));
	}

	private void fail(ApplicationContext context) {
		assertThatIOException().isThrownBy(() -> context.getBean(Handlers.class).fail(this.task.taskToken()));
	}

	private void assertFailedOnce() {
		assertThat(this.task.events()).filteredOn((event) -> event.eventType().equals("ActivityTaskFailed"))
			.singleElement()
			.satisfies((event) -> assertThat(event.string("reason")).isEqualTo("IOException: card declined"));
	}

	private static String health(ApplicationContext context) {
		return String
			.valueOf(ReflectionTestUtils.<Object>invokeMethod(context.getBean("swfFailureHealthIndicator"), "health"));
	}

	private static double losses(AssertableApplicationContext context) {
		MeterRegistry meters = context.getBean(MeterRegistry.class);
		context.getBean("swfFailureJournalMeters", MeterBinder.class).bindTo(meters);
		return meters.get("swf.failure.journal.losses").functionCounter().count();
	}

	private static List<String> errors(CapturedOutput output) {
		return output.getOut()
			.lines()
			.filter((line) -> line.contains("ERROR") && line.contains("Failure journal directory"))
			.toList();
	}

	private List<Path> files(String ending) throws IOException {
		try (Stream<Path> files = Files.list(this.disk.path("journal"))) {
			return files.filter((file) -> file.toString().endsWith(ending)).toList();
		}
	}

	@Test
	void failureOnAFullDiskReachesTheHistoryAndIsLoggedCountedAndShown(CapturedOutput output) {
		worker().run((context) -> {
			assertThat(health(context)).contains("UP");
			this.disk.fill(0);
			fail(context);
			assertFailedOnce();
			assertThat(errors(output)).singleElement().asString().contains("No space left on device");
			assertThat(losses(context)).isOne();
			assertThat(health(context)).contains("DOWN").contains("No space left on device");
			this.disk.makeRoom();
			Awaitility.await().until(() -> health(context).contains("UP"));
		});
		assertThat(errors(output)).hasSize(1);
		assertThat(output).containsOnlyOnce("can be used again");
	}

	@Test
	void reportThatFoundNoRoomOutlivesTheWorkerOnceThereIsSome() {
		this.swf.faults().on(OPERATION).always().throttle();
		worker().run((context) -> {
			this.disk.fill(0);
			fail(context);
			assertThat(files(".failure")).isEmpty();
			this.disk.makeRoom();
			Awaitility.await().until(() -> files(".failure").size() == 1);
		});
		this.swf.faults().clear();
		worker().run((context) -> Awaitility.await().until(() -> files(".failure").isEmpty()));
		assertFailedOnce();
	}

	@Test
	void workerOnAReadOnlyDiskStartsAndReports(CapturedOutput output) throws IOException {
		Files.createDirectory(this.disk.path("journal"));
		this.disk.makeReadOnly();
		worker().run((context) -> {
			fail(context);
			assertFailedOnce();
			assertThat(errors(output)).singleElement().asString().contains("Read-only file system");
			assertThat(losses(context)).isOne();
			assertThat(health(context)).contains("DOWN").contains("Read-only file system");
		});
		assertThat(errors(output)).hasSize(1);
		assertThat(output).doesNotContain("set swf.failure.journal.directory");
	}

	@Test
	void reportThatCannotBeDeletedIsSentOnceInALifeAndTakenOnceByTheHistory() throws IOException {
		this.swf.faults().on(OPERATION).always().throttle();
		worker().run((context) -> {
			fail(context);
			assertThat(files(".failure")).hasSize(1);
			this.disk.makeReadOnly();
			this.swf.faults().clear();
			Awaitility.await().until(() -> this.swf.calls().of(OPERATION).stream().anyMatch(RecordedCall::succeeded));
			Awaitility.await().until(() -> health(context).contains("DOWN"));
			int sent = this.swf.calls().of(OPERATION).size();
			assertThat(files(".failure")).hasSize(1);
			assertThat(health(context)).contains("undelivered=0");
			this.disk.makeWritable();
			Awaitility.await().until(() -> files(".failure").isEmpty());
			assertThat(this.swf.calls().of(OPERATION)).hasSize(sent);
			assertThat(health(context)).contains("UP");
		});
		assertFailedOnce();
	}

	@Test
	void reportThatCouldNotBeDeletedIsSentOnceMoreByTheNextLife() throws IOException {
		this.swf.faults().on(OPERATION).always().throttle();
		worker().run((context) -> {
			fail(context);
			this.disk.makeReadOnly();
			this.swf.faults().clear();
			Awaitility.await().until(() -> health(context).contains("undelivered=0"));
		});
		this.disk.makeWritable();
		assertThat(files(".failure")).hasSize(1);
		int sent = this.swf.calls().of(OPERATION).size();
		asAnotherProcess();
		worker().run((context) -> Awaitility.await().until(() -> files(".failure").isEmpty()));
		assertThat(this.swf.calls().of(OPERATION)).hasSize(sent + 1);
		assertFailedOnce();
	}

	@Test
	void taskOfAWorkerThatIsKilledOnAFullDiskIsToldByTheNext(@TempDir Path home) throws Exception {
		Files.createDirectory(this.disk.path("journal"));
		Files.createSymbolicLink(home.resolve("journal"), this.disk.path("journal"));
		this.swf.activityTask("fail", "1.0").workflowId("hanging").taskList("chaos").input("hang").schedule();
		try (WorkerProcess victim = WorkerProcess.start(this.swf.endpoint(), home, 1).awaitReady()) {
			Awaitility.await().until(() -> files(".running").size() == 1);
			this.disk.fill(0);
			victim.kill();
		}
		try (WorkerProcess next = WorkerProcess.start(this.swf.endpoint(), home, 2).awaitReady()) {
			assertThat(this.swf.awaitEvent("hanging", "ActivityTaskFailed").string("reason"))
				.startsWith("WorkerCrashed: ");
			Awaitility.await().until(() -> files(".failure").isEmpty() && files(".running").isEmpty());
			assertThat(next.log()).containsOnlyOnce("No space left on device");
		}
	}

	/** What this JVM could not delete would be that of a living worker to it. */
	private static void asAnotherProcess() {
		System.clearProperty("io.github.swffailure.journal.jvm");
	}

	static class Handlers {

		@ActivityHandler
		public void fail(@TaskToken String taskToken) throws IOException {
			throw new IOException("card declined");
		}

	}

}
