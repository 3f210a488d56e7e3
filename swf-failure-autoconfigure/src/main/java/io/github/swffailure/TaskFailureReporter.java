package io.github.swffailure;

/**
 * Tells SWF that an activity task has failed. For workers that catch the exception
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

}
