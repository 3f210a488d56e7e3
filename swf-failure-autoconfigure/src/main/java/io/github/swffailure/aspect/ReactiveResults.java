package io.github.swffailure.aspect;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.ReactiveAdapter;
import org.springframework.util.ClassUtils;

/**
 * Follows reactive results. Loaded only when there is one, as it needs Reactive Streams.
 */
final class ReactiveResults {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Flux",
			ReactiveResults.class.getClassLoader());

	private ReactiveResults() {
	}

	/**
	 * A result that reports its error before it passes it on.
	 * @return the result to hand out, of the adapter's type
	 */
	static Object follow(ReactiveAdapter adapter, Object result, ResultSignals signals) {
		if (REACTOR && Reactor.isOne(result)) {
			return Reactor.follow(result, signals);
		}
		Publisher<Object> source = adapter.toPublisher(result);
		boolean single = !adapter.isMultiValue();
		return adapter
			.fromPublisher((subscriber) -> source.subscribe(new FollowingSubscriber(subscriber, signals, single)));
	}

	/** Reactor's own operators, which keep its context. */
	private static final class Reactor {

		static boolean isOne(Object result) {
			return result instanceof Mono || result instanceof Flux;
		}

		static Object follow(Object result, ResultSignals signals) {
			if (result instanceof Mono<?> mono) {
				return mono.doOnNext(signals::onValue)
					.doOnError(signals::onError)
					.doFinally((signal) -> signals.onEnd());
			}
			return ((Flux<?>) result).doOnError(signals::onError).doFinally((signal) -> signals.onEnd());
		}

	}

}
