package io.github.swffailure.delivery;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How many reports a second are delivered again: additive increase, multiplicative
 * decrease. Each success adds so much that a second of them adds one a second; when SWF
 * throttles, the pace is halved, once a second at most, down to one a second.
 */
final class Pace {

	/** What SWF grants an account, by its documentation. */
	static final int QUOTA = 200;

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(100);

	private final LongSupplier nanoTime;

	private final Sleeper sleeper;

	private double perSecond;

	private long next;

	private long mayHalveAt;

	Pace(int perSecond) {
		this(perSecond, System::nanoTime, TimeUnit.NANOSECONDS::sleep);
	}

	Pace(int perSecond, LongSupplier nanoTime, Sleeper sleeper) {
		this.perSecond = Math.min(perSecond, QUOTA);
		this.nanoTime = nanoTime;
		this.sleeper = sleeper;
		this.next = nanoTime.getAsLong();
		this.mayHalveAt = this.next;
	}

	/**
	 * Waits for the next turn.
	 * @param goesOn asked again and again; ends the wait
	 * @return whether that was already due, as calls take longer than the pace allows
	 */
	boolean await(BooleanSupplier goesOn) throws InterruptedException {
		long wait = reserve();
		for (long left = wait; left > 0 && goesOn.getAsBoolean(); left -= SLICE) {
			this.sleeper.sleep(Math.min(left, SLICE));
		}
		return wait <= 0;
	}

	private synchronized long reserve() {
		long now = this.nanoTime.getAsLong();
		long wait = this.next - now;
		this.next = now + Math.max(0, wait) + (long) (SECOND / this.perSecond);
		return wait;
	}

	synchronized void faster() {
		this.perSecond = Math.min(QUOTA, this.perSecond + 1 / this.perSecond);
	}

	synchronized void throttled() {
		long now = this.nanoTime.getAsLong();
		if (now - this.mayHalveAt >= 0) {
			this.perSecond = Math.max(1, this.perSecond / 2);
			this.mayHalveAt = now + SECOND;
		}
	}

	synchronized double perSecond() {
		return this.perSecond;
	}

	/** Sleeps for some nanoseconds. */
	@FunctionalInterface
	interface Sleeper {

		void sleep(long nanos) throws InterruptedException;

	}

}
