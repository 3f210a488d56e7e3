// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityResultTooLongException;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.ActivityTaskContext;
import io.github.swffailure.aspect.Handlers.Declined;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static io.github.swffailure.aspect.Handlers.TASK;
import static io.github.swffailure.aspect.Handlers.assertDeclined;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Results that fail after the method has returned.
 */
@ExtendWith(OutputCaptureExtension.class)
class LaterResultsTests {

	private static final String TOO_LONG = "x".repeat(32_769);

	private final ApplicationContextRunner runner = Handlers.running(Payments.class);

	private final Declined declined = new Declined();

	@Test
	void stageIsReportedWhenItFails() {
		run((payments, reporter) -> {
			OwnFuture future = new OwnFuture();
			assertThat(payments.future(TASK, future)).isSameAs(future);
			assertThat(reporter.reports()).isEmpty();
			future.completeExceptionally(this.declined);
			assertThat(reporter.failures()).containsExactly(this.declined);
		});
	}

	@Test
	void stageThatHasFailedIsReported() {
		run((payments, reporter) -> {
			CompletionStage<String> stage = CompletableFuture.failedStage(this.declined);
			assertThat((Object) payments.stage(TASK, stage)).isSameAs(stage);
			assertThat(reporter.failures()).containsExactly(this.declined);
		});
	}

	@Test
	void stageThatSucceedsIsNotReported() {
		run((payments, reporter) -> {
			assertThat(payments.stage(TASK, CompletableFuture.completedStage("receipt")))
				.isCompletedWithValue("receipt");
			assertThat(reporter.reports()).isEmpty();
		});
	}

	@Test
	void stageWithAResultThatSwfWouldRefuseIsReportedAndReturned() {
		run((payments, reporter) -> {
			assertThat(payments.stage(TASK, CompletableFuture.completedStage(TOO_LONG))).isCompletedWithValue(TOO_LONG);
			assertThat(reporter.failures()).hasSize(1).hasOnlyElementsOfType(ActivityResultTooLongException.class);
		});
	}

	@Test
	void stageThatCannotBeFollowedIsReturned(CapturedOutput output) {
		run((payments, reporter) -> {
			OwnFuture future = new OwnFuture() {

				@Override
				public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
					throw new UnsupportedOperationException("not followed");
				}

			};
			assertThat(payments.future(TASK, future)).isSameAs(future);
			assertThat(output).contains("'Payments.future(ActivityTask, OwnFuture)' cannot be followed");
		});
	}

	@Test
	void taskOfAStageIsTheOneBoundWhenTheHandlerRan() {
		run((payments, reporter) -> {
			OwnFuture future = new OwnFuture();
			try (ActivityTaskContext.Scope scope = ActivityTaskContext.bind(TASK)) {
				assertThat(scope).isNotNull();
				assertThat(payments.bound(future)).isNotDone();
			}
			future.completeExceptionally(this.declined);
			assertThat(reporter.tokens()).containsExactly("token");
		});
	}

	@Test
	void methodOfAStageThatThrowsIsNeverSwallowed() {
		this.runner.withPropertyValues("swf.failure.rethrow=false").run((context) -> {
			assertDeclined(() -> context.getBean(Payments.class).throwing(TASK));
			assertThat(context.getBean(RecordingReporter.class).reports()).hasSize(1);
		});
	}

	@Test
	void monoIsReportedBeforeItsErrorGoesOn() {
		run((payments, reporter) -> {
			Mono<String> mono = payments.mono(TASK, () -> Mono.error(this.declined));
			assertThat(reporter.reports()).isEmpty();
			AtomicInteger reportsAtTheError = new AtomicInteger();
			StepVerifier.create(mono.doOnError((ex) -> reportsAtTheError.set(reporter.reports().size())))
				.verifyErrorSatisfies((failure) -> assertThat(failure).isSameAs(this.declined));
			assertThat(reportsAtTheError).hasValue(1);
			assertThat(reporter.failures()).containsExactly(this.declined);
		});
	}

	@Test
	void monoKeepsContextAndIsSubscribedToOnce() {
		run((payments, reporter) -> {
			AtomicInteger subscriptions = new AtomicInteger();
			Mono<String> mono = payments.mono(TASK, () -> Mono.deferContextual((context) -> {
				subscriptions.incrementAndGet();
				return Mono.just(context.get("user"));
			}));
			StepVerifier.create(mono.contextWrite((context) -> context.put("user", "ann")))
				.expectNext("ann")
				.verifyComplete();
			assertThat(subscriptions).hasValue(1);
			assertThat(reporter.reports()).isEmpty();
		});
	}

	@Test
	void monoWithAResultThatSwfWouldRefuseFails() {
		run((payments, reporter) -> {
			StepVerifier.create(payments.mono(TASK, () -> Mono.just(TOO_LONG)))
				.verifyError(ActivityResultTooLongException.class);
			assertThat(reporter.failures()).hasSize(1).hasOnlyElementsOfType(ActivityResultTooLongException.class);
		});
	}

	@Test
	void subscriptionThatIsCanceledIsNotReported() {
		run((payments, reporter) -> {
			StepVerifier.create(payments.mono(TASK, Mono::never)).thenCancel().verify(Duration.ofSeconds(10));
			assertThat(reporter.reports()).isEmpty();
		});
	}

	@Test
	void fluxKeepsItsDemandAndIsReported() {
		run((payments, reporter) -> {
			AtomicLong demand = new AtomicLong();
			Flux<String> source = Flux.just("one", TOO_LONG).concatWith(Flux.error(this.declined));
			StepVerifier.create(payments.flux(TASK, source.doOnRequest(demand::addAndGet)), 0)
				.thenRequest(2)
				.expectNext("one", TOO_LONG)
				.then(() -> assertThat(demand).hasValue(2))
				.verifyErrorSatisfies((failure) -> assertThat(failure).isSameAs(this.declined));
			assertThat(reporter.failures()).containsExactly(this.declined);
		});
	}

	@Test
	void fluxOfANarrowerTypeIsReturnedAsItIs() {
		run((payments, reporter) -> {
			ConnectableFlux<String> flux = Flux.just("one").publish();
			assertThat(payments.connectable(TASK, flux)).isSameAs(flux);
		});
	}

	@Test
	void singleIsReportedBeforeItsErrorGoesOn() {
		run((payments, reporter) -> {
			Single<String> single = payments.single(TASK, Single.error(this.declined));
			AtomicInteger reportsAtTheError = new AtomicInteger();
			assertThat(reporter.reports()).isEmpty();
			single.doOnError((ex) -> reportsAtTheError.set(reporter.reports().size()))
				.test()
				.assertError(this.declined);
			assertThat(reportsAtTheError).hasValue(1);
			assertThat(reporter.failures()).containsExactly(this.declined);
		});
	}

	@Test
	void singleThatSucceedsIsPassedOn() {
		run((payments, reporter) -> {
			payments.single(TASK, Single.just("receipt")).test().assertResult("receipt");
			assertThat(reporter.reports()).isEmpty();
		});
	}

	@Test
	void singleWithAResultThatSwfWouldRefuseFails() {
		run((payments, reporter) -> {
			payments.single(TASK, Single.just(TOO_LONG)).test().assertError(ActivityResultTooLongException.class);
			assertThat(reporter.failures()).hasSize(1).hasOnlyElementsOfType(ActivityResultTooLongException.class);
		});
	}

	@Test
	void flowableKeepsItsDemandAndIsSubscribedToOnce() {
		run((payments, reporter) -> {
			AtomicLong demand = new AtomicLong();
			AtomicInteger subscriptions = new AtomicInteger();
			Flowable<String> source = Flowable.just("one", "two", "three")
				.doOnRequest(demand::addAndGet)
				.doOnSubscribe((subscription) -> subscriptions.incrementAndGet());
			payments.flowable(TASK, source).test(2).assertValues("one", "two").cancel();
			assertThat(demand).hasValue(2);
			assertThat(subscriptions).hasValue(1);
			assertThat(reporter.reports()).isEmpty();
		});
	}

	@Test
	void flowableIsReported() {
		run((payments, reporter) -> {
			payments.flowable(TASK, Flowable.error(this.declined)).test().assertError(this.declined);
			assertThat(reporter.failures()).containsExactly(this.declined);
		});
	}

	@Test
	void completableIsReported() {
		run((payments, reporter) -> {
			payments.completable(TASK, Completable.error(this.declined)).test().assertError(this.declined);
			assertThat(reporter.failures()).containsExactly(this.declined);
		});
	}

	@Test
	void missingResultIsReturned() {
		run((payments, reporter) -> {
			assertThat((Object) payments.mono(TASK, () -> null)).isNull();
			assertThat(reporter.reports()).isEmpty();
		});
	}

	@Test
	void plainFutureIsWarnedOfAtStartUp(CapturedOutput output) {
		this.runner.run((context) -> assertThat(output.getOut())
			.containsOnlyOnce("'Payments.plain(ActivityTask)' returns a Future, which does not signal its failure")
			.doesNotContain("'Payments.future(ActivityTask, OwnFuture)' returns"));
	}

	private void run(Scenario scenario) {
		ContextConsumer<AssertableApplicationContext> consumer = (context) -> scenario
			.run(context.getBean(Payments.class), context.getBean(RecordingReporter.class));
		this.runner.run(consumer);
	}

	@FunctionalInterface
	interface Scenario {

		void run(Payments payments, RecordingReporter reporter);

	}

	static class OwnFuture extends CompletableFuture<String> {

	}

	static class Payments {

		@ActivityHandler
		OwnFuture future(ActivityTask task, OwnFuture future) {
			return future;
		}

		@ActivityHandler
		OwnFuture bound(OwnFuture future) {
			return future;
		}

		@ActivityHandler
		CompletionStage<String> stage(ActivityTask task, CompletionStage<String> stage) {
			return stage;
		}

		@ActivityHandler
		CompletionStage<String> throwing(ActivityTask task) {
			throw new Declined();
		}

		@ActivityHandler
		Future<List<String>> plain(ActivityTask task) {
			return new CompletableFuture<>();
		}

		@ActivityHandler
		Mono<String> mono(ActivityTask task, Supplier<Mono<String>> mono) {
			return mono.get();
		}

		@ActivityHandler
		Flux<String> flux(ActivityTask task, Flux<String> flux) {
			return flux;
		}

		@ActivityHandler
		ConnectableFlux<String> connectable(ActivityTask task, ConnectableFlux<String> flux) {
			return flux;
		}

		@ActivityHandler
		Single<String> single(ActivityTask task, Single<String> single) {
			return single;
		}

		@ActivityHandler
		Flowable<String> flowable(ActivityTask task, Flowable<String> flowable) {
			return flowable;
		}

		@ActivityHandler
		Completable completable(ActivityTask task, Completable completable) {
			return completable;
		}

	}

}
