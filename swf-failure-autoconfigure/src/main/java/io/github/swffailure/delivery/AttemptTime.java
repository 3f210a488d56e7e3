// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long an attempt from the journal may take, so that one that meets no answer does
 * not hold up others: a few times as long as SWF has needed lately, or, if it has taken
 * nothing lately, twice as long with each deferral of the report.
 */
final class AttemptTime {

	static final Duration LEAST = Duration.ofMillis(500);

	static final Duration LATELY = Duration.ofSeconds(10);

	private static final int TIMES = 4;

	private static final int MOST_DOUBLINGS = 10;

	private final Duration most;

	private final LongSupplier nanoTime;

	private long slowest;

	private long lastTaken;

	/**
	 * Creates it as if SWF had taken nothing lately.
	 * @param most maximum time of any attempt
	 */
	AttemptTime(Duration most, LongSupplier nanoTime) {
		this.most = most;
		this.nanoTime = nanoTime;
		this.lastTaken = nanoTime.getAsLong() - LATELY.toNanos();
	}

	/** SWF has taken a report. A slow answer is forgotten after some faster ones. */
	synchronized void taken(Duration duration) {
		this.slowest = Math.max(duration.toNanos(), this.slowest - this.slowest / 8);
		this.lastTaken = this.nanoTime.getAsLong();
	}

	synchronized Duration limit(int deferrals) {
		boolean lately = this.nanoTime.getAsLong() - this.lastTaken < LATELY.toNanos();
		Duration limit = lately ? Duration.ofNanos(TIMES * this.slowest)
				: LEAST.multipliedBy(2L << Math.min(deferrals, MOST_DOUBLINGS));
		Duration atLeast = (limit.compareTo(LEAST) < 0) ? LEAST : limit;
		return (atLeast.compareTo(this.most) < 0) ? atLeast : this.most;
	}

}
