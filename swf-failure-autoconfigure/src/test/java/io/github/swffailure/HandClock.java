// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that a test moves by hand.
 */
public final class HandClock extends Clock {

	private volatile Instant now;

	public HandClock(Instant now) {
		this.now = now;
	}

	public void move(Duration duration) {
		this.now = this.now.plus(duration);
	}

	@Override
	public Instant instant() {
		return this.now;
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		throw new UnsupportedOperationException("A HandClock has no other zone than UTC");
	}

}
