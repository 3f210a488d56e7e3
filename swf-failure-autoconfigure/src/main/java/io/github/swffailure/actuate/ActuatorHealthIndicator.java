package io.github.swffailure.actuate;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * Tells the health with the types of Spring Boot 3.
 */
public final class ActuatorHealthIndicator implements HealthIndicator {

	private final FailureHealth health;

	/**
	 * Creates the indicator.
	 * @param health what to tell
	 */
	public ActuatorHealthIndicator(FailureHealth health) {
		this.health = health;
	}

	@Override
	public Health health() {
		FailureHealth.State state = this.health.state();
		return Health.status(state.status()).withDetails(state.details()).build();
	}

}
