package io.github.swffailure.delivery;

import java.util.concurrent.TimeUnit;

/**
 * Lets one thread through at an even pace.
 */
final class RateLimit {

	private final long interval;

	private long next = System.nanoTime();

	RateLimit(int perSecond) {
		this.interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
	}

	/**
	 * Waits until the next one may pass.
	 * @return {@code false} if the thread was interrupted meanwhile
	 */
	boolean acquire() {
		long wait = this.next - System.nanoTime();
		this.next = Math.max(this.next, System.nanoTime()) + this.interval;
		try {
			TimeUnit.NANOSECONDS.sleep(wait);
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
