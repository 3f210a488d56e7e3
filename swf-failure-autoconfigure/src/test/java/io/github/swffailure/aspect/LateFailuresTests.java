// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

import io.github.swffailure.ActivityExecutionListener;
import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.TaskToken;
import io.github.swffailure.aspect.Handlers.Declined;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Handlers that fail while the context closes, or after it has.
 */
class LateFailuresTests {

	private final ApplicationContextRunner runner = Handlers.running(Payments.class);

	@Test
	void handlerThatFailsAfterTheContextHasClosedIsReported() {
		Payments[] payments = new Payments[1];
		RecordingReporter[] reporter = new RecordingReporter[1];
		this.runner.run((context) -> {
			payments[0] = context.getBean(Payments.class);
			reporter[0] = context.getBean(RecordingReporter.class);
		});
		Handlers.assertDeclined(() -> payments[0].fails("token"));
		assertThat(reporter[0].tokens()).containsExactly("token");
	}

	@Test
	void lazyReporterAndListenersAreCreatedWithTheFirstHandler() {
		Handlers.running(Payments.class, LazyListener.class)
			.withInitializer((context) -> context
				.addBeanFactoryPostProcessor((factory) -> factory.getBeanDefinition("reporter").setLazyInit(true)))
			.run((context) -> {
				assertThat(context.getBeanFactory().containsSingleton("reporter")).isTrue();
				assertThat(context.getBeanFactory().getBeanNamesForType(ActivityExecutionListener.class, true, false))
					.allMatch(context.getBeanFactory()::containsSingleton);
			});
	}

	@Test
	void lazyReporterIsNotCreatedWithoutHandlers() {
		Handlers.running()
			.withInitializer((context) -> context
				.addBeanFactoryPostProcessor((factory) -> factory.getBeanDefinition("reporter").setLazyInit(true)))
			.run((context) -> assertThat(context.getBeanFactory().containsSingleton("reporter")).isFalse());
	}

	@Test
	void reporterOfALazyHandlerIsCreatedWithIt() {
		Handlers.running(LazyPayments.class)
			.withInitializer((context) -> context
				.addBeanFactoryPostProcessor((factory) -> factory.getBeanDefinition("reporter").setLazyInit(true)))
			.run((context) -> {
				assertThat(context.getBeanFactory().containsSingleton("reporter")).isFalse();
				context.getBean(LazyPayments.class);
				assertThat(context.getBeanFactory().containsSingleton("reporter")).isTrue();
			});
	}

	@Test
	void handlerIsCountedUntilItsReportIsMade() {
		this.runner.run((context) -> {
			ActivityHandlerPostProcessor aspect = context.getBean(ActivityHandlerPostProcessor.class);
			assertThat(aspect.runningHandlers()).isZero();
			CountDownLatch started = new CountDownLatch(1);
			CountDownLatch released = new CountDownLatch(1);
			var executor = Executors.newSingleThreadExecutor();
			var call = executor.submit(() -> context.getBean(Payments.class).waits("token", started, released));
			started.await();
			assertThat(aspect.runningHandlers()).isOne();
			assertThat(aspect.runningTasks()).extracting(ActivityTask::taskToken).containsExactly("token");
			this.runner
				.run((other) -> assertThat(other.getBean(ActivityHandlerPostProcessor.class).runningTasks()).isEmpty());
			released.countDown();
			assertThat(call).failsWithin(Duration.ofMinutes(1));
			assertThat(aspect.runningTasks()).isEmpty();
			assertThat(aspect.runningHandlers()).isZero();
			executor.shutdown();
		});
	}

	@Test
	void stageIsCountedUntilItCompletes() {
		this.runner.run((context) -> {
			ActivityHandlerPostProcessor aspect = context.getBean(ActivityHandlerPostProcessor.class);
			assertThat(aspect.runningHandlers()).isZero();
			CompletableFuture<String> stage = new CompletableFuture<>();
			assertThat(context.getBean(Payments.class).later("token", stage)).isSameAs(stage);
			assertThat(aspect.runningHandlers()).isOne();
			assertThat(aspect.runningTasks()).extracting(ActivityTask::taskToken).containsExactly("token");
			stage.completeExceptionally(new Declined());
			assertThat(aspect.runningHandlers()).isZero();
			assertThat(context.getBean(RecordingReporter.class).tokens()).containsExactly("token");
		});
	}

	@Test
	void monoIsCountedWhileItIsSubscribedTo() {
		this.runner.run((context) -> {
			ActivityHandlerPostProcessor aspect = context.getBean(ActivityHandlerPostProcessor.class);
			assertThat(aspect.runningHandlers()).isZero();
			Sinks.One<String> sink = Sinks.one();
			Mono<String> mono = context.getBean(Payments.class).mono("token", sink.asMono());
			assertThat(aspect.runningHandlers()).isZero();
			CompletableFuture<String> first = mono.toFuture();
			assertThat(aspect.runningHandlers()).isOne();
			mono.subscribe().dispose();
			assertThat(aspect.runningHandlers()).isOne();
			assertThat(aspect.runningTasks()).extracting(ActivityTask::taskToken).containsExactly("token");
			sink.tryEmitValue("receipt");
			assertThat(first).isCompletedWithValue("receipt");
			assertThat(aspect.runningTasks()).isEmpty();
			assertThat(aspect.runningHandlers()).isZero();
		});
	}

	static class Payments {

		@ActivityHandler
		void fails(@TaskToken String token) {
			throw new Declined();
		}

		@ActivityHandler
		String waits(@TaskToken String token, CountDownLatch started, CountDownLatch released)
				throws InterruptedException {
			started.countDown();
			released.await();
			throw new Declined();
		}

		@ActivityHandler
		CompletableFuture<String> later(@TaskToken String token, CompletableFuture<String> stage) {
			return stage;
		}

		@ActivityHandler
		Mono<String> mono(@TaskToken String token, Mono<String> mono) {
			return mono;
		}

	}

	@Lazy
	static class LazyPayments extends Payments {

	}

	@Lazy
	@Configuration(proxyBeanMethods = false)
	static class LazyListener implements ActivityExecutionListener {

		@Override
		public Execution onStart(ActivityTask task) {
			return Execution.NONE;
		}

	}

}
