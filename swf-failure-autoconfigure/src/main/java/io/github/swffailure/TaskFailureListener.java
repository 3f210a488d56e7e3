// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

/**
 * Called for each failure, and when it is known what became of its report. All beans of
 * this type are called, in their order. Meters, log and endpoint are listeners.
 * <p>
 * Called on the thread that makes the attempt. A listener that throws stops neither the
 * report nor the next listener.
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
	 * An attempt to report to SWF has ended, with its answer or without. Also called,
	 * with no attempt before it, when a kept report expires
	 * ({@link ReportOutcome#EXPIRED}).
	 * @param failure the failure, or the answered cancellation
	 * @param delivery the attempt
	 */
	default void onDelivery(TaskFailure failure, Delivery delivery) {
	}

	/**
	 * An attempt to report a result to SWF has ended, with its answer or without, or a
	 * kept result expires. Only called in a worker of ours. A result whose text SWF
	 * refuses ({@link ReportOutcome#REJECTED}) becomes a failure, with callbacks of its
	 * own.
	 * @param completion the result
	 * @param delivery the attempt; its outcome is {@link ReportOutcome#COMPLETED} if SWF
	 * has accepted it
	 */
	default void onCompletion(TaskCompletion completion, Delivery delivery) {
	}

	/**
	 * A defect is seen for the first time since the start of this worker, or again after
	 * it was not seen for {@code swf.failure.recent.quiet}. Called after
	 * {@link #onDelivery} of the failure, on the same thread; not for failures without a
	 * task, nor for redeliveries.
	 * @param failure the failure, whose fingerprint names the defect
	 * @param returned whether the defect was seen before
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
	 * A {@link FailureRedactor} has failed, so that only class names of a failure go out.
	 * Called before the failure itself is reported.
	 * @param error what it ended with; may itself hold what was to be redacted, so that
	 * only its class is fit for a log line
	 */
	default void onRedactionError(Throwable error) {
	}

}
