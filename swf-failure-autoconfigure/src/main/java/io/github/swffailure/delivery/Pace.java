// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Limits the reports redelivered per second, by additive increase and multiplicative
 * decrease. A second of successes raises the rate by one per second. A second in which
 * SWF throttles more than half of the calls halves it: not below half of the initial rate
 * while SWF accepts any report, because a lower rate would not help then, and not below
 * one per second if SWF has accepted none for {@link #NOTHING_ACCEPTED}.
 */
final class Pace {

	/** Calls per second that SWF allows an account, from its documentation. */
	static final int QUOTA = 200;

	static final Duration NOTHING_ACCEPTED = Duration.ofSeconds(5);

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

	private long lastAccepted;

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
		this.lastAccepted = this.next;
	}

	/**
	 * Waits for the next turn.
	 * @param goesOn checked every 100 ms; {@code false} ends the wait
	 * @return whether there was no wait, because calls are slower than the rate allows
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

	/** Unused turns would make the other threads wait ever longer. */
	private synchronized void giveBack() {
		this.next -= (long) (SECOND / this.perSecond);
	}

	synchronized void faster() {
		this.perSecond = Math.min(QUOTA, this.perSecond + 1 / this.perSecond);
	}

	/**
	 * Counts an answer, also to a first delivery.
	 * @param wasThrottled whether SWF has throttled any attempt of the call
	 * @param accepted whether the answer was final
	 */
	synchronized void answered(boolean wasThrottled, boolean accepted) {
		long now = this.nanoTime.getAsLong();
		this.answers++;
		this.throttled += wasThrottled ? 1 : 0;
		this.lastAccepted = accepted ? now : this.lastAccepted;
		if (now - this.windowEnd >= 0) {
			if (2 * this.throttled > this.answers) {
				halve(now - this.lastAccepted < NOTHING_ACCEPTED.toNanos());
			}
			this.answers = 0;
			this.throttled = 0;
			this.windowEnd = now + SECOND;
		}
	}

	private void halve(boolean acceptsSome) {
		double least = acceptsSome ? this.first / 2.0 : 1;
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
