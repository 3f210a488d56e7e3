package io.github.swffailure.delivery;

import io.github.swffailure.ReportOutcome;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.swf.model.OperationNotPermittedException;
import software.amazon.awssdk.services.swf.model.UnknownResourceException;

/**
 * One reply of SWF, or what came instead of it.
 *
 * @param outcome what it means, taken by itself
 * @param error what the call ended with, {@code null} if SWF accepted it
 */
record SwfReply(ReportOutcome outcome, @Nullable Throwable error) {

	static SwfReply accepted(ReportOutcome outcome) {
		return new SwfReply(outcome, null);
	}

	static SwfReply to(Throwable error) {
		return new SwfReply(ErrorCodes.outcomeOf(error), error);
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
	 * The task may be closed because an earlier attempt of ours closed it and the answer
	 * was lost on the way.
	 */
	SwfAnswer answer(boolean again) {
		boolean mayBeOurs = again || (this.error instanceof UnknownResourceException ex && ex.numAttempts() > 1);
		boolean reported = this.outcome == ReportOutcome.TASK_CLOSED && mayBeOurs;
		return SwfAnswer.of(reported ? ReportOutcome.REPORTED : this.outcome, this.error);
	}

}
