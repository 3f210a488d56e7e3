package io.github.swffailure.delivery;

import java.time.Duration;

import org.springframework.util.Assert;

/**
 * How undelivered reports are delivered again.
 *
 * @param initialDelay wait after a report was deferred, until its first redelivery; the
 * first run begins at once with the start
 * @param maxDelay longest wait: it doubles up to here while SWF throttles or is out of
 * reach, and denied reports are tried at this pace
 * @param maxAge age at which a report expires
 * @param perSecond most reports delivered again in a second, far below the 200 a second
 * that SWF grants an account
 */
public record RedeliverySettings(Duration initialDelay, Duration maxDelay, Duration maxAge, int perSecond) {

	/** Rate that leaves SWF's quota to the handlers of ten workers. */
	public static final int DEFAULT_PER_SECOND = 20;

	public RedeliverySettings {
		requirePositive("initial-delay", initialDelay);
		requirePositive("max-delay", maxDelay);
		requirePositive("max-age", maxAge);
		Assert.isTrue(maxDelay.compareTo(initialDelay) >= 0, () -> "The max-delay of redelivery, " + maxDelay
				+ ", must not be less than its initial-delay, " + initialDelay);
		Assert.isTrue(perSecond > 0, () -> "Redelivery needs at least 1 report a second but may make " + perSecond);
	}

	/**
	 * Settings with the default rate.
	 * @param initialDelay wait until the first redelivery
	 * @param maxDelay longest wait
	 * @param maxAge age at which a report expires
	 */
	public RedeliverySettings(Duration initialDelay, Duration maxDelay, Duration maxAge) {
		this(initialDelay, maxDelay, maxAge, DEFAULT_PER_SECOND);
	}

	private static void requirePositive(String name, Duration value) {
		Assert.isTrue(!value.isNegative() && !value.isZero(),
				() -> "The " + name + " must be more than zero but is " + value);
	}

}
