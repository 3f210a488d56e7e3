// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.github.swffailure.FailureJournal;
import org.jspecify.annotations.Nullable;

/**
 * Whether failures reach SWF. {@code UP} unless
 * <ul>
 * <li>SWF denies this worker the permission to report, and a report waits,
 * <li>the client cannot be created or used,
 * <li>no thread for redelivery can be started,
 * <li>the oldest undelivered report is older than allowed, or
 * <li>the journal cannot keep reports as it should.
 * </ul>
 * Reports that are left alone because they belong elsewhere are shown, but do not make
 * the worker unhealthy, because a restart would not deliver them. There is a nested
 * indicator for each version of Spring Boot's health types, which is loaded only on that
 * version.
 */
public final class FailureHealth implements Supplier<FailureHealth.State> {

	private final FailureJournal journal;

	private final UndeliveredReports undelivered;

	private final Duration maxAge;

	private final String unhealthy;

	private final Map<String, Supplier<@Nullable String>> problems;

	/**
	 * Creates the check.
	 * @param undelivered the undelivered reports, and whether SWF denies them
	 * @param maxAge maximum time that a report may be undelivered
	 * @param unhealthy status when unhealthy, {@code DOWN} or {@code OUT_OF_SERVICE}
	 * @param problems supply the problems of other parts, by the name of the part;
	 * {@code null} if there is none
	 */
	public FailureHealth(UndeliveredReports undelivered, Duration maxAge, String unhealthy,
			Map<String, Supplier<@Nullable String>> problems) {
		this.journal = undelivered.journal();
		this.undelivered = undelivered;
		this.maxAge = maxAge;
		this.unhealthy = unhealthy;
		this.problems = problems;
	}

	@Override
	public State get() {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("undelivered", this.journal.size());
		boolean healthy = isYoung(details);
		if (this.undelivered.denied()) {
			details.put("denied", "SWF denies swf:RespondActivityTaskFailed to this worker: grant it");
			healthy = false;
		}
		for (Map.Entry<String, Supplier<@Nullable String>> part : this.problems.entrySet()) {
			healthy &= isWell(details, part.getKey(), part.getValue().get());
		}
		healthy &= isWell(details, "journal", this.journal.problem());
		if (!this.journal.leftAlone().isEmpty()) {
			details.put("leftAlone", this.journal.leftAlone());
		}
		return new State(healthy ? "UP" : this.unhealthy, details);
	}

	private static boolean isWell(Map<String, Object> details, String part, @Nullable String problem) {
		if (problem != null) {
			details.put(part, problem);
		}
		return problem == null;
	}

	private boolean isYoung(Map<String, Object> details) {
		Instant oldest = this.journal.oldest();
		if (oldest == null) {
			return true;
		}
		Duration age = this.undelivered.age(oldest);
		details.put("oldest", oldest.toString());
		details.put("oldestAge", age.toString());
		return age.compareTo(this.maxAge) <= 0;
	}

	/**
	 * The health.
	 *
	 * @param status for example {@code UP}
	 * @param details the details
	 */
	public record State(String status, Map<String, Object> details) {

	}

	/** Shows the health with the types of Spring Boot 3. */
	public static final class Boot3HealthIndicator implements org.springframework.boot.actuate.health.HealthIndicator {

		private final Supplier<State> health;

		/**
		 * Creates the indicator.
		 * @param health what to show
		 */
		public Boot3HealthIndicator(Supplier<State> health) {
			this.health = health;
		}

		@Override
		public org.springframework.boot.actuate.health.Health health() {
			State state = this.health.get();
			return org.springframework.boot.actuate.health.Health.status(state.status())
				.withDetails(state.details())
				.build();
		}

	}

	/** Shows the health with the types of Spring Boot 4. */
	public static final class Boot4HealthIndicator
			implements org.springframework.boot.health.contributor.HealthIndicator {

		private final Supplier<State> health;

		/**
		 * Creates the indicator.
		 * @param health what to show
		 */
		public Boot4HealthIndicator(Supplier<State> health) {
			this.health = health;
		}

		@Override
		public org.springframework.boot.health.contributor.Health health() {
			State state = this.health.get();
			return org.springframework.boot.health.contributor.Health.status(state.status())
				.withDetails(state.details())
				.build();
		}

	}

}
