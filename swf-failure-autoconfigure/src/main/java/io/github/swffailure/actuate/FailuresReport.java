package io.github.swffailure.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the endpoint tells. No task token is in it.
 *
 * @param failures what failed lately, the defect seen last first
 * @param undelivered what SWF has not been told yet
 */
public record FailuresReport(List<FailureGroup> failures, Undelivered undelivered) {

	/**
	 * What SWF has not been told yet.
	 *
	 * @param count how many reports
	 * @param oldestAge how long the oldest has waited, {@code null} if there is none
	 * @param denied whether SWF denies reports to this worker
	 * @param byOutcome the reports by how their last attempt ended
	 * @param oldest the reports that have waited longest, at most
	 * {@value SwfFailuresEndpoint#MAX_REPORTS}
	 */
	public record Undelivered(int count, @Nullable Duration oldestAge, boolean denied, List<Waiting> byOutcome,
			List<Report> oldest) {

	}

	/**
	 * Reports that wait for the same thing.
	 *
	 * @param outcome how the last attempt ended; {@code not-tried} since the start
	 * @param count how many reports
	 * @param oldestAge how long the oldest of them has waited, {@code null} if unknown
	 */
	public record Waiting(String outcome, int count, @Nullable Duration oldestAge) {

	}

	/**
	 * A report that waits.
	 *
	 * @param id what to discard it by; not the task token
	 * @param task the task, as in log lines
	 * @param reason what SWF is to be told
	 * @param exception class of the exception
	 * @param fingerprint what it has in common with others
	 * @param failed when the handler failed
	 * @param age how long ago that was
	 * @param outcome how the last attempt ended; {@code not-tried} since the start
	 */
	public record Report(String id, String task, String reason, String exception, String fingerprint, Instant failed,
			Duration age, String outcome) {

	}

}
