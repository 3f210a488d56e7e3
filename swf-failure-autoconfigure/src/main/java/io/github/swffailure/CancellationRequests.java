package io.github.swffailure;

/**
 * Knows of which tasks the cancellation was requested, as far as heartbeats have told.
 */
@FunctionalInterface
public interface CancellationRequests {

	/**
	 * Whether SWF has asked for the cancellation of a task.
	 * @param task the task
	 * @return {@code true} if the answer to one of its heartbeats said so
	 */
	boolean isRequested(ActivityTask task);

}
