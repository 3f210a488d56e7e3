package io.github.swffailure.delivery;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Spares handler threads the wait for an SWF that throttles or is out of reach: after
 * such an answer, first deliveries go straight to the journal. Each {@link #PAUSE} lets
 * one through to see; a final answer to anyone releases the brake. So a storm costs one
 * thread one attempt timeout a pause, not each thread each time.
 */
final class Brake {

	static final Duration PAUSE = Duration.ofSeconds(1);

	private static final long RELEASED = Long.MIN_VALUE;

	private final LongSupplier nanoTime;

	private final AtomicLong nextProbe = new AtomicLong(RELEASED);

	Brake(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	boolean isOn() {
		long probe = this.nextProbe.get();
		if (probe == RELEASED) {
			return false;
		}
		long now = this.nanoTime.getAsLong();
		return now - probe < 0 || !this.nextProbe.compareAndSet(probe, now + PAUSE.toNanos());
	}

	void after(SwfAnswer answer) {
		if (answer.tellsOfTrouble()) {
			this.nextProbe.set(this.nanoTime.getAsLong() + PAUSE.toNanos());
		}
		else if (answer.outcome().isFinal()) {
			this.nextProbe.set(RELEASED);
		}
	}

}
