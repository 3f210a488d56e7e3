// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import org.jspecify.annotations.Nullable;

/**
 * Reports to SWF that an activity task has failed, for workers that catch the exception
 * themselves. {@link ActivityHandler} methods do not need it.
 * <p>
 * Safe for use by several threads. Blocks for one attempt, at most for the configured
 * attempt timeout; a report that is undelivered by then is kept and delivered later.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface TaskFailureReporter {

	/**
	 * Reports a failure or, for an {@link ActivityTaskCanceledException}, a cancellation.
	 * Never throws. A task that was already reported is not reported again.
	 * @param task the task
	 * @param failure what its handler threw
	 * @return the outcome of the report; for a task that was already reported, of the
	 * first report
	 */
	ReportOutcome report(ActivityTask task, Throwable failure);

	/**
	 * Reports a failure that is not an exception, such as an exit code of a child
	 * process. The texts are redacted, shortened and delivered like those of an
	 * exception. Never throws. A task that was already reported is not reported again.
	 * <p>
	 * By default, calls {@link #report(ActivityTask, Throwable)}.
	 * @param task the task
	 * @param reason the summary, for example {@code exit code 137}
	 * @param details everything else, if any
	 * @return the outcome of the report; for a task that was already reported, of the
	 * first report
	 */
	default ReportOutcome report(ActivityTask task, String reason, @Nullable String details) {
		return report(task, new PlainReport(reason, details));
	}

}
