package io.github.swffailure.delivery;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lets one thread through at an even pace.
 */
final class RateLimit {

	private final long interval;

	private final LongSupplier nanoTime;

	private final Sleeper sleeper;

	private long next;

	RateLimit(int perSecond) {
		this(perSecond, System::nanoTime, TimeUnit.NANOSECONDS::sleep);
	}

	RateLimit(int perSecond, LongSupplier nanoTime, Sleeper sleeper) {
		this.interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
		this.nanoTime = nanoTime;
		this.sleeper = sleeper;
		this.next = nanoTime.getAsLong();
	}

	/**
	 * Waits until the next one may pass.
	 * @return {@code false} if the thread was interrupted meanwhile
	 */
	boolean acquire() {
		long now = this.nanoTime.getAsLong();
		long wait = this.next - now;
		this.next = now + Math.max(0, wait) + this.interval;
		try {
			this.sleeper.sleep(wait);
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/** Sleeps for some nanoseconds; not at all for less than one. */
	@FunctionalInterface
	interface Sleeper {

		void sleep(long nanos) throws InterruptedException;

	}

}
