// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

/**
 * What became of a report. The same words stand in meters, log lines and the endpoint.
 *
 * @since 0.1
 */
public enum ReportOutcome {

	/** SWF has recorded the failure. Final. */
	REPORTED("reported", true),

	/**
	 * SWF had closed the task or the workflow already; nothing is left to report. Final.
	 */
	TASK_CLOSED("task-closed", true),

	/** SWF refused the report, the shortened one too. Final; the failure is lost. */
	REJECTED("rejected", true),

	/** The worker is not allowed to call SWF. Kept until an operator has fixed that. */
	DENIED("denied", false),

	/** SWF could not be reached or throttled. Kept, and delivered later. */
	DEFERRED("deferred", false),

	/**
	 * Kept longer than the journal keeps, or not kept at all since the journal is full.
	 * Final; the failure is lost.
	 */
	EXPIRED("expired", true),

	/** SWF has recorded the result of the task. Final, no failure. */
	COMPLETED("completed", true),

	/** SWF has recorded that the handler answered a cancellation. Final, no failure. */
	CANCELED("canceled", true),

	/** No task was found for the call, so there is nothing to report on. Final. */
	NO_TASK("no-task", true);

	private final String id;

	private final boolean isFinal;

	ReportOutcome(String id, boolean isFinal) {
		this.id = id;
		this.isFinal = isFinal;
	}

	/**
	 * The word for it in meters, log lines and the endpoint.
	 * @return for example {@code task-closed}
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Whether nothing more will be tried.
	 * @return {@code false} if the journal keeps the report
	 */
	public boolean isFinal() {
		return this.isFinal;
	}

}
