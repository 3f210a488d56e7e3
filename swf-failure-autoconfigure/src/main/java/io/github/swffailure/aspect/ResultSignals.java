// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.util.concurrent.CancellationException;

import io.github.swffailure.ActivityResultTooLongException;
import io.github.swffailure.aspect.HandlerResults.Kind;
import io.github.swffailure.aspect.HandlerTasks.Run;
import org.jspecify.annotations.Nullable;

/**
 * Receives the signals of a result that was not complete when the method returned.
 *
 * @param run the call
 * @param reports reports its failure
 * @param running counts it as running until it has ended
 */
record ResultSignals(Run run, FailureReports reports, RunningHandlers running) {

	void onStart() {
		this.running.started(this.run);
	}

	/** The result has ended, in any way. */
	void onStop() {
		this.running.stopped(this.run);
	}

	/**
	 * Fails the task if SWF would refuse the value, or if it is a failed {@code Result}.
	 * If Spring has converted a suspending function to a {@code Mono}, the value may be a
	 * stage or a {@code Deferred}.
	 * @return whether the value is followed because it may fail later
	 */
	boolean onValue(@Nullable Object value) {
		Kind kind = Kind.of(value);
		if (this.run.handler().suspending() && (kind == Kind.STAGE || kind == Kind.JOB)) {
			HandlerResults.follow(kind, value, this);
			return true;
		}
		Throwable failed = ValueClasses.failureIn(value);
		if (failed != null) {
			onError(failed);
		}
		ActivityResultTooLongException refusal = refusal(value);
		if (refusal != null) {
			throw refusal;
		}
		return false;
	}

	void onError(Throwable failure) {
		this.reports.end(this.run, failure);
	}

	/**
	 * A cancelled subscription is not a failure, but a suspending handler ends with an
	 * exception when its coroutine is cancelled.
	 */
	void onCancel() {
		if (this.run.handler().suspending()) {
			onError(new CancellationException("The coroutine was cancelled"));
		}
	}

	/** Completed or cancelled. Has no effect after an error. */
	void onEnd() {
		this.run.ended(null);
	}

	void onCompletion(@Nullable Object value, @Nullable Throwable failure) {
		try {
			Throwable failed = (failure != null) ? failure : ValueClasses.failureIn(value);
			failed = (failed != null) ? failed : refusal(value);
			if (failed != null) {
				onError(failed);
			}
			else {
				onEnd();
			}
		}
		finally {
			onStop();
		}
	}

	@Nullable ActivityResultTooLongException refusal(@Nullable Object value) {
		int length = Kind.lengthOf(value);
		return (length > ActivityResultTooLongException.MAX_RESULT_LENGTH)
				? new ActivityResultTooLongException(this.run.handler().name(), length) : null;
	}

}
