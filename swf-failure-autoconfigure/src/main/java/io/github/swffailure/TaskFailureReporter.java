// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import org.jspecify.annotations.Nullable;

/**
 * Reports to SWF that an activity task has failed. For workers that catch the exception
 * themselves; {@link ActivityHandler} methods need no call.
 * <p>
 * Safe for use by several threads. Blocks for one attempt of delivery, for the configured
 * attempt timeout at most; what could not be delivered by then is kept and delivered
 * later.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface TaskFailureReporter {

	/**
	 * Reports a failure, or, for an {@link ActivityTaskCanceledException}, that a
	 * cancellation was answered. Never throws. A task that was reported already is not
	 * reported again.
	 * @param task the task
	 * @param failure what its handler threw
	 * @return what became of the report; for a task that was reported already, of the
	 * first one
	 */
	ReportOutcome report(ActivityTask task, Throwable failure);

	/**
	 * Reports a failure that is no exception: of a child process, an exit code, a result
	 * in another language. The texts are redacted, cut and delivered like those of an
	 * exception. Never throws. A task that was reported already is not reported again.
	 * <p>
	 * Implemented here by a call of {@link #report(ActivityTask, Throwable)}, for
	 * reporters that know nothing else.
	 * @param task the task
	 * @param reason what to read first, for example {@code exit code 137}
	 * @param details the rest, if there is more to say
	 * @return what became of the report; for a task that was reported already, of the
	 * first one
	 */
	default ReportOutcome report(ActivityTask task, String reason, @Nullable String details) {
		return report(task, new PlainReport(reason, details));
	}

}
