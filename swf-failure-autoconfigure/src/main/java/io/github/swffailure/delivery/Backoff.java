package io.github.swffailure.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits that double from the first to the longest, each shortened by up to a half at
 * random, so that workers that were throttled together do not come back together.
 */
final class Backoff {

	private static final int MOST_DOUBLINGS = 30;

	private final Duration first;

	private final Duration longest;

	private final RandomGenerator random;

	private int doublings;

	Backoff(Duration first, Duration longest, RandomGenerator random) {
		this.first = first;
		this.longest = longest;
		this.random = random;
	}

	void reset() {
		this.doublings = 0;
	}

	Duration next() {
		Duration wait = this.first.multipliedBy(1L << this.doublings);
		if (wait.compareTo(this.longest) < 0 && this.doublings < MOST_DOUBLINGS) {
			this.doublings++;
		}
		return jittered((wait.compareTo(this.longest) < 0) ? wait : this.longest);
	}

	Duration longest() {
		return jittered(this.longest);
	}

	private Duration jittered(Duration wait) {
		long nanos = wait.toNanos();
		return Duration.ofNanos(nanos - this.random.nextLong(nanos / 2 + 1));
	}

}
