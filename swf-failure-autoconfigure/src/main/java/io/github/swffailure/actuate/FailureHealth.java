package io.github.swffailure.actuate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.swffailure.FailureJournal;

/**
 * Whether failures reach SWF. {@code UP} unless
 * <ul>
 * <li>SWF says that this worker may not report, and a report waits for that,
 * <li>the oldest undelivered report is older than allowed, or
 * <li>the journal cannot keep failures as it should.
 * </ul>
 * The same for the health types of every line of Spring Boot.
 */
public final class FailureHealth {

	private final FailureJournal journal;

	private final UndeliveredReports undelivered;

	private final FailureHealthLimits limits;

	private final Clock clock;

	/**
	 * Creates the check.
	 * @param journal keeps what is undelivered
	 * @param undelivered knows whether SWF denies reports
	 * @param limits what is not healthy any more
	 * @param clock tells the age of reports
	 */
	public FailureHealth(FailureJournal journal, UndeliveredReports undelivered, FailureHealthLimits limits,
			Clock clock) {
		this.journal = journal;
		this.undelivered = undelivered;
		this.limits = limits;
		this.clock = clock;
	}

	State state() {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("undelivered", this.journal.size());
		boolean healthy = isYoung(details);
		if (this.undelivered.denied()) {
			details.put("denied", "SWF denies swf:RespondActivityTaskFailed to this worker: grant it");
			healthy = false;
		}
		String problem = this.journal.problem();
		if (problem != null) {
			details.put("journal", problem);
			healthy = false;
		}
		return new State(healthy ? "UP" : this.limits.status(), details);
	}

	private boolean isYoung(Map<String, Object> details) {
		Instant oldest = this.journal.oldest();
		if (oldest == null) {
			return true;
		}
		Duration age = Duration.between(oldest, this.clock.instant());
		details.put("oldest", oldest.toString());
		details.put("oldestAge", age.toString());
		return age.compareTo(this.limits.maxAge()) <= 0;
	}

	record State(String status, Map<String, Object> details) {

	}

}
