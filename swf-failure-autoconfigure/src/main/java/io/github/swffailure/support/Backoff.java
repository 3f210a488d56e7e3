// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.support;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Waits that double from the first to the longest, each shortened by up to a half at
 * random, so that workers that were throttled together do not come back together.
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

	/** Begins with the first again. */
	public void reset() {
		this.waited = 0;
	}

	/**
	 * The next wait.
	 * @return how long it is
	 */
	public Duration next() {
		return after(this.waited++);
	}

	/**
	 * The wait after so many failures, whatever was waited before.
	 * @param failures the number of failures before the last, from 0
	 * @return how long it is
	 */
	public Duration after(int failures) {
		Duration wait = this.first.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
		return jittered((wait.compareTo(this.longest) < 0) ? wait : this.longest);
	}

	/**
	 * The longest wait.
	 * @return how long it is this time
	 */
	public Duration longest() {
		return jittered(this.longest);
	}

	private static Duration jittered(Duration wait) {
		long nanos = wait.toNanos();
		// One kept in a field has the same numbers in every process, on other threads
		return Duration.ofNanos(nanos - ThreadLocalRandom.current().nextLong(nanos / 2 + 1));
	}

	/**
	 * A loop that makes these waits, for a given time from now.
	 * @param timeout the time
	 * @return the loop
	 */
	public Loop until(Duration timeout) {
		return new Loop(this, System.nanoTime() + timeout.toNanos());
	}

	/**
	 * The waits of a loop with a deadline.
	 *
	 * @param backoff how long each is
	 * @param deadline the {@link System#nanoTime()} at which the loop ends
	 */
	public record Loop(Backoff backoff, long deadline) {

		/**
		 * What is left until the deadline.
		 * @return the time, negative if it is over
		 */
		public Duration timeLeft() {
			return Duration.ofNanos(this.deadline - System.nanoTime());
		}

		/**
		 * Whether the deadline is yet to come.
		 * @return whether there is time left
		 */
		public boolean hasTime() {
			return this.deadline - System.nanoTime() > 0;
		}

		/**
		 * Waits for the next turn.
		 * @return whether there is one: {@code false} if the time is up or the thread was
		 * interrupted, whose flag is then set
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
