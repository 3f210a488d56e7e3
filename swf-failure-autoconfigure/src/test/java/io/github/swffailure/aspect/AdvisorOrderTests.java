// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.aspect.Handlers.Declined;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.constraints.Positive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.validation.annotation.Validated;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;
import org.springframework.validation.beanvalidation.MethodValidationPostProcessor;

import static io.github.swffailure.aspect.Handlers.TASK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Our advisor among those of Spring.
 */
@ExtendWith(OutputCaptureExtension.class)
class AdvisorOrderTests {

	private final ApplicationContextRunner runner = Handlers.running(Advised.class, Payments.class);

	@Test
	void oursIsWithinAsyncAndAroundTheRest() {
		this.runner.run((context) -> assertThat(Handlers.advices(context.getBean(Payments.class))).containsExactly(
				"AnnotationAsyncExecutionInterceptor", "ActivityHandlerInterceptor", "TransactionInterceptor",
				"MethodValidationInterceptor"));
	}

	@Test
	void oursIsWithinAsyncAlsoWhereAsyncIsRegisteredFirst() {
		new ApplicationContextRunner()
			.withUserConfiguration(Advised.class, Payments.class, Handlers.AspectConfiguration.class)
			.run((context) -> assertThat(Handlers.advices(context.getBean(Payments.class))).startsWith("OfCalls",
					"AnnotationAsyncExecutionInterceptor", "ActivityHandlerInterceptor"));
	}

	@Test
	void transactionThatCannotBeCommittedIsReportedOnce() {
		this.runner.run((context) -> {
			assertThatExceptionOfType(TransactionSystemException.class)
				.isThrownBy(() -> context.getBean(Payments.class).commits(TASK));
			assertThat(context.getBean(RecordingReporter.class).failures()).hasSize(1)
				.hasOnlyElementsOfType(TransactionSystemException.class);
		});
	}

	@Test
	void argumentThatIsInvalidIsReportedOnce() {
		this.runner.run((context) -> {
			assertThatExceptionOfType(ConstraintViolationException.class)
				.isThrownBy(() -> context.getBean(Payments.class).validates(TASK, -1));
			assertThat(context.getBean(RecordingReporter.class).failures()).hasSize(1)
				.hasOnlyElementsOfType(ConstraintViolationException.class);
		});
	}

	@Test
	void asyncFutureIsReportedOnce() {
		this.runner.run((context) -> {
			CompletableFuture<String> future = context.getBean(Payments.class).future(TASK);
			assertThat(future).failsWithin(Duration.ofSeconds(10));
			await().until(() -> !context.getBean(RecordingReporter.class).reports().isEmpty());
			assertThat(context.getBean(RecordingReporter.class).failures()).hasSize(1)
				.hasOnlyElementsOfType(Declined.class);
		});
	}

	@Test
	void asyncVoidIsReportedOnce() {
		this.runner.run((context) -> {
			context.getBean(Payments.class).runs(TASK);
			await().until(() -> !context.getBean(RecordingReporter.class).reports().isEmpty());
			assertThat(context.getBean(RecordingReporter.class).failures()).hasSize(1)
				.hasOnlyElementsOfType(Declined.class);
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { AsyncFirst.class, AsyncEarly.class, AsyncLast.class })
	void eachHandlerIsReportedOnceWhateverTheOrderOfAsync(Class<?> async) {
		new ApplicationContextRunner().withUserConfiguration(async, Payments.class, Handlers.AspectConfiguration.class)
			.run((context) -> {
				Payments payments = context.getBean(Payments.class);
				payments.runs(TASK);
				await().until(() -> !context.getBean(RecordingReporter.class).reports().isEmpty());
				assertThatExceptionOfType(TransactionSystemException.class).isThrownBy(() -> payments.commits(TASK));

				assertThat(context.getBean(RecordingReporter.class).failures()).hasSize(2)
					.hasExactlyElementsOfTypes(Declined.class, TransactionSystemException.class);
			});
	}

	@ParameterizedTest
	@ValueSource(classes = { Advised.class, AsyncFirst.class, AsyncEarly.class, AsyncLast.class })
	void handlerThatTheExecutorRejectsIsReportedOnce(Class<?> async) {
		new ApplicationContextRunner().withUserConfiguration(async, Payments.class, Handlers.AspectConfiguration.class)
			.run((context) -> {
				context.getBean(ThreadPoolTaskExecutor.class).shutdown();
				Payments payments = context.getBean(Payments.class);
				assertThatExceptionOfType(TaskRejectedException.class).isThrownBy(() -> payments.runs(TASK));
				assertThatExceptionOfType(TaskRejectedException.class).isThrownBy(() -> payments.future(TASK));
				assertThat(context.getBean(RecordingReporter.class).failures()).hasSize(2)
					.hasOnlyElementsOfType(TaskRejectedException.class);
			});
	}

	@Test
	void transactionAroundAsyncThatCannotBeCommittedIsReported() {
		new ApplicationContextRunner()
			.withUserConfiguration(AsyncFirst.class, Payments.class, Handlers.AspectConfiguration.class)
			.run((context) -> {
				assertThatExceptionOfType(TransactionSystemException.class)
					.isThrownBy(() -> context.getBean(Payments.class).runsInTransaction(TASK));
				assertThat(context.getBean(RecordingReporter.class).failures())
					.hasOnlyElementsOfType(TransactionSystemException.class);
			});
	}

	@Test
	void noBeanMissesItsPostProcessing(CapturedOutput output) {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).doesNotContain("activityHandlerPostProcessor");
		});
	}

	@Validated
	static class Payments {

		@ActivityHandler
		@Transactional
		void commits(ActivityTask task) {
		}

		@ActivityHandler
		void validates(ActivityTask task, @Positive int amount) {
			throw new Declined();
		}

		@ActivityHandler
		@Async
		CompletableFuture<String> future(ActivityTask task) {
			throw new Declined();
		}

		@ActivityHandler
		@Async
		void runs(ActivityTask task) {
			throw new Declined();
		}

		@ActivityHandler
		@Async
		@Transactional
		void runsInTransaction(ActivityTask task) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync(proxyTargetClass = true)
	@EnableTransactionManagement(proxyTargetClass = true)
	static class Advised extends Beans {

	}

	static class Beans {

		@Bean
		ThreadPoolTaskExecutor taskExecutor() {
			return new ThreadPoolTaskExecutor();
		}

		@Bean
		PlatformTransactionManager transactionManager() {
			return new UncommittableTransactions();
		}

		@Bean
		static LocalValidatorFactoryBean validator() {
			return new LocalValidatorFactoryBean();
		}

		@Bean
		static MethodValidationPostProcessor methodValidation() {
			MethodValidationPostProcessor validation = new MethodValidationPostProcessor();
			validation.setProxyTargetClass(true);
			return validation;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync(order = Ordered.HIGHEST_PRECEDENCE, proxyTargetClass = true)
	@EnableTransactionManagement(order = Ordered.HIGHEST_PRECEDENCE, proxyTargetClass = true)
	static class AsyncFirst extends Beans {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync(order = 0, proxyTargetClass = true)
	@EnableTransactionManagement(proxyTargetClass = true)
	static class AsyncEarly extends Beans {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync(proxyTargetClass = true)
	@EnableTransactionManagement(proxyTargetClass = true)
	static class AsyncLast extends Beans {

	}

	private static final class UncommittableTransactions extends AbstractPlatformTransactionManager {

		private static final long serialVersionUID = 1L;

		@Override
		protected Object doGetTransaction() {
			return "transaction";
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
			throw new TransactionSystemException("the database is gone");
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
		}

	}

}
