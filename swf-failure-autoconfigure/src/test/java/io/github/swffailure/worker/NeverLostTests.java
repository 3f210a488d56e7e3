// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.FailureDescriber;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.ScheduledActivityTask;
import io.github.swffailure.test.fault.FaultPlan;
import io.github.swffailure.test.history.HistoryEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each task that reached the worker has exactly one closing event, whatever the network
 * does to the calls.
 */
@Execution(ExecutionMode.CONCURRENT)
class NeverLostTests {

	private static final Set<String> ENDS = Set.of("ActivityTaskCompleted", "ActivityTaskFailed",
			"ActivityTaskCanceled", "ActivityTaskTimedOut");

	private static final int TASKS = 12;

	private final EmbeddedSwf swf = EmbeddedSwf.builder().longPoll(Duration.ofMillis(500)).start();

	@TempDir
	private Path directory;

	@AfterEach
	void close() {
		this.swf.close();
	}

	private static Stream<Arguments> faults() {
		List<Arguments> all = new ArrayList<>();
		for (String operation : List.of("RespondActivityTaskCompleted", "RespondActivityTaskFailed",
				"PollForActivityTask")) {
			boolean poll = operation.startsWith("Poll");
			add(all, operation, "throttle", FaultPlan::throttle);
			add(all, operation, "fail", FaultPlan::fail);
			add(all, operation, "disconnect", FaultPlan::disconnect);
			add(all, operation, "page 502", (plan) -> plan.page(502));
			add(all, operation, "page 200", (plan) -> plan.page(200));
			add(all, operation, "deny", FaultPlan::deny);
			add(all, operation, "expired token", (plan) -> plan.answer(403, "ExpiredTokenException", "expired"));
			add(all, operation, "delay", (plan) -> plan.delay(Duration.ofMillis(300)));
			add(all, operation, "slow body", (plan) -> plan.slowBody(Duration.ofMillis(300)));
			if (!poll) {
				add(all, operation, "fail after applying", FaultPlan::failAfterApplying);
				add(all, operation, "disconnect after applying", FaultPlan::disconnectAfterApplying);
				add(all, operation, "page after applying", (plan) -> plan.pageAfterApplying(502));
				add(all, operation, "silence", FaultPlan::silence);
				add(all, operation, "silence after applying", FaultPlan::silenceAfterApplying);
			}
		}
		return all.stream();
	}

	private static void add(List<Arguments> all, String operation, String name, Consumer<FaultPlan> fault) {
		all.add(Arguments.of(operation, name, fault));
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource("faults")
	void eachTaskHasOneEnd(String operation, String name, Consumer<FaultPlan> fault) {
		fault.accept(this.swf.faults().on(operation).times(3));
		List<ScheduledActivityTask> tasks = schedule();
		WorkerRunner
			.of(this.swf.endpoint(), "swf.failure.delivery.attempt-timeout=500ms",
					"swf.failure.journal.directory=" + this.directory.resolve("journal"))
			.withBean(Handlers.class, Handlers::new)
			.run((context) -> {
				awaitEnds(tasks);
				Awaitility.await()
					.atMost(Duration.ofSeconds(20))
					.until(() -> context.getBean(FailureJournal.class).size() == 0);
			});
		assertThat(tasks).allSatisfy((task) -> assertThat(ends(task)).hasSize(1));
		assertThat(files("running")).isEmpty();
	}

	@Test
	void completionSurvivesAnOutageAndARestart() {
		this.swf.faults().on("RespondActivityTaskCompleted").always().fail();
		ScheduledActivityTask task = this.swf.activityTask("echo", "1.0").input("kept").schedule();
		var runner = WorkerRunner
			.of(this.swf.endpoint(), "swf.failure.delivery.attempt-timeout=500ms",
					"swf.failure.delivery.shutdown-timeout=100ms",
					"swf.failure.journal.directory=" + this.directory.resolve("journal"))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean(Handlers.class, Handlers::new);
		runner.run((context) -> Awaitility.await()
			.until(() -> context.getBean(FailureJournal.class).size() == 1 && context.getBean(MeterRegistry.class)
				.find("swf.activity.completions")
				.tags("activity", "echo", "version", "1.0", "outcome", "deferred")
				.counter() != null));
		assertThat(ends(task)).isEmpty();
		this.swf.faults().clear();
		runner.run((context) -> awaitEnds(List.of(task)));
		assertThat(ends(task)).singleElement().extracting((event) -> event.string("result")).isEqualTo("kept");
	}

	@Test
	void noTaskIsLostIfTheDescriberThrows() {
		List<ScheduledActivityTask> tasks = schedule();
		WorkerRunner
			.of(this.swf.endpoint(), "swf.worker.concurrency=2",
					"swf.failure.journal.directory=" + this.directory.resolve("journal"))
			.withBean(FailureDescriber.class, () -> (task, failure) -> {
				throw new StackOverflowError("no words");
			})
			.withBean(Handlers.class, Handlers::new)
			.run((context) -> awaitEnds(tasks));
		assertThat(tasks).allSatisfy((task) -> assertThat(ends(task)).hasSize(1));
		assertThat(files("running")).isEmpty();
	}

	@Test
	void noTaskIsLostIfAMeterThrows() {
		List<ScheduledActivityTask> tasks = schedule();
		WorkerRunner.of(this.swf.endpoint())
			.withBean(MeterRegistry.class, BrokenRegistry::new)
			.withBean(Handlers.class, Handlers::new)
			.run((context) -> awaitEnds(tasks));
		assertThat(tasks).allSatisfy((task) -> assertThat(ends(task)).hasSize(1));
	}

	private List<ScheduledActivityTask> schedule() {
		List<ScheduledActivityTask> tasks = new ArrayList<>();
		for (int i = 0; i < TASKS; i++) {
			tasks.add(this.swf.activityTask((i % 2 == 0) ? "echo" : "fail", "1.0").input("task " + i).schedule());
		}
		return tasks;
	}

	private void awaitEnds(List<ScheduledActivityTask> tasks) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> tasks.stream().noneMatch((task) -> ends(task).isEmpty()));
	}

	private List<HistoryEvent> ends(ScheduledActivityTask task) {
		return this.swf.events(task.workflowId()).stream().filter((event) -> ENDS.contains(event.eventType())).toList();
	}

	private List<Path> files(String part) {
		try (Stream<Path> files = Files.walk(this.directory)) {
			return files.filter((file) -> file.getFileName().toString().contains(part)).toList();
		}
		catch (java.io.IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	static class Handlers {

		@ActivityHandler
		String echo(String input) {
			return input;
		}

		@ActivityHandler
		void fail(String input) {
			throw new IllegalStateException(input);
		}

	}

	private static final class BrokenRegistry extends SimpleMeterRegistry {

		@Override
		protected Counter newCounter(Meter.Id id) {
			throw new StackOverflowError("no counter");
		}

	}

}
