// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

/**
 * Called for each failure, and with the outcome of its report. All beans of this type are
 * called, in order. Meters, log and endpoint are listeners too.
 * <p>
 * Called on the thread that makes the attempt. An exception affects neither the report
 * nor the next listener.
 *
 * @since 0.1
 */
public interface TaskFailureListener {

	/**
	 * An attempt to report to SWF begins. {@link #onDelivery} follows on the same thread.
	 * @param failure the failure, or the answered cancellation
	 * @param redelivery whether the report comes from the journal
	 */
	default void onAttempt(TaskFailure failure, boolean redelivery) {
	}

	/**
	 * An attempt to report to SWF has ended, with or without an answer. Also called,
	 * without a preceding attempt, when a kept report expires
	 * ({@link ReportOutcome#EXPIRED}).
	 * @param failure the failure, or the answered cancellation
	 * @param delivery the attempt
	 */
	default void onDelivery(TaskFailure failure, Delivery delivery) {
	}

	/**
	 * An attempt to report a result to SWF has ended, with or without an answer, or a
	 * kept result has expired. Only called by the worker of this library. If SWF refuses
	 * the text of a result ({@link ReportOutcome#REJECTED}), it becomes a failure with
	 * its own callbacks.
	 * @param completion the result
	 * @param delivery the attempt; its outcome is {@link ReportOutcome#COMPLETED} if SWF
	 * has accepted it
	 */
	default void onCompletion(TaskCompletion completion, Delivery delivery) {
	}

	/**
	 * A defect occurs for the first time since the start of this worker, or again after
	 * {@code swf.failure.recent.quiet} without a failure. Called after
	 * {@link #onDelivery} of the failure, on the same thread; not for failures without a
	 * task, nor for redeliveries.
	 * @param failure the failure, whose fingerprint identifies the defect
	 * @param returned whether the defect occurred before
	 */
	default void onNewDefect(TaskFailure failure, boolean returned) {
	}

	/**
	 * A handler failed, and no task was found to report on
	 * ({@link ReportOutcome#NO_TASK}).
	 * @param handler the method, as in {@code Payments.charge(Order)}
	 * @param type the activity type that the handler's annotation names
	 * @param failure what it threw
	 */
	default void onNoTask(String handler, ActivityTask.Type type, Throwable failure) {
	}

	/**
	 * A {@link FailureRedactor} has failed, so only class names of a failure are
	 * reported. Called before that report.
	 * @param error its error, which may itself contain secrets: log only its class
	 */
	default void onRedactionError(Throwable error) {
	}

}
