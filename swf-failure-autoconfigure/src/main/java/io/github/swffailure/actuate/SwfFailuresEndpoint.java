// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.Delivery;
import io.github.swffailure.RedeliveryTrigger;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;
import io.github.swffailure.TaskReport;
import io.github.swffailure.actuate.SwfFailuresEndpoint.FailuresReport.Report;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Shows recent failures and undelivered and expired reports, delivers reports at once,
 * and discards or resends one. Over HTTP: {@code GET} and {@code POST} of
 * {@code /actuator/swffailures}, {@code POST} and {@code DELETE} with the id of a report.
 * Over JMX: {@code failures}, {@code redeliver}, {@code requeue} and {@code discard}.
 * <p>
 * Shows no task tokens, but shows reasons as SWF gets them, and its users can discard
 * reports: expose it to operators only.
 *
 * @since 0.1
 */
@Endpoint(id = "swffailures")
public final class SwfFailuresEndpoint implements TaskFailureListener {

	/** Maximum number of undelivered reports that are shown. */
	public static final int MAX_REPORTS = 100;

	private static final Logger logger = LoggerFactory.getLogger(SwfFailuresEndpoint.class);

	private final RecentFailures recent;

	private final UndeliveredReports undelivered;

	private final RedeliveryTrigger redelivery;

	private final Supplier<@Nullable Object> worker;

	/**
	 * Creates the endpoint.
	 * @param undelivered the undelivered reports
	 * @param redelivery delivers them now
	 * @param worker supplies the state of the worker, if there is one
	 */
	public SwfFailuresEndpoint(UndeliveredReports undelivered, RedeliveryTrigger redelivery,
			Supplier<@Nullable Object> worker) {
		this.recent = new RecentFailures(undelivered.clock());
		this.undelivered = undelivered;
		this.redelivery = redelivery;
		this.worker = worker;
	}

	@Override
	public void onDelivery(TaskFailure failure, Delivery delivery) {
		this.recent.onDelivery(failure, delivery);
	}

	@Override
	public void onNoTask(String handler, ActivityTask.Type type, Throwable failure) {
		this.recent.onNoTask(type, failure);
	}

	/**
	 * Shows recent failures and undelivered reports.
	 * @return the report
	 */
	@ReadOperation
	public FailuresReport failures() {
		return new FailuresReport(this.recent.groups(), this.undelivered.report(MAX_REPORTS),
				this.undelivered.expired(MAX_REPORTS), this.undelivered.journal().leftAlone(), this.worker.get());
	}

	/**
	 * Delivers undelivered reports now, ahead of schedule. Returns at once.
	 * @return the number of undelivered reports
	 */
	@WriteOperation
	public Map<String, Integer> redeliver() {
		int count = this.undelivered.journal().size();
		logger.info("An operator asked for the redelivery of {} reports", count);
		this.redelivery.redeliverNow();
		return Map.of("undelivered", count);
	}

	/**
	 * Sends an expired report again; its age counts from now. Returns at once.
	 * @param id the id of the report
	 * @return the report
	 */
	@WriteOperation
	public Report requeue(@Selector String id) {
		TaskReport requeued = this.undelivered.requeue(id);
		if (requeued == null) {
			throw new InvalidEndpointRequestException(
					"No expired report has the id '" + id + "', or the journal is full: read the endpoint",
					"No expired report has this id, or the journal is full");
		}
		logger.info("An operator asked for the expired report of {} to be sent again", requeued.task());
		this.redelivery.redeliverNow();
		return this.undelivered.report(requeued);
	}

	/**
	 * Discards an undelivered report: SWF never gets it, and the task stays open until it
	 * times out.
	 * @param id the id of the report
	 * @return the report
	 */
	@DeleteOperation
	public Report discard(@Selector String id) {
		TaskReport found = this.undelivered.find(id);
		if (found == null) {
			throw new InvalidEndpointRequestException(
					"No undelivered report has the id '" + id + "': read the endpoint for the current ones",
					"No undelivered report has this id");
		}
		Report report = this.undelivered.report(found);
		this.undelivered.discard(found);
		logger.warn(
				"An operator discarded the report of {}: it never reaches SWF, and the task stays open until it times out",
				found.task());
		return report;
	}

	/**
	 * The content of the endpoint, without task tokens.
	 *
	 * @param failures recent failures by defect, the latest first
	 * @param undelivered reports that SWF has not accepted yet
	 * @param expired expired reports, the oldest first, at most
	 * {@value SwfFailuresEndpoint#MAX_REPORTS}
	 * @param leftAlone number of reports of other workers that belong elsewhere, by
	 * address
	 * @param worker the state of the worker, {@code null} if there is none
	 */
	public record FailuresReport(List<FailureGroup> failures, Undelivered undelivered, List<Report> expired,
			Map<String, Integer> leftAlone, @Nullable Object worker) {

		/**
		 * Failures with the same defect.
		 *
		 * @param fingerprint the fingerprint of the defect
		 * @param exception class of the exception
		 * @param reason the reason of the last failure, {@code null} if it has none
		 * @param count number of failures
		 * @param firstSeen when the first failure occurred
		 * @param lastSeen when the last failure occurred
		 * @param lastWorkflowId workflow id of the last failure, if known
		 * @param lastRunId run id of the last failure, if known
		 * @param lastActivityId activity id of the last failure, if known
		 * @param activities the activity types that failed, at most 10
		 * @param outcomes number of failures by the outcome of their first report
		 */
		public record FailureGroup(String fingerprint, String exception, @Nullable String reason, long count,
				Instant firstSeen, Instant lastSeen, @Nullable String lastWorkflowId, @Nullable String lastRunId,
				@Nullable String lastActivityId, Set<String> activities, Map<String, Long> outcomes) {
		}

		/**
		 * Reports that SWF has not accepted yet.
		 *
		 * @param count number of reports
		 * @param oldestAge age of the oldest, {@code null} if there is none
		 * @param denied whether SWF denies reports of this worker
		 * @param byOutcome the reports by the outcome of their last attempt
		 * @param oldest the oldest reports, at most
		 * {@value SwfFailuresEndpoint#MAX_REPORTS}
		 */
		public record Undelivered(int count, @Nullable Duration oldestAge, boolean denied, List<Waiting> byOutcome,
				List<Report> oldest) {
		}

		/**
		 * Undelivered reports with the same outcome.
		 *
		 * @param outcome the outcome of the last attempt; {@code not-tried} if there was
		 * none since the start
		 * @param count number of reports
		 * @param oldestAge age of the oldest, {@code null} if unknown
		 */
		public record Waiting(String outcome, int count, @Nullable Duration oldestAge) {
		}

		/**
		 * An undelivered or expired report.
		 *
		 * @param id the id with which to discard or resend it; not the task token
		 * @param task the task, as in log lines
		 * @param reason the reason; {@code null} for the result of a task
		 * @param exception class of the exception, if it is a failure
		 * @param fingerprint the fingerprint of the defect, if it is a failure
		 * @param failed when the handler ended
		 * @param age how long ago that was
		 * @param outcome the outcome of the last attempt; {@code not-tried} if there was
		 * none since the start; {@code expired}
		 */
		public record Report(String id, String task, @Nullable String reason, @Nullable String exception,
				@Nullable String fingerprint, Instant failed, Duration age, String outcome) {
		}

	}

}
