// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.ClassUtils;

/**
 * Follows reactive results of all libraries that Spring supports. Loaded only if a result
 * is reactive; Reactor may not be on the class path.
 */
final class ReactiveResults {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Flux",
			ReactiveResults.class.getClassLoader());

	private static final ClassValue<ReactiveAdapter> ADAPTERS = new ClassValue<>() {

		@Override
		protected ReactiveAdapter computeValue(Class<?> type) {
			return adapterOf(type);
		}

	};

	private ReactiveResults() {
	}

	/** Whether a followed result of Reactor is an instance of the type. */
	static boolean isOfReactor(Class<?> type) {
		return REACTOR && (type.isAssignableFrom(Mono.class) || type.isAssignableFrom(Flux.class));
	}

	/**
	 * Wraps a result so that an error is reported before it is passed on.
	 * @return the wrapped result, or the original one if the wrapped one would not be of
	 * the declared type
	 */
	static Object follow(Object result, ResultSignals signals) {
		Object followed = (REACTOR && Reactor.isOne(result)) ? Reactor.follow(result, signals) : adapt(result, signals);
		return HandlerResults.declared(followed, result, signals);
	}

	private static Object adapt(Object result, ResultSignals signals) {
		ReactiveAdapter adapter = ADAPTERS.get(result.getClass());
		Publisher<Object> source = adapter.toPublisher(result);
		boolean single = !adapter.isMultiValue();
		return adapter
			.fromPublisher((subscriber) -> source.subscribe(new FollowingSubscriber(subscriber, signals, single)));
	}

	/**
	 * The adapter of the most specific type: RxJava's Flowable is also a Publisher, but
	 * must become a Flowable again.
	 */
	private static ReactiveAdapter adapterOf(Class<?> type) {
		ReactiveAdapterRegistry registry = ReactiveAdapterRegistry.getSharedInstance();
		Stream<Class<?>> superclasses = Stream.iterate(type, Objects::nonNull, Class::getSuperclass);
		return Stream.concat(superclasses, Stream.of(ClassUtils.getAllInterfacesForClass(type)))
			.filter((next) -> isReactive(next, registry))
			.findFirst()
			.map(registry::getAdapter)
			.orElseGet(() -> Objects.requireNonNull(registry.getAdapter(type)));
	}

	private static boolean isReactive(Class<?> type, ReactiveAdapterRegistry registry) {
		ReactiveAdapter adapter = registry.getAdapter(type);
		return adapter != null && adapter.getReactiveType() == type;
	}

	/** Uses Reactor's operators, which keep its context. */
	private static final class Reactor {

		static boolean isOne(Object result) {
			return result instanceof Mono || result instanceof Flux;
		}

		static Object follow(Object result, ResultSignals signals) {
			if (result instanceof Mono<?> mono) {
				AtomicBoolean later = new AtomicBoolean();
				return mono.doOnSubscribe((subscription) -> signals.onStart())
					.doOnNext((value) -> later.set(signals.onValue(value)))
					.doOnError(signals::onError)
					.doOnCancel(signals::onCancel)
					.doFinally((signal) -> stop(signals, later.get()));
			}
			return ((Flux<?>) result).doOnSubscribe((subscription) -> signals.onStart())
				.doOnError(signals::onError)
				.doFinally((signal) -> stop(signals, false));
		}

		private static void stop(ResultSignals signals, boolean later) {
			if (!later) {
				signals.onEnd();
			}
			signals.onStop();
		}

	}

	/**
	 * Passes on every signal, errors after their report, and the demand of the
	 * subscriber.
	 */
	private static final class FollowingSubscriber implements Subscriber<Object>, Subscription {

		private final Subscriber<? super Object> subscriber;

		private final ResultSignals signals;

		private final boolean single;

		private volatile Subscription upstream = new Unsubscribed();

		private volatile boolean done;

		private final AtomicBoolean stopped = new AtomicBoolean();

		FollowingSubscriber(Subscriber<? super Object> subscriber, ResultSignals signals, boolean single) {
			this.subscriber = subscriber;
			this.signals = signals;
			this.single = single;
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.signals.onStart();
			this.upstream = subscription;
			this.subscriber.onSubscribe(this);
		}

		@Override
		public void onNext(Object value) {
			if (this.done) {
				return;
			}
			RuntimeException refusal = this.single ? this.signals.refusal(value) : null;
			if (refusal == null) {
				this.subscriber.onNext(value);
				return;
			}
			this.upstream.cancel();
			onError(refusal);
		}

		@Override
		public void onError(Throwable failure) {
			if (!this.done) {
				this.done = true;
				this.signals.onError(failure);
				stop();
				this.subscriber.onError(failure);
			}
		}

		@Override
		public void onComplete() {
			if (!this.done) {
				this.done = true;
				this.signals.onEnd();
				stop();
				this.subscriber.onComplete();
			}
		}

		@Override
		public void request(long count) {
			this.upstream.request(count);
		}

		@Override
		public void cancel() {
			this.upstream.cancel();
			this.signals.onEnd();
			stop();
		}

		private void stop() {
			if (this.stopped.compareAndSet(false, true)) {
				this.signals.onStop();
			}
		}

		private record Unsubscribed() implements Subscription {

			@Override
			public void request(long count) {
			}

			@Override
			public void cancel() {
			}

		}

	}

}
