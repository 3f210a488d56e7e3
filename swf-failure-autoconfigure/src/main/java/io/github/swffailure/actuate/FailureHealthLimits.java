package io.github.swffailure.actuate;

import java.time.Duration;

import org.springframework.util.Assert;

/**
 * What makes the health component {@code swfFailure} unhealthy.
 *
 * @param maxAge longest time a report may be undelivered
 * @param status status when unhealthy, {@code DOWN} or {@code OUT_OF_SERVICE}
 */
public record FailureHealthLimits(Duration maxAge, String status) {

	public FailureHealthLimits {
		Assert.isTrue(maxAge.compareTo(Duration.ZERO) > 0,
				() -> "The most age of an undelivered report must be positive but is '" + maxAge + "'");
		Assert.isTrue(status.equals("DOWN") || status.equals("OUT_OF_SERVICE"),
				() -> "The status of an unhealthy worker must be DOWN or OUT_OF_SERVICE but is '" + status + "'");
	}

}
