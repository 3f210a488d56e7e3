// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import io.github.swffailure.ActivityExecutionListener;
import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.TaskToken;
import io.github.swffailure.aspect.Handlers.Declined;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Handlers that run for as long as somebody is subscribed to their results.
 */
class SubscribedResultsTests {

	private final Sinks.Many<Object> sink = Sinks.many().unicast().onBackpressureBuffer();

	private final AtomicBoolean canceled = new AtomicBoolean();

	private final List<String> events = new ArrayList<>();

	@ParameterizedTest
	@MethodSource("types")
	void handlerRunsUntilItsResultCompletes(Class<?> type) {
		run(type, (followed, handlers) -> {
			int values = (type == Completable.class) ? 0 : 1;
			StepVerifier.create(followed).then(() -> {
				assertThat(handlers.runningHandlers()).isOne();
				this.sink.tryEmitNext("receipt");
				this.sink.tryEmitComplete();
			}).expectNextCount(values).verifyComplete();
			assertThat(handlers.runningHandlers()).isZero();
			assertThat(this.events).containsExactly("returns", "ends null");
		});
	}

	@ParameterizedTest
	@MethodSource("types")
	void handlerWhoseResultIsNoLongerWantedEnds(Class<?> type) {
		run(type, (followed, handlers) -> {
			StepVerifier.create(followed)
				.then(() -> assertThat(handlers.runningHandlers()).isOne())
				.thenCancel()
				.verify();
			assertThat(this.canceled).isTrue();
			assertThat(handlers.runningHandlers()).isZero();
			assertThat(this.events).containsExactly("returns", "ends null");
		});
	}

	@ParameterizedTest
	@MethodSource("types")
	void handlerEndsBeforeItsSubscriberHearsOfTheError(Class<?> type) {
		run(type, (followed, handlers) -> {
			StepVerifier.create(Flux.from(followed).doOnError((ex) -> this.events.add("error")))
				.then(() -> this.sink.tryEmitError(new Declined()))
				.verifyError(Declined.class);
			assertThat(handlers.runningHandlers()).isZero();
			assertThat(this.events).containsExactly("returns", "ends Declined", "error");
		});
	}

	static Stream<Class<?>> types() {
		return Stream.of(Mono.class, Flux.class, Publisher.class, Flow.Publisher.class, Single.class, Maybe.class,
				Flowable.class, Observable.class, Completable.class);
	}

	private void run(Class<?> type, BiConsumer<Flux<Object>, ActivityHandlerPostProcessor> test) {
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(type);
		assertThat(adapter).isNotNull();
		Object result = adapter.fromPublisher(this.sink.asFlux().doOnCancel(() -> this.canceled.set(true)));
		Handlers.running(Payments.class)
			.withBean(ActivityExecutionListener.class, () -> new Recording(this.events))
			.run((context) -> {
				Object followed = context.getBean(Payments.class).charge("token", result);
				assertThat(followed).isInstanceOf(type).isNotSameAs(result);
				test.accept(Flux.from(adapter.toPublisher(followed)),
						context.getBean(ActivityHandlerPostProcessor.class));
			});
	}

	record Recording(List<String> events) implements ActivityExecutionListener {

		@Override
		public Execution onStart(ActivityTask task) {
			return new Execution() {

				@Override
				public void onReturn() {
					Recording.this.events.add("returns");
				}

				@Override
				public void onEnd(@Nullable Throwable failure) {
					Recording.this.events
						.add("ends " + ((failure != null) ? failure.getClass().getSimpleName() : "null"));
				}

			};
		}

	}

	static class Payments {

		@ActivityHandler
		Object charge(@TaskToken String token, Object result) {
			return result;
		}

	}

}
