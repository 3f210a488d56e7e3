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
 * Shows what failed lately and what is undelivered or expired, has that delivered now, or
 * discards one report. Over HTTP {@code GET} and {@code POST} of
 * {@code /actuator/swffailures}, {@code POST} and {@code DELETE} with the id of a report;
 * over JMX {@code failures}, {@code redeliver}, {@code requeue} and {@code discard}.
 * <p>
 * Task tokens are not shown. Reasons are, as SWF gets them, and those who may write can
 * discard reports: expose it to operators only.
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
	 * @param undelivered what is undelivered
	 * @param redelivery delivers it now
	 * @param worker the state of the worker, if there is one
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
	 * What failed lately and what is undelivered.
	 * @return the report
	 */
	@ReadOperation
	public FailuresReport failures() {
		return new FailuresReport(this.recent.groups(), this.undelivered.report(MAX_REPORTS),
				this.undelivered.expired(MAX_REPORTS), this.undelivered.journal().leftAlone(), this.worker.get());
	}

	/**
	 * Has what is undelivered delivered now, without waiting for the schedule. Returns at
	 * once.
	 * @return how many reports are undelivered
	 */
	@WriteOperation
	public Map<String, Integer> redeliver() {
		int count = this.undelivered.journal().size();
		logger.info("An operator asked for the redelivery of {} reports", count);
		this.redelivery.redeliverNow();
		return Map.of("undelivered", count);
	}

	/**
	 * Has an expired report sent again, as one that failed now. Returns at once.
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
	 * Discards an undelivered report: SWF does not get it, and the task stays open until
	 * it times out.
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
	 * What the endpoint shows. No task token is in it.
	 *
	 * @param failures what failed lately, the defect seen last first
	 * @param undelivered what SWF has not accepted yet
	 * @param expired reports that SWF did not accept in time, the oldest first, at most
	 * {@value SwfFailuresEndpoint#MAX_REPORTS}
	 * @param leftAlone how many reports of other workers belong elsewhere, by where
	 * @param worker what the worker does, {@code null} if there is none
	 */
	public record FailuresReport(List<FailureGroup> failures, Undelivered undelivered, List<Report> expired,
			Map<String, Integer> leftAlone, @Nullable Object worker) {

		/**
		 * Failures of the same defect.
		 *
		 * @param fingerprint what the failures have in common
		 * @param exception class of the exception
		 * @param reason what SWF got for the last one, {@code null} if it got none
		 * @param count how many there were
		 * @param firstSeen when the handler failed with the first one
		 * @param lastSeen when the handler failed with the last one
		 * @param lastWorkflowId id of the workflow of the last one, if known
		 * @param lastRunId id of the run of the last one, if known
		 * @param lastActivityId id of the activity of the last one, if known
		 * @param activities the activity types that failed, at most 10
		 * @param outcomes how many of them first got which outcome
		 */
		public record FailureGroup(String fingerprint, String exception, @Nullable String reason, long count,
				Instant firstSeen, Instant lastSeen, @Nullable String lastWorkflowId, @Nullable String lastRunId,
				@Nullable String lastActivityId, Set<String> activities, Map<String, Long> outcomes) {
		}

		/**
		 * What SWF has not accepted yet.
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
		 * @param oldestAge how long the oldest of them has waited, {@code null} if
		 * unknown
		 */
		public record Waiting(String outcome, int count, @Nullable Duration oldestAge) {
		}

		/**
		 * A report that waits.
		 *
		 * @param id what to discard it or have it sent again by; not the task token
		 * @param task the task, as in log lines
		 * @param reason what SWF is to get; {@code null} for the result of a task
		 * @param exception class of the exception, if it is a failure
		 * @param fingerprint what it has in common with others, if it is a failure
		 * @param failed when the handler failed, or ended
		 * @param age how long ago that was
		 * @param outcome how the last attempt ended; {@code not-tried} since the start,
		 * or {@code expired}
		 */
		public record Report(String id, String task, @Nullable String reason, @Nullable String exception,
				@Nullable String fingerprint, Instant failed, Duration age, String outcome) {
		}

	}

}
