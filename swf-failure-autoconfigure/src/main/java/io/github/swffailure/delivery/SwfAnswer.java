// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.time.Duration;

import io.github.swffailure.Delivery;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.support.SwfErrors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.swf.model.OperationNotPermittedException;
import software.amazon.awssdk.services.swf.model.UnknownResourceException;

/**
 * The answer of SWF to a call, or the error that came instead.
 *
 * @param outcome what it means for the report
 * @param error the error of the call, {@code null} if SWF accepted it
 * @param mayHaveArrived whether SWF may have applied another attempt than the one it
 * answered
 * @param throttled whether SWF has throttled any attempt
 */
record SwfAnswer(ReportOutcome outcome, @Nullable Throwable error, boolean mayHaveArrived, boolean throttled) {

	SwfAnswer(ReportOutcome outcome, @Nullable Throwable error) {
		this(outcome, error, false, false);
	}

	static SwfAnswer to(Throwable error, CallAttempts attempts) {
		boolean throttled = attempts.throttled()
				|| (error instanceof AwsServiceException ex && ex.isThrottlingException());
		return new SwfAnswer(SwfErrors.outcomeOf(error), SwfErrors.shown(error), attempts.mayHaveArrived(error),
				throttled);
	}

	/** A 2xx answer that is not from SWF, for example from a proxy. */
	static SwfAnswer foreign() {
		return new SwfAnswer(ReportOutcome.DEFERRED, new SwfErrors.ForeignAnswerException(), true, false);
	}

	/**
	 * Whether the short text is worth an attempt. It is also tried for a denied report
	 * from the journal, because {@code OperationNotPermittedFault}, according to the
	 * documentation of SWF, means either a missing permission or an illegal value.
	 */
	boolean mayAcceptShorterText(boolean again) {
		return this.outcome == ReportOutcome.REJECTED
				|| (again && this.error instanceof OperationNotPermittedException);
	}

	/**
	 * The same answer, except that a closed task counts as accepted if one of our
	 * attempts may have closed it and its answer was lost.
	 * @param earlier whether an attempt before this call may have arrived
	 * @param accepted the outcome of an accepted report
	 */
	SwfAnswer after(boolean earlier, ReportOutcome accepted) {
		boolean arrived = earlier || this.mayHaveArrived;
		boolean ours = this.outcome == ReportOutcome.TASK_CLOSED && arrived;
		return new SwfAnswer(ours ? accepted : this.outcome, this.error, arrived, this.throttled);
	}

	Delivery toDelivery(long startNanos, boolean redelivery) {
		return new Delivery(this.outcome, redelivery, Duration.ofNanos(System.nanoTime() - startNanos), this.error);
	}

	/** An interrupted call says nothing about the state of SWF. */
	boolean isInterrupted() {
		return this.error instanceof AbortedException;
	}

	boolean showsTrouble() {
		return this.outcome == ReportOutcome.DEFERRED && !isInterrupted();
	}

}
