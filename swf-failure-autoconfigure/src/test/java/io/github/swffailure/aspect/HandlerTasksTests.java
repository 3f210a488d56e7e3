// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.ActivityTaskContext;
import io.github.swffailure.ActivityTaskResolver;
import io.github.swffailure.TaskToken;
import io.github.swffailure.aspect.Handlers.Declined;
import io.github.swffailure.aspect.RecordingReporter.Report;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import static io.github.swffailure.aspect.Handlers.assertDeclined;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which task a call is about.
 */
@ExtendWith(OutputCaptureExtension.class)
class HandlerTasksTests {

	private static final PollForActivityTaskResponse RESPONSE = PollForActivityTaskResponse.builder()
		.taskToken("of response")
		.activityId("charge-42")
		.activityType((type) -> type.name("charge").version("1.0"))
		.build();

	private final ApplicationContextRunner runner = Handlers.running(Payments.class);

	@Test
	void tokenParameter() {
		assertToken("of parameter", (payments) -> payments.byToken("input", "of parameter"));
	}

	@Test
	void tokenParameterThroughAnAnnotationOfOnesOwn() {
		assertToken("of parameter", (payments) -> payments.byMetaToken("of parameter"));
	}

	@Test
	void tokenParameterOfTheInterface() {
		assertToken("of parameter", (payments) -> payments.byInterface("of parameter"));
	}

	@Test
	void tokenParameterOfTheGenericInterface() {
		assertToken("of parameter", (payments) -> payments.byGenericInterface("of parameter"));
	}

	@Test
	void tokenParameterOfTheSuperMethod() {
		assertToken("of parameter", (payments) -> payments.byOverride("of parameter"));
	}

	@Test
	void pollResponseParameterTellsTheWholeTask() {
		this.runner.run((context) -> {
			assertDeclined(() -> context.getBean(Payments.class).byResponse(RESPONSE));
			assertThat(context.getBean(RecordingReporter.class).reports()).extracting(Report::task)
				.containsExactly(ActivityTask.from(RESPONSE));
		});
	}

	@Test
	void taskParameter() {
		assertToken("of task", (payments) -> payments.byTask(ActivityTask.ofToken("of task")));
	}

	@Test
	void tokenComesBeforeTask() {
		assertToken("of parameter",
				(payments) -> payments.byBoth(ActivityTask.ofToken("of task"), RESPONSE, "of parameter"));
	}

	@Test
	void emptyTokenIsPassedOver() {
		assertToken("of response", (payments) -> payments.byBoth(null, RESPONSE, ""));
	}

	@Test
	void emptyPollResponseIsPassedOver() {
		PollForActivityTaskResponse empty = PollForActivityTaskResponse.builder().build();
		assertToken("of context", (payments) -> {
			try (ActivityTaskContext.Scope scope = ActivityTaskContext.bind(ActivityTask.ofToken("of context"))) {
				assertThat(scope).isNotNull();
				payments.byResponse(empty);
			}
		});
	}

	@Test
	void argumentComesBeforeContext() {
		assertToken("of parameter", (payments) -> {
			try (ActivityTaskContext.Scope scope = ActivityTaskContext.bind(ActivityTask.ofToken("of context"))) {
				assertThat(scope).isNotNull();
				payments.byToken("input", "of parameter");
			}
		});
	}

	@Test
	void tokenThatIsTooLongIsNoTask() {
		this.runner.run((context) -> {
			assertDeclined(() -> context.getBean(Payments.class).byToken("input", "x".repeat(1025)));
			assertThat(context.getBean(RecordingReporter.class).reports()).isEmpty();
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 1024 })
	void tokenOfEachLengthThatSwfAcceptsIsATask(int length) {
		assertToken("x".repeat(length), (payments) -> payments.byToken("input", "x".repeat(length)));
	}

	@Test
	void typeComesFromTheAnnotationWhereTheTaskHasNone() {
		this.runner.run((context) -> {
			assertDeclined(() -> context.getBean(Payments.class).byToken("input", "token"));
			assertThat(context.getBean(RecordingReporter.class).reports()).extracting((report) -> report.task().type())
				.containsExactly(new ActivityTask.Type("by-token", "3"));
		});
	}

	@Test
	void resolversAreAskedFirstInTheirOrder() {
		this.runner.withUserConfiguration(Resolvers.class).run((context) -> {
			assertDeclined(() -> context.getBean(Payments.class).byToken("input", "of parameter"));
			assertThat(context.getBean(RecordingReporter.class).tokens()).containsExactly("of resolver for byToken");
		});
	}

	@Test
	void resolverThatKnowsNothingLeavesItToTheArguments() {
		this.runner.withUserConfiguration(Resolvers.class).run((context) -> {
			assertDeclined(() -> context.getBean(Payments.class).byTask(ActivityTask.ofToken("of task")));
			assertThat(context.getBean(RecordingReporter.class).tokens()).containsExactly("of task");
		});
	}

	@Test
	void resolverThatThrowsIsLoggedOnce(CapturedOutput output) {
		this.runner.withUserConfiguration(Resolvers.class).run((context) -> {
			assertDeclined(() -> context.getBean(Payments.class).byToken("input", "first"));
			assertThat(output).contains("counts as finding no task");
			assertDeclined(() -> context.getBean(Payments.class).byToken("input", "second"));
			assertThat(output.getOut()).containsOnlyOnce("counts as finding no task")
				.contains("this is logged once: java.lang.")
				.doesNotContain("resolver is broken");
		});
	}

	private void assertToken(String token, Call call) {
		this.runner.run((context) -> {
			assertDeclined(() -> call.on(context.getBean(Payments.class)));
			assertThat(context.getBean(RecordingReporter.class).tokens()).containsExactly(token);
		});
	}

	@FunctionalInterface
	interface Call {

		void on(Payments payments);

	}

	@Retention(RetentionPolicy.RUNTIME)
	@Target(ElementType.PARAMETER)
	@TaskToken
	@interface Token {

	}

	interface Api {

		void byInterface(@TaskToken String token);

	}

	interface GenericApi<T> {

		void byGenericInterface(@TaskToken T token);

	}

	static class Base {

		@ActivityHandler
		void byOverride(@TaskToken String token) {
			throw new Declined();
		}

	}

	static class Payments extends Base implements Api, GenericApi<String> {

		@ActivityHandler(name = "by-token", version = "3")
		void byToken(String input, @TaskToken String token) {
			throw new Declined();
		}

		@ActivityHandler
		void byMetaToken(@Token String token) {
			throw new Declined();
		}

		@Override
		@ActivityHandler
		public void byInterface(String token) {
			throw new Declined();
		}

		@Override
		@ActivityHandler
		public void byGenericInterface(String token) {
			throw new Declined();
		}

		@Override
		void byOverride(String token) {
			throw new Declined();
		}

		@ActivityHandler
		void byResponse(PollForActivityTaskResponse response) {
			throw new Declined();
		}

		@ActivityHandler
		void byTask(ActivityTask task) {
			throw new Declined();
		}

		@ActivityHandler
		void byBoth(@Nullable ActivityTask task, PollForActivityTaskResponse response, @TaskToken String token) {
			throw new Declined();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Resolvers {

		@Bean
		@Order(2)
		ActivityTaskResolver second() {
			return (handler, arguments) -> handler.getName().equals("byToken")
					? ActivityTask.ofToken("of resolver for " + handler.getName()) : null;
		}

		@Bean
		@Order(3)
		ActivityTaskResolver third() {
			return (handler, arguments) -> handler.getName().equals("byToken") ? ActivityTask.ofToken("never") : null;
		}

		@Bean
		@Order(1)
		ActivityTaskResolver broken() {
			return (handler, arguments) -> {
				throw new IllegalStateException("resolver is broken");
			};
		}

	}

}
