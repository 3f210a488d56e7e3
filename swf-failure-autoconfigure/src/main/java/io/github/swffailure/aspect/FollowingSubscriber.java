package io.github.swffailure.aspect;

import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Passes every signal on, errors after they are reported. Demand is the subscriber's own.
 */
final class FollowingSubscriber implements Subscriber<Object>, Subscription {

	private final Subscriber<? super Object> subscriber;

	private final ResultSignals signals;

	private final boolean single;

	private volatile Subscription upstream = new Unsubscribed();

	private volatile boolean done;

	FollowingSubscriber(Subscriber<? super Object> subscriber, ResultSignals signals, boolean single) {
		this.subscriber = subscriber;
		this.signals = signals;
		this.single = single;
	}

	@Override
	public void onSubscribe(Subscription subscription) {
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
			this.subscriber.onError(failure);
		}
	}

	@Override
	public void onComplete() {
		if (!this.done) {
			this.done = true;
			this.signals.onEnd();
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
