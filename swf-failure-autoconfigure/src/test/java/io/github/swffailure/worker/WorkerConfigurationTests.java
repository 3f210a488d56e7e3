// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.TaskFailureReporter;
import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.ScheduledActivityTask;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the worker does with its properties, and what it says.
 */
@ExtendWith(OutputCaptureExtension.class)
class WorkerConfigurationTests {

	private final EmbeddedSwf swf = EmbeddedSwf.builder().longPoll(Duration.ofMillis(300)).start();

	@AfterEach
	void close() {
		this.swf.close();
	}

	@Test
	void withoutATaskListThereIsNoWorker() {
		WorkerRunner.of(this.swf.endpoint())
			.withPropertyValues("swf.worker.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ActivityWorker.class));
		assertThat(this.swf.calls().all()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			swf.worker.concurrency=0              | swf.worker.concurrency must be 1 to 10000 but was '0'
			swf.worker.pollers=1001               | swf.worker.pollers must be 1 to 1000 but was '1001'
			swf.worker.task-list=a:b              | swf.worker.task-list must be 1 to 256 characters
			swf.worker.domain=arn                 | swf.worker.domain must be 1 to 256 characters
			swf.worker.task-lists.x.pollers=0     | swf.worker.task-lists.x.pollers must be 1 to 1000
			swf.worker.heartbeat-interval=10      | swf.worker.heartbeat-interval must be at least 1s
			swf.worker.shutdown-timeout=5         | swf.worker.shutdown-timeout must be at least 100ms
			swf.worker.failure-budget.limit=50    | swf.worker.failure-budget.limit must be 0 to 1 but was '50.0'
			swf.worker.timeouts.heartbeat=100     | swf.worker.timeouts.heartbeat must be at least 1s
			swf.worker.enabled=maybe              | swf.worker.enabled must be true or false
			swf.failure.enabled=false             | there is no line to answer its tasks by
			""")
	void badPropertyIsNamedWithWhatItMayBe(String property, String expected) {
		WorkerRunner.of(this.swf.endpoint(), property)
			.withBean(Handlers.class, Handlers::new)
			.run((context) -> assertThat(description(context.getStartupFailure())).contains(expected));
	}

	@Test
	void missingDomainIsNamed() {
		new ApplicationContextRunner().withConfiguration(WorkerRunner.configurations())
			.withPropertyValues("swf.worker.task-list=payments", "swf.client.region=us-east-1")
			.run((context) -> assertThat(description(context.getStartupFailure())).contains("'payments'")
				.contains("swf.worker.domain"));
	}

	@Test
	void reporterOfTheApplicationIsRefusedBecauseItCannotSendCompletions() {
		WorkerRunner.of(this.swf.endpoint())
			.withBean(TaskFailureReporter.class, () -> (task, failure) -> io.github.swffailure.ReportOutcome.REPORTED)
			.run((context) -> assertThat(description(context.getStartupFailure())).contains("TaskFailureReporter"));
	}

	@ParameterizedTest
	@MethodSource("invalidHandlers")
	void clashingHandlersAreNamed(Object bean, List<String> expected) {
		WorkerRunner.of(this.swf.endpoint())
			.withBean("bean", Object.class, () -> bean)
			.withBean(Handlers.class, Handlers::new)
			.run((context) -> assertThat(description(context.getStartupFailure())).contains(expected));
	}

	private static List<Arguments> invalidHandlers() {
		return List.of(Arguments.of(new Clashing(), List.of("Clashing.echo()", "Handlers.echo(String)", "'echo'")),
				Arguments.of(new TwoInputs(), List.of("TwoInputs.charge(String, int)", "2 inputs")));
	}

	@Test
	void unknownTypeIsOneErrorAndEachTaskAFailure(CapturedOutput output) {
		List<ScheduledActivityTask> tasks = List.of(this.swf.activityTask("refund", "2.0").schedule(),
				this.swf.activityTask("refund", "2.0").schedule());
		WorkerRunner.of(this.swf.endpoint()).withBean(Handlers.class, Handlers::new).run((context) -> {
			for (ScheduledActivityTask task : tasks) {
				assertThat(this.swf.awaitEvent(task.workflowId(), "ActivityTaskFailed").string("reason"))
					.startsWith("UNKNOWN_ACTIVITY_TYPE: No activity handler for 'refund' (2.0)");
			}
		});
		assertThat(output)
			.containsOnlyOnce("Tasks of activity 'refund' (2.0) arrive on task list 'test', but have no handler");
	}

	@Test
	void typesWithoutAHandlerAreAWarning(CapturedOutput output) {
		this.swf.activityTask("first", "1.0").start();
		register("refund", "test");
		register("elsewhere", "other");
		register("echo", "test");
		WorkerRunner.of(this.swf.endpoint())
			.withBean(Handlers.class, Handlers::new)
			.run((context) -> Awaitility.await().until(() -> output.getOut().contains("have no handler")));
		assertThat(output.getOut().lines().filter((line) -> line.contains("have no handler"))).singleElement()
			.asString()
			.contains("'refund' (1.0)")
			.doesNotContain("elsewhere", "'echo'");
	}

	private void register(String name, String list) {
		this.swf.call("RegisterActivityType", java.util.Map.of("domain", "test", "name", name, "version", "1.0",
				"defaultTaskList", java.util.Map.of("name", list)));
	}

	@Test
	void typesAreRegisteredWithTimeouts() {
		this.swf.activityTask("first", "1.0").start();
		WorkerRunner.of(this.swf.endpoint(), "swf.worker.register-types=true", "swf.worker.timeouts.start-to-close=5m")
			.withBean(Versioned.class, Versioned::new)
			.run((context) -> {
				this.swf.calls().await("RegisterActivityType", 2);
				assertThat(this.swf.calls().of("RegisterActivityType")).anySatisfy((call) -> assertThat(call.body())
					.contains("\"versioned\"", "\"defaultTaskStartToCloseTimeout\":\"300\"", "\"NONE\""));
			});
	}

	@Test
	void typesAreRegisteredOnceTheDomainIsThere(CapturedOutput output) {
		WorkerRunner.of(this.swf.endpoint(), "swf.worker.register-types=true")
			.withBean(Versioned.class, Versioned::new)
			.run((context) -> {
				this.swf.calls().await("RegisterActivityType", 3);
				this.swf.activityTask("first", "1.0").start();
				Awaitility.await()
					.atMost(Duration.ofSeconds(20))
					.until(() -> this.swf.calls()
						.of("RegisterActivityType")
						.stream()
						.anyMatch((call) -> call.error() == null && call.body().contains("versioned")));
			});
		assertThat(output).containsOnlyOnce("Activity type 'versioned' (1.0) is not registered yet");
	}

	@Test
	void placeholderThatCannotBeResolvedIsRefusedWithTheHandlersName() {
		WorkerRunner.of(this.swf.endpoint())
			.withBean(Misnamed.class, Misnamed::new)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(ActivityWorker.InvalidHandlersException.class)
				.hasMessageContaining("Misnamed.named()' of bean ")
				.hasMessageContaining("no.such.property"));
	}

	@Test
	void severalListsArePolledAlsoThoseOfAnnotations() {
		List<ScheduledActivityTask> tasks = List.of(this.swf.activityTask("echo", "1.0").input("a").schedule(),
				this.swf.activityTask("echo", "1.0").taskList("more").input("b").schedule(),
				this.swf.activityTask("routed", "1.0").taskList("routes").input("c").schedule());
		WorkerRunner.of(this.swf.endpoint(), "swf.worker.task-lists.more.concurrency=1")
			.withBean(Handlers.class, Handlers::new)
			.withBean(Routed.class, Routed::new)
			.run((context) -> {
				for (ScheduledActivityTask task : tasks) {
					this.swf.awaitEvent(task.workflowId(), "ActivityTaskCompleted");
				}
			});
	}

	@Test
	void neverMoreTasksAreTakenThanThereAreFreeHandlers() {
		Handlers handlers = new Handlers();
		for (int i = 0; i < 5; i++) {
			this.swf.activityTask("hold", "1.0").schedule();
		}
		WorkerRunner.of(this.swf.endpoint(), "swf.worker.concurrency=2", "swf.worker.pollers=2")
			.withBean(Handlers.class, () -> handlers)
			.run((context) -> {
				assertThat(handlers.two.await(30, TimeUnit.SECONDS)).isTrue();
				assertThat(this.swf.calls().of("PollForActivityTask")).hasSize(2);
				handlers.end.countDown();
				this.swf.calls().await("RespondActivityTaskCompleted", 5);
			});
	}

	@Test
	void failureBudgetPausesAndProbes(CapturedOutput output) {
		for (int i = 0; i < 12; i++) {
			this.swf.activityTask("fail", "1.0").schedule();
		}
		WorkerRunner
			.of(this.swf.endpoint(), "swf.worker.concurrency=1", "swf.worker.failure-budget.enabled=true",
					"swf.worker.failure-budget.minimum-tasks=4", "swf.worker.failure-budget.initial-pause=1h",
					"swf.worker.failure-budget.max-pause=1h")
			.withBean(Handlers.class, Handlers::new)
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> {
				Awaitility.await().until(() -> {
					Gauge paused = context.getBean(MeterRegistry.class).find("swf.worker.paused").gauge();
					return paused != null && paused.value() == 1;
				});
				assertThat(this.swf.calls().of("RespondActivityTaskFailed")).hasSize(4);
			});
		assertThat(output).containsOnlyOnce("Polling of task list 'test' pauses");
	}

	private static String description(Throwable failure) {
		assertThat(failure).isNotNull();
		return SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, SpringFactoriesLoader.ArgumentResolver.none(), (type, name, ex) -> {
			})
			.stream()
			.map((analyzer) -> analyzer.analyze(failure))
			.filter(java.util.Objects::nonNull)
			.findFirst()
			.map(FailureAnalysis::getDescription)
			.orElseThrow();
	}

	static class Handlers {

		private final CountDownLatch two = new CountDownLatch(2);

		private final CountDownLatch end = new CountDownLatch(1);

		@ActivityHandler
		String echo(String input) {
			return input;
		}

		@ActivityHandler
		void hold() throws InterruptedException {
			this.two.countDown();
			this.end.await();
		}

		@ActivityHandler
		void fail() {
			throw new IllegalStateException("no");
		}

	}

	static class Routed {

		@ActivityHandler(taskList = "routes")
		String routed(String input) {
			return input;
		}

	}

	static class Misnamed {

		@ActivityHandler(name = "${no.such.property}")
		void named() {
		}

	}

	static class Versioned {

		@ActivityHandler(version = "1.0")
		void versioned() {
		}

		@ActivityHandler(version = "1.0")
		void other() {
		}

	}

	static class Clashing {

		@ActivityHandler
		String echo() {
			return "";
		}

	}

	static class TwoInputs {

		@ActivityHandler
		void charge(String one, int two) {
		}

	}

}
