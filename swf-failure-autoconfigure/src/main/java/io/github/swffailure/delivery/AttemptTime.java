// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long an attempt from the journal may take, so that one that gets no answer does not
 * hold up others: a few times as long as SWF has needed recently. If SWF has not accepted
 * anything recently, the time doubles with each deferral of the report.
 */
final class AttemptTime {

	static final Duration LEAST = Duration.ofMillis(500);

	static final Duration RECENTLY = Duration.ofSeconds(10);

	private static final int TIMES = 4;

	private static final int MOST_DOUBLINGS = 10;

	private final Duration most;

	private final LongSupplier nanoTime;

	private long slowest;

	private long lastAccepted;

	/**
	 * Starts as if SWF had not accepted anything recently.
	 * @param most maximum time of any attempt
	 */
	AttemptTime(Duration most, LongSupplier nanoTime) {
		this.most = most;
		this.nanoTime = nanoTime;
		this.lastAccepted = nanoTime.getAsLong() - RECENTLY.toNanos();
	}

	/** SWF has accepted a report. A slow answer counts less with each faster one. */
	synchronized void accepted(Duration duration) {
		this.slowest = Math.max(duration.toNanos(), this.slowest - this.slowest / 8);
		this.lastAccepted = this.nanoTime.getAsLong();
	}

	synchronized Duration limit(int deferrals) {
		boolean recently = this.nanoTime.getAsLong() - this.lastAccepted < RECENTLY.toNanos();
		Duration limit = recently ? Duration.ofNanos(TIMES * this.slowest)
				: LEAST.multipliedBy(2L << Math.min(deferrals, MOST_DOUBLINGS));
		Duration atLeast = (limit.compareTo(LEAST) < 0) ? LEAST : limit;
		return (atLeast.compareTo(this.most) < 0) ? atLeast : this.most;
	}

}
