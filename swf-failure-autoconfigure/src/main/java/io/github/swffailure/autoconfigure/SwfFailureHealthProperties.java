package io.github.swffailure.autoconfigure;

import java.time.Duration;

import io.github.swffailure.actuate.FailureHealthLimits;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When the health component 'swfFailure' is unhealthy.
 *
 * @param maxAge longest time a report may be undelivered
 * @param status status when unhealthy
 */
@ConfigurationProperties("swf.failure.health")
record SwfFailureHealthProperties(@DefaultValue("15m") Duration maxAge, @DefaultValue("down") Unhealthy status) {

	FailureHealthLimits toLimits() {
		return new FailureHealthLimits(this.maxAge, this.status.name());
	}

	enum Unhealthy {

		DOWN, OUT_OF_SERVICE

	}

}
