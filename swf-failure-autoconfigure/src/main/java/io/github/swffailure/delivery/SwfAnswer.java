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
 * The answer of SWF to a call, or what came instead of it.
 *
 * @param outcome what it means for the report
 * @param error what the call ended with, {@code null} if SWF accepted it
 * @param mayHaveArrived whether SWF may have applied an attempt that this is not the
 * answer to
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

	/** Something in the place of SWF has said that all is well. */
	static SwfAnswer foreign() {
		return new SwfAnswer(ReportOutcome.DEFERRED, new SwfErrors.ForeignAnswerException(), true, false);
	}

	/**
	 * Also once a denied report comes from the journal: by its documentation
	 * {@code OperationNotPermittedFault} stands for missing permission and for illegal
	 * values alike.
	 */
	boolean mayAcceptShorterText(boolean again) {
		return this.outcome == ReportOutcome.REJECTED
				|| (again && this.error instanceof OperationNotPermittedException);
	}

	/**
	 * The same answer, with a closed task taken for our doing if an attempt may have
	 * closed it and its answer was lost on the way.
	 * @param earlier whether an attempt before this call may have arrived
	 * @param accepted the outcome if SWF has accepted it
	 */
	SwfAnswer after(boolean earlier, ReportOutcome accepted) {
		boolean arrived = earlier || this.mayHaveArrived;
		boolean ours = this.outcome == ReportOutcome.TASK_CLOSED && arrived;
		return new SwfAnswer(ours ? accepted : this.outcome, this.error, arrived, this.throttled);
	}

	Delivery toDelivery(long startNanos, boolean redelivery) {
		return new Delivery(this.outcome, redelivery, Duration.ofNanos(System.nanoTime() - startNanos), this.error);
	}

	/** An interrupt says nothing about SWF. */
	boolean isInterrupted() {
		return this.error instanceof AbortedException;
	}

	boolean showsTrouble() {
		return this.outcome == ReportOutcome.DEFERRED && !isInterrupted();
	}

}
