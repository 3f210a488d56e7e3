// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.swffailure.ActivityExecutionListener;
import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.ActivityTaskContext;
import io.github.swffailure.FailureDescriber;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.HandClock;
import io.github.swffailure.ListJournal;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailureReporter;
import io.github.swffailure.TaskToken;
import io.github.swffailure.aspect.ActivityHandlerPostProcessor;
import io.github.swffailure.delivery.Redelivery;
import io.github.swffailure.journal.InMemoryFailureJournal;
import io.github.swffailure.logging.ActivityMdc;
import io.github.swffailure.logging.LoggingTaskFailureListener;
import io.github.swffailure.metrics.FailureMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import software.amazon.awssdk.services.swf.SwfClient;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link SwfFailureAutoConfiguration} and what it imports.
 */
@ExtendWith(OutputCaptureExtension.class)
class SwfFailureAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SwfClientAutoConfiguration.class, SwfFailureAutoConfiguration.class,
				SwfFailureMetricsAutoConfiguration.class))
		.withSystemProperties("aws.accessKeyId=test", "aws.secretAccessKey=test")
		.withPropertyValues("swf.client.region=eu-central-1", "swf.client.endpoint=http://127.0.0.1:1",
				"swf.failure.delivery.shutdown-timeout=100ms");

	/** Of a handler that outlives its application. */
	@Test
	void closedContextMakesNoRegistryAnew(CapturedOutput output) {
		AtomicInteger made = new AtomicInteger();
		this.contextRunner.withBean(MeterRegistry.class, () -> {
			made.incrementAndGet();
			return new SimpleMeterRegistry();
		}).run((context) -> {
			FailureMeters meters = context.getBean(FailureMeters.class);
			context.close();
			meters.onRedactionError(new IllegalStateException());
			assertThat(made).hasValue(1);
			assertThat(output).doesNotContain("could not be used");
		});
	}

	@Test
	void allThatAWorkerNeedsIsThere() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(ActivityHandlerPostProcessor.class)
			.hasSingleBean(TaskFailureReporter.class)
			.hasSingleBean(FailureDescriber.class)
			.hasSingleBean(InMemoryFailureJournal.class)
			.hasSingleBean(Redelivery.class)
			.hasSingleBean(LoggingTaskFailureListener.class)
			.hasSingleBean(FailureMeters.class));
	}

	@Test
	void startTellsThatReportsAreInMemory(CapturedOutput output) {
		this.contextRunner.run((context) -> assertThat(output).contains("Undelivered reports are kept in memory")
			.contains("set swf.failure.journal.directory"));
	}

	@Test
	void startSaysNothingOfMemoryWithADirectory(@TempDir Path directory, CapturedOutput output) {
		this.contextRunner.withPropertyValues("swf.failure.journal.directory=" + directory.resolve("journal"))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(output).doesNotContain("kept in memory");
			});
	}

	@Test
	void startMakesNoClient() {
		this.contextRunner
			.run((context) -> assertThat(context.getBeanFactory().containsSingleton("swfFailureSwfClient")).isFalse());
	}

	@Test
	void reporterOfTheApplicationReplacesAllThatBelongsToOurs() {
		RecordingReporter own = new RecordingReporter();
		this.contextRunner.withBean(TaskFailureReporter.class, () -> own).withBean(Handler.class).run((context) -> {
			assertThatIllegalStateException().isThrownBy(() -> context.getBean(Handler.class).charge("token"));
			assertThat(own.reported).containsExactly("token");
			assertThat(context).hasSingleBean(TaskFailureReporter.class)
				.doesNotHaveBean(Redelivery.class)
				.doesNotHaveBean(FailureJournal.class);
		});
	}

	@Test
	void describerOfTheApplicationIsKept() {
		FailureDescriber own = (task, failure) -> new FailureDescription("own", "");
		this.contextRunner.withBean(FailureDescriber.class, () -> own)
			.run((context) -> assertThat(context.getBean(FailureDescriber.class)).isSameAs(own));
	}

	@Test
	void journalOfTheApplicationIsKept() {
		FailureJournal own = new ListJournal();
		this.contextRunner.withBean(FailureJournal.class, () -> own).run((context) -> {
			context.getBean(TaskFailureReporter.class).report(ActivityTask.ofToken("token"), new Exception());
			assertThat(context).hasSingleBean(FailureJournal.class);
			assertThat(own.size()).isOne();
		});
	}

	@Test
	void disabledReporterLeavesHandlersAlone() {
		this.contextRunner.withPropertyValues("swf.failure.enabled=false").withBean(Handler.class).run((context) -> {
			assertThatIllegalStateException().isThrownBy(() -> context.getBean(Handler.class).charge("token"));
			assertThat(context).doesNotHaveBean(TaskFailureReporter.class)
				.doesNotHaveBean(ActivityHandlerPostProcessor.class)
				.doesNotHaveBean(FailureMeters.class);
		});
	}

	@Test
	void exceptionEndsAtTheHandlerIfNotRethrown() {
		this.contextRunner.withPropertyValues("swf.failure.rethrow=false")
			.withBean(TaskFailureReporter.class, RecordingReporter::new)
			.withBean(Handler.class)
			.run((context) -> assertThat(context.getBean(Handler.class).charge("token")).isNull());
	}

	@Test
	@SuppressWarnings("try")
	void taskBoundToTheThreadIsReported() {
		RecordingReporter own = new RecordingReporter();
		this.contextRunner.withBean(TaskFailureReporter.class, () -> own).withBean(Handler.class).run((context) -> {
			try (ActivityTaskContext.Scope scope = ActivityTaskContext.bind(ActivityTask.ofToken("bound"))) {
				assertThatIllegalStateException().isThrownBy(() -> context.getBean(Handler.class).settle());
			}
			assertThat(own.reported).containsExactly("bound");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "yes", "on", "true", "TRUE", "1" })
	void reportingIsOnInTheWordsOfABoolean(String word) {
		this.contextRunner.withPropertyValues("swf.failure.enabled=" + word)
			.run((context) -> assertThat(context).hasSingleBean(TaskFailureReporter.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "no", "off", "FALSE", "0" })
	void reportingThatIsOffIsLogged(String word, CapturedOutput output) {
		this.contextRunner.withPropertyValues("swf.failure.enabled=" + word).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(TaskFailureReporter.class);
			assertThat(output).containsOnlyOnce("Failures of activities are not reported: swf.failure.enabled is off");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "maybe", "enabled", "2", "t", "" })
	void anyOtherWordIsRefused(String word) {
		this.contextRunner.withPropertyValues("swf.failure.enabled=" + word)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(SwfConfigurationException.class)
				.hasMessage("swf.failure.enabled must be true or false (or yes, no, on, off) but was '" + word + "'"));
	}

	@Test
	void clockOfTheApplicationIsNotOurs() {
		HandClock business = new HandClock(Instant.EPOCH);
		this.contextRunner.withBean(Clock.class, () -> business).run((context) -> {
			context.getBean(TaskFailureReporter.class).report(ActivityTask.ofToken("token"), new Exception());
			assertThat(context.getBean(FailureJournal.class).oldest()).isAfter(Instant.EPOCH);
		});
	}

	@Test
	void clockIsReplacedByName() {
		HandClock own = new HandClock(Instant.EPOCH);
		this.contextRunner.withBean("swfFailureClock", Clock.class, () -> own).run((context) -> {
			context.getBean(TaskFailureReporter.class).report(ActivityTask.ofToken("token"), new Exception());
			assertThat(context.getBean(FailureJournal.class).oldest()).isEqualTo(Instant.EPOCH);
		});
	}

	@Test
	void mdcCanBeSwitchedOff() {
		this.contextRunner.withPropertyValues("swf.failure.logging.mdc=no")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ActivityMdc.class));
	}

	@Test
	void worksWithoutMicrometer() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.micrometer")).run((context) -> {
			ReportOutcome outcome = context.getBean(TaskFailureReporter.class)
				.report(ActivityTask.ofToken("token"), new Exception());
			assertThat(outcome).isEqualTo(ReportOutcome.DEFERRED);
			assertThat(context).doesNotHaveBean(MeterRegistry.class);
		});
	}

	@Test
	void worksWithoutActuatorAspectjAndReactiveTypes() {
		this.contextRunner
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate", "org.aspectj", "reactor",
					"org.reactivestreams", "io.reactivex"))
			.withBean(TaskFailureReporter.class, RecordingReporter::new)
			.withBean(Handler.class)
			.run((context) -> assertThatIllegalStateException()
				.isThrownBy(() -> context.getBean(Handler.class).charge("token")));
	}

	@Test
	void withoutTheSdkNothingIsConfigured() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(SwfClient.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ActivityHandlerPostProcessor.class));
	}

	static class Handler {

		@ActivityHandler
		public String charge(@TaskToken String taskToken) {
			throw new IllegalStateException("declined");
		}

		@ActivityHandler
		public void settle() {
			throw new IllegalStateException("not settled");
		}

	}

	static final class RecordingReporter implements TaskFailureReporter {

		private final List<String> reported = new ArrayList<>();

		@Override
		public ReportOutcome report(ActivityTask task, Throwable failure) {
			this.reported.add(task.taskToken());
			return ReportOutcome.REPORTED;
		}

	}

	@Test
	void ownConfigurationOfLoggingMayNestFields() {
		assertThat(activityNameBeside("swf.activity", this.contextRunner)).isNull();
		assertThat(activityNameBeside("swf.activity",
				this.contextRunner.withClassLoader(new FilteredClassLoader(new ClassPathResource("logback-test.xml")))))
			.isEqualTo("charge");
	}

	@ParameterizedTest
	@ValueSource(strings = { "logging.structured.format.console=ecs", "logging.structured.format.file=logstash",
			"logging.structured.format.console=gelf" })
	void noFieldBeginsWithNorExtendsANameOfTheApplication(String format) {
		ApplicationContextRunner structured = this.contextRunner.withPropertyValues(format)
			.withClassLoader(new FilteredClassLoader(new ClassPathResource("logback-test.xml")));
		assertThat(activityNameBeside("swf.activity", structured)).isNull();
		assertThat(activityNameBeside("swf.activity.name.x", structured)).isNull();
	}

	private static @Nullable String activityNameBeside(String name, ApplicationContextRunner runner) {
		AtomicReference<@Nullable String> found = new AtomicReference<>();
		runner.run((context) -> {
			MDC.put(name, "of the application");
			ActivityExecutionListener.Execution execution = context.getBean(ActivityMdc.class)
				.onStart(new ActivityTask("token", null, new ActivityTask.Type("charge", "1.0"), null));
			found.set(MDC.get("swf.activity.name"));
			execution.onReturn();
			MDC.remove(name);
		});
		return found.get();
	}

}
