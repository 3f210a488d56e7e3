// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that stands still until a test moves it. Due timeouts and timers fire before
 * the endpoint answers the next call, or within a few milliseconds if a poll waits for
 * them. Safe for use by many threads.
 */
public final class SettableClock extends Clock {

	private final AtomicLong now;

	private final ZoneId zone;

	/**
	 * Creates a clock that shows the current time, in UTC.
	 */
	public SettableClock() {
		this(Instant.now());
	}

	/**
	 * Creates a clock in UTC.
	 * @param now what it shows, to the millisecond
	 */
	public SettableClock(Instant now) {
		this(new AtomicLong(now.toEpochMilli()), ZoneOffset.UTC);
	}

	private SettableClock(AtomicLong now, ZoneId zone) {
		this.now = now;
		this.zone = zone;
	}

	/**
	 * Moves the clock on.
	 * @param duration by how much
	 * @throws IllegalArgumentException if it is negative: {@link #set(Instant)} sets a
	 * clock back
	 */
	public void advance(Duration duration) {
		if (duration.isNegative()) {
			throw new IllegalArgumentException("A clock cannot be advanced by '" + duration + "': give a time to come");
		}
		this.now.addAndGet(duration.toMillis());
	}

	/**
	 * Sets the clock, even back, like a server clock that is corrected. Events keep their
	 * order: time in a history stands still until the clock has caught up.
	 * @param time what it shows, to the millisecond
	 */
	public void set(Instant time) {
		this.now.set(time.toEpochMilli());
	}

	@Override
	public Instant instant() {
		return Instant.ofEpochMilli(this.now.get());
	}

	@Override
	public ZoneId getZone() {
		return this.zone;
	}

	@Override
	public Clock withZone(ZoneId other) {
		return new SettableClock(this.now, other);
	}

}
