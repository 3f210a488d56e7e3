package io.github.swffailure.actuate;

import java.time.Clock;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

import io.github.swffailure.RedeliveryTrigger;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.actuate.FailuresReport.Report;

/**
 * Shows what failed lately and what SWF has not been told yet, has that delivered now, or
 * discards one report. Over HTTP {@code GET}, {@code POST} and {@code DELETE} of
 * {@code /actuator/swffailures}; over JMX {@code failures}, {@code redeliver} and
 * {@code discard}.
 * <p>
 * Task tokens are not told. Reasons are, as SWF is told them, and those who may write can
 * discard reports: expose it to operators only.
 */
@Endpoint(id = "swffailures")
public final class SwfFailuresEndpoint {

	/** Most undelivered reports that are shown. */
	public static final int MAX_REPORTS = 100;

	private static final Logger logger = LoggerFactory.getLogger(SwfFailuresEndpoint.class);

	private final RecentFailures recent;

	private final UndeliveredReports undelivered;

	private final RedeliveryTrigger redelivery;

	private final UndeliveredView view;

	/**
	 * Creates the endpoint.
	 * @param recent what failed lately
	 * @param undelivered what SWF has not been told yet
	 * @param redelivery delivers it now
	 * @param clock tells the age of reports
	 */
	public SwfFailuresEndpoint(RecentFailures recent, UndeliveredReports undelivered, RedeliveryTrigger redelivery,
			Clock clock) {
		this.recent = recent;
		this.undelivered = undelivered;
		this.redelivery = redelivery;
		this.view = new UndeliveredView(undelivered, clock);
	}

	/**
	 * What failed lately and what is undelivered.
	 * @return the report
	 */
	@ReadOperation
	public FailuresReport failures() {
		return new FailuresReport(this.recent.groups(), this.view.undelivered(MAX_REPORTS));
	}

	/**
	 * Has what is undelivered delivered now, without waiting for the schedule. Returns at
	 * once.
	 * @return how many reports are undelivered
	 */
	@WriteOperation
	public Map<String, Integer> redeliver() {
		int count = this.undelivered.size();
		logger.info("An operator asked for the redelivery of {} reports", count);
		this.redelivery.redeliverNow();
		return Map.of("undelivered", count);
	}

	/**
	 * Discards an undelivered report: SWF will not be told of the failure, and the task
	 * stays open until it times out.
	 * @param id the id of the report
	 * @return the report
	 */
	@DeleteOperation
	public Report discard(@Selector String id) {
		TaskFailure failure = this.undelivered.find(id);
		if (failure == null) {
			throw new InvalidEndpointRequestException(
					"No undelivered report has the id '" + id + "': read the endpoint for those there are",
					"No undelivered report has this id");
		}
		Report report = this.view.report(failure);
		this.undelivered.discard(failure);
		logger.warn("An operator discarded the report of {}: SWF is not told, the task stays open until it times out",
				failure.task());
		return report;
	}

}
