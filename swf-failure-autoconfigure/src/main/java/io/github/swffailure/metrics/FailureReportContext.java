// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.metrics;

import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Context of the observation {@code swf.failure.report}.
 *
 * @since 0.1
 */
public final class FailureReportContext extends Observation.Context {

	private final TaskFailure failure;

	private final boolean redelivery;

	private volatile @Nullable ReportOutcome outcome;

	FailureReportContext(TaskFailure failure, boolean redelivery) {
		this.failure = failure;
		this.redelivery = redelivery;
	}

	/**
	 * The failure that is reported.
	 * @return the failure
	 */
	public TaskFailure failure() {
		return this.failure;
	}

	/**
	 * Whether the report comes from the journal.
	 * @return whether it does
	 */
	public boolean redelivery() {
		return this.redelivery;
	}

	/**
	 * The outcome of the report.
	 * @return the outcome, or {@code null} while the report is sent
	 */
	public @Nullable ReportOutcome outcome() {
		return this.outcome;
	}

	void end(ReportOutcome outcome) {
		this.outcome = outcome;
	}

}
