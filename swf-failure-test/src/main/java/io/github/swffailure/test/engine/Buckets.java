package io.github.swffailure.test.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The token buckets at work. They are full at first and refill by the clock of the
 * endpoint.
 */
final class Buckets {

	private static final double NANOS_PER_SECOND = 1_000_000_000;

	private final Map<String, Bucket> buckets = new HashMap<>();

	private final Deadlines time;

	Buckets(Quotas quotas, Deadlines time) {
		this.time = time;
		quotas.byName().forEach((name, quota) -> this.buckets.put(name, new Bucket(quota, time.now())));
	}

	/**
	 * Takes a token if there is one.
	 * @return whether the quota allows it
	 */
	boolean allow(String name) {
		Bucket bucket = this.buckets.get(name);
		return bucket == null || bucket.take(this.time.now());
	}

	/**
	 * A bucket and what is in it.
	 */
	private static final class Bucket {

		private final Quotas.Quota quota;

		private double tokens;

		private Instant filled;

		Bucket(Quotas.Quota quota, Instant now) {
			this.quota = quota;
			this.tokens = quota.size();
			this.filled = now;
		}

		boolean take(Instant now) {
			double seconds = Duration.between(this.filled, now).toNanos() / NANOS_PER_SECOND;
			this.tokens = Math.min(this.quota.size(), this.tokens + seconds * this.quota.refillPerSecond());
			this.filled = now;
			if (this.tokens < 1) {
				return false;
			}
			this.tokens--;
			return true;
		}

	}

}
