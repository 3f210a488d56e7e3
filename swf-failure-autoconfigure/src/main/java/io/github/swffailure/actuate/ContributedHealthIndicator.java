package io.github.swffailure.actuate;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Tells the health with the types of Spring Boot 4, which has moved them.
 */
public final class ContributedHealthIndicator implements HealthIndicator {

	private final FailureHealth health;

	/**
	 * Creates the indicator.
	 * @param health what to tell
	 */
	public ContributedHealthIndicator(FailureHealth health) {
		this.health = health;
	}

	@Override
	public Health health() {
		FailureHealth.State state = this.health.state();
		return Health.status(state.status()).withDetails(state.details()).build();
	}

}
