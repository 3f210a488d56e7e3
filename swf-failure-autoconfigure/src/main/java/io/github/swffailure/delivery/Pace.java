// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How many reports a second are delivered again: additive increase, multiplicative
 * decrease. Each success adds so much that a second of them adds one a second. A second
 * in which SWF throttles more than half of the calls halves the pace: down to half of
 * what it was at first while SWF takes any, as it then throttles whatever the pace, and
 * down to one a second if it has taken none for {@link #NOTHING_TAKEN}.
 */
final class Pace {

	/** What SWF grants an account, by its documentation. */
	static final int QUOTA = 200;

	static final Duration NOTHING_TAKEN = Duration.ofSeconds(5);

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(100);

	private final LongSupplier nanoTime;

	private final Sleeper sleeper;

	private final int first;

	private double perSecond;

	private long next;

	private long windowEnd;

	private int answers;

	private int throttled;

	private long lastTaken;

	Pace(int perSecond) {
		this(perSecond, System::nanoTime, TimeUnit.NANOSECONDS::sleep);
	}

	Pace(int perSecond, LongSupplier nanoTime, Sleeper sleeper) {
		this.first = Math.min(perSecond, QUOTA);
		this.perSecond = this.first;
		this.nanoTime = nanoTime;
		this.sleeper = sleeper;
		this.next = nanoTime.getAsLong();
		this.windowEnd = this.next + SECOND;
		this.lastTaken = this.next;
	}

	/**
	 * Waits for the next turn.
	 * @param goesOn asked again and again; ends the wait
	 * @return whether that was already due, as calls take longer than the pace allows
	 */
	boolean await(BooleanSupplier goesOn) throws InterruptedException {
		long wait = reserve();
		try {
			for (long left = wait; left > 0 && goesOn.getAsBoolean(); left -= SLICE) {
				this.sleeper.sleep(Math.min(left, SLICE));
			}
		}
		catch (InterruptedException ex) {
			giveBack();
			throw ex;
		}
		return wait <= 0;
	}

	private synchronized long reserve() {
		long now = this.nanoTime.getAsLong();
		long wait = this.next - now;
		this.next = now + Math.max(0, wait) + (long) (SECOND / this.perSecond);
		return wait;
	}

	/** Turns that nobody takes would make the others wait ever longer. */
	private synchronized void giveBack() {
		this.next -= (long) (SECOND / this.perSecond);
	}

	synchronized void faster() {
		this.perSecond = Math.min(QUOTA, this.perSecond + 1 / this.perSecond);
	}

	/**
	 * Learns from an answer, also to a first delivery.
	 * @param wasThrottled whether SWF has throttled any attempt of the call
	 * @param taken whether SWF has taken the report in the end
	 */
	synchronized void answered(boolean wasThrottled, boolean taken) {
		long now = this.nanoTime.getAsLong();
		this.answers++;
		this.throttled += wasThrottled ? 1 : 0;
		this.lastTaken = taken ? now : this.lastTaken;
		if (now - this.windowEnd >= 0) {
			if (2 * this.throttled > this.answers) {
				halve(now - this.lastTaken < NOTHING_TAKEN.toNanos());
			}
			this.answers = 0;
			this.throttled = 0;
			this.windowEnd = now + SECOND;
		}
	}

	private void halve(boolean takesSome) {
		double least = takesSome ? this.first / 2.0 : 1;
		this.perSecond = Math.max(Math.min(this.perSecond, least), this.perSecond / 2);
		this.perSecond = Math.max(1, this.perSecond);
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
