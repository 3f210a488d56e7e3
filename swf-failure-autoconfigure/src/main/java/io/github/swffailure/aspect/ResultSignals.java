package io.github.swffailure.aspect;

import io.github.swffailure.ActivityResultTooLongException;
import org.jspecify.annotations.Nullable;

/**
 * Follows a result that comes later than the method returns. Never throws but for a
 * result that is too long.
 *
 * @param run the run, its task found before the method returned
 * @param reports where failures go
 */
record ResultSignals(HandlerRun run, FailureReports reports) {

	/** A result that SWF would refuse fails the task. */
	void onValue(@Nullable Object value) {
		ActivityResultTooLongException failure = refusal(value);
		if (failure != null) {
			throw failure;
		}
	}

	void onError(Throwable failure) {
		this.reports.end(this.run, failure);
	}

	/** Completed or canceled; nothing is left to do after an error. */
	void onEnd() {
		this.run.execution().onEnd(null);
	}

	void onCompletion(@Nullable Object value, @Nullable Throwable failure) {
		Throwable failed = (failure != null) ? failure : refusal(value);
		if (failed != null) {
			onError(failed);
		}
		else {
			onEnd();
		}
	}

	@Nullable ActivityResultTooLongException refusal(@Nullable Object value) {
		return (value instanceof String text && text.length() > ActivityResultTooLongException.MAX_RESULT_LENGTH)
				? new ActivityResultTooLongException(this.run.handler().name(), text.length()) : null;
	}

}
