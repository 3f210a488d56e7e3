package io.github.swffailure.delivery;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.github.swffailure.Delivery;
import io.github.swffailure.ReportOutcome;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.swf.model.OperationNotPermittedException;
import software.amazon.awssdk.services.swf.model.UnknownResourceException;

/**
 * The answer of SWF to a call, or what came instead of it.
 *
 * @param outcome what it means for the report
 * @param error what the call ended with, {@code null} if SWF accepted it
 */
record SwfAnswer(ReportOutcome outcome, @Nullable Throwable error) {

	static SwfAnswer accepted(ReportOutcome outcome) {
		return new SwfAnswer(outcome, null);
	}

	static SwfAnswer of(Throwable error) {
		return new SwfAnswer(SwfErrors.outcomeOf(error), error);
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
	 * The same answer, with a closed task taken for our doing if an earlier attempt may
	 * have closed it and its answer was lost on the way.
	 */
	SwfAnswer withEarlierAttempts(boolean again) {
		boolean mayBeOurs = again || (this.error instanceof UnknownResourceException ex && ex.numAttempts() > 1);
		boolean reported = this.outcome == ReportOutcome.TASK_CLOSED && mayBeOurs;
		return reported ? new SwfAnswer(ReportOutcome.REPORTED, this.error) : this;
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

	boolean isThrottled() {
		return this.error instanceof AwsServiceException ex && ex.isThrottlingException();
	}

}
