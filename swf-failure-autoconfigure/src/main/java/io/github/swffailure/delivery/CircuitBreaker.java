package io.github.swffailure.delivery;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import io.github.swffailure.Delivery;
import io.github.swffailure.ReportOutcome;

/**
 * Spares handler threads the wait for an SWF that throttles or is out of reach: it opens
 * with such an answer, and first deliveries then go straight to the journal. Each
 * {@link #PAUSE} lets one through to see; a final answer to anyone closes it. So a storm
 * costs one thread one attempt timeout a pause, not each thread each time.
 */
final class CircuitBreaker {

	static final Duration PAUSE = Duration.ofSeconds(1);

	private static final long CLOSED = Long.MIN_VALUE;

	private final LongSupplier nanoTime;

	private final AtomicLong nextProbe = new AtomicLong(CLOSED);

	CircuitBreaker(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	/**
	 * Asks for a call.
	 * @return whether SWF may be called: always while closed, once a pause while open
	 */
	boolean permitsCall() {
		long probe = this.nextProbe.get();
		if (probe == CLOSED) {
			return true;
		}
		long now = this.nanoTime.getAsLong();
		return now - probe >= 0 && this.nextProbe.compareAndSet(probe, now + PAUSE.toNanos());
	}

	void after(SwfAnswer answer) {
		if (answer.showsTrouble()) {
			this.nextProbe.set(this.nanoTime.getAsLong() + PAUSE.toNanos());
		}
		else if (answer.outcome().isFinal()) {
			this.nextProbe.set(CLOSED);
		}
	}

	/**
	 * A report was not sent at once, so as not to hold up its handler: SWF was throttling
	 * or out of reach a moment ago.
	 */
	static final class HeldBackException extends RuntimeException {

		private HeldBackException() {
			super("SWF throttled or was out of reach a moment ago: the report waits for its redelivery", null, false,
					false);
		}

		static Delivery delivery() {
			return new Delivery(ReportOutcome.DEFERRED, false, Duration.ZERO, new HeldBackException());
		}

	}

}
