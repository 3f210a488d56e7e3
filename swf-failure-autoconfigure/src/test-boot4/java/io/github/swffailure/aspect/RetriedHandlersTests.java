// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.aspect.Handlers.Declined;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;

import static io.github.swffailure.aspect.Handlers.TASK;
import static io.github.swffailure.aspect.Handlers.assertDeclined;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Handlers that Spring Framework 7 retries: only what leaves the last attempt is
 * reported, since the first report closes the task.
 */
class RetriedHandlersTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Resilient.class, Payments.class, Handlers.AspectConfiguration.class);

	@Test
	void exhaustedRetriesAreReportedOnce() {
		this.runner.run((context) -> {
			assertDeclined(() -> context.getBean(Payments.class).fails(TASK));
			assertThat(context.getBean(Payments.class).attempts()).isEqualTo(4);
			assertThat(context.getBean(RecordingReporter.class).failures()).hasSize(1)
				.hasOnlyElementsOfType(Declined.class);
		});
	}

	@Test
	void successAtTheThirdAttemptIsNotReported() {
		this.runner.run((context) -> {
			assertThat(context.getBean(Payments.class).recovers(TASK)).isEqualTo("receipt");
			assertThat(context.getBean(Payments.class).attempts()).isEqualTo(3);
			assertThat(context.getBean(RecordingReporter.class).reports()).isEmpty();
		});
	}

	@Test
	void exhaustedRetriesOfAMonoAreReportedOnce() {
		this.runner.run((context) -> {
			StepVerifier.create(context.getBean(Payments.class).mono(TASK)).verifyError();
			assertThat(context.getBean(Payments.class).attempts()).isEqualTo(4);
			assertThat(context.getBean(RecordingReporter.class).reports()).hasSize(1);
		});
	}

	@Test
	void exhaustedRetriesInAnotherThreadAreReportedOnce() {
		this.runner.run((context) -> {
			context.getBean(Payments.class).async(TASK);
			await().until(() -> !context.getBean(RecordingReporter.class).reports().isEmpty());
			assertThat(context.getBean(Payments.class).attempts()).isEqualTo(4);
			assertThat(context.getBean(RecordingReporter.class).failures()).hasSize(1)
				.hasOnlyElementsOfType(Declined.class);
		});
	}

	@Test
	void oursIsBetweenAsyncAndRetry() {
		this.runner.run((context) -> assertThat(Handlers.advices(context.getBean(Payments.class))).containsExactly(
				"OfCalls", "AnnotationAsyncExecutionInterceptor", "ActivityHandlerInterceptor",
				"RetryAnnotationInterceptor", "TransactionInterceptor"));
	}

	@ParameterizedTest
	@ValueSource(classes = { RetryFirst.class, RetryAfterAsync.class, RetryLast.class })
	void onlyTheLastAttemptIsReportedWhateverTheOrder(Class<?> resilient) {
		new ApplicationContextRunner()
			.withUserConfiguration(resilient, Payments.class, Handlers.AspectConfiguration.class)
			.run((context) -> {
				assertThat(context.getBean(Payments.class).recovers(TASK)).isEqualTo("receipt");
				assertThat(context.getBean(RecordingReporter.class).reports()).isEmpty();
				context.getBean(Payments.class).async(TASK);
				await().until(() -> !context.getBean(RecordingReporter.class).reports().isEmpty());
				assertThat(context.getBean(RecordingReporter.class).reports()).hasSize(1);
			});
	}

	static class Payments {

		private final AtomicInteger attempts = new AtomicInteger();

		int attempts() {
			return this.attempts.get();
		}

		@ActivityHandler
		@Retryable(maxRetries = 3, delay = 0)
		void fails(ActivityTask task) {
			this.attempts.incrementAndGet();
			throw new Declined();
		}

		@ActivityHandler
		@Retryable(maxRetries = 3, delay = 0)
		String recovers(ActivityTask task) {
			if (this.attempts.incrementAndGet() < 3) {
				throw new Declined();
			}
			return "receipt";
		}

		@ActivityHandler
		@Retryable(maxRetries = 3, delay = 0)
		Mono<String> mono(ActivityTask task) {
			return Mono.fromCallable(() -> {
				this.attempts.incrementAndGet();
				throw new Declined();
			});
		}

		@Transactional
		void unrelated() {
		}

		@ActivityHandler
		@Async
		@Retryable(maxRetries = 3, delay = 0)
		void async(ActivityTask task) {
			this.attempts.incrementAndGet();
			throw new Declined();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableResilientMethods(proxyTargetClass = true)
	@EnableAsync(proxyTargetClass = true)
	@EnableTransactionManagement(proxyTargetClass = true)
	@Import(AdvisorOrderTests.Advised.class)
	static class Resilient {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableResilientMethods(order = Ordered.HIGHEST_PRECEDENCE, proxyTargetClass = true)
	@EnableAsync(order = Ordered.HIGHEST_PRECEDENCE, proxyTargetClass = true)
	static class RetryFirst {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync(order = 0, proxyTargetClass = true)
	@EnableResilientMethods(order = 1, proxyTargetClass = true)
	static class RetryAfterAsync {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableResilientMethods(order = Ordered.LOWEST_PRECEDENCE, proxyTargetClass = true)
	@EnableAsync(proxyTargetClass = true)
	static class RetryLast {

	}

}
