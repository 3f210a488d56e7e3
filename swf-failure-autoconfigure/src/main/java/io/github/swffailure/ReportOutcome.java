// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

/**
 * The outcome of a report. Meters, log lines and the endpoint use the same words.
 *
 * @since 0.1
 */
public enum ReportOutcome {

	/** SWF has recorded the failure. Final. */
	REPORTED("reported", true),

	/**
	 * SWF had already closed the task or the workflow. Final.
	 */
	TASK_CLOSED("task-closed", true),

	/** SWF refused both the report and its short form. Final; the failure is lost. */
	REJECTED("rejected", true),

	/** The worker is not allowed to call SWF. Kept until an operator has fixed that. */
	DENIED("denied", false),

	/** SWF was unreachable or throttled. Kept, and delivered later. */
	DEFERRED("deferred", false),

	/**
	 * Kept longer than the maximum age, or not kept because the journal was full. Final;
	 * the failure is lost unless an operator resends it.
	 */
	EXPIRED("expired", true),

	/** SWF has recorded the result of the task. Final, no failure. */
	COMPLETED("completed", true),

	/**
	 * SWF has recorded that the handler acknowledged a cancellation. Final, no failure.
	 */
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
	 * The name in meters, log lines and the endpoint.
	 * @return for example {@code task-closed}
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Whether no further attempt will be made.
	 * @return {@code false} if the journal keeps the report
	 */
	public boolean isFinal() {
		return this.isFinal;
	}

}
