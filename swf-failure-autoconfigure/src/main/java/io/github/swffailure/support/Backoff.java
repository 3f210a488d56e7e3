// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.support;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Waits that double from the first to the longest, each reduced by up to a half at
 * random, so that workers that were throttled together do not retry together.
 */
public final class Backoff {

	private static final int MOST_DOUBLINGS = 30;

	private final Duration first;

	private final Duration longest;

	private int waited;

	/**
	 * Creates the waits.
	 * @param first the first
	 * @param longest the longest
	 */
	public Backoff(Duration first, Duration longest) {
		this.first = first;
		this.longest = longest;
	}

	/**
	 * Creates waits of milliseconds.
	 * @param first the first
	 * @param longest the longest
	 * @return the waits
	 */
	public static Backoff ofMillis(long first, long longest) {
		return new Backoff(Duration.ofMillis(first), Duration.ofMillis(longest));
	}

	/** Starts again with the first wait. */
	public void reset() {
		this.waited = 0;
	}

	/**
	 * The next wait.
	 * @return its length
	 */
	public Duration next() {
		return after(this.waited++);
	}

	/**
	 * The wait after a number of failures; independent of {@link #next}.
	 * @param failures the number of failures before the last one
	 * @return its length
	 */
	public Duration after(int failures) {
		Duration wait = this.first.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
		return jittered((wait.compareTo(this.longest) < 0) ? wait : this.longest);
	}

	/**
	 * The longest wait.
	 * @return its length, with jitter
	 */
	public Duration longest() {
		return jittered(this.longest);
	}

	private static Duration jittered(Duration wait) {
		long nanos = wait.toNanos();
		// current() must be called here: on other threads, a kept instance is unseeded
		// and has the same numbers in every process
		return Duration.ofNanos(nanos - ThreadLocalRandom.current().nextLong(nanos / 2 + 1));
	}

	/**
	 * A loop with these waits and a timeout from now.
	 * @param timeout the timeout
	 * @return the loop
	 */
	public Loop until(Duration timeout) {
		return new Loop(this, System.nanoTime() + timeout.toNanos());
	}

	/**
	 * The waits of a loop with a deadline.
	 *
	 * @param backoff the waits
	 * @param deadline the {@link System#nanoTime()} at which the loop ends
	 */
	public record Loop(Backoff backoff, long deadline) {

		/**
		 * The time until the deadline.
		 * @return the time, negative after the deadline
		 */
		public Duration timeLeft() {
			return Duration.ofNanos(this.deadline - System.nanoTime());
		}

		/**
		 * Whether there is time left.
		 * @return {@code false} after the deadline
		 */
		public boolean hasTime() {
			return this.deadline - System.nanoTime() > 0;
		}

		/**
		 * Makes the next wait.
		 * @return {@code false} if the time is up, or if the thread was interrupted,
		 * which stays so
		 */
		public boolean pause() {
			try {
				long left = Math.max(0, this.deadline - System.nanoTime());
				TimeUnit.NANOSECONDS.sleep(Math.min(left, this.backoff.next().toNanos()));
				return hasTime();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return false;
			}
		}

	}

}
