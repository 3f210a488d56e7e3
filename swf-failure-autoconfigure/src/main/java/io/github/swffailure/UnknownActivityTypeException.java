// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

/**
 * A worker got a task for whose type it has no handler, for example during a rolling
 * deployment. Another worker may have the handler, so the failure is retryable.
 *
 * @since 0.1
 */
@FailureReason(code = "UNKNOWN_ACTIVITY_TYPE", retryable = true)
public final class UnknownActivityTypeException extends RuntimeException {

	private final ActivityTask.Type type;

	/**
	 * Creates the exception.
	 * @param type the type of the task
	 * @param taskList where the worker found it
	 */
	public UnknownActivityTypeException(ActivityTask.Type type, String taskList) {
		super("No activity handler for " + type + " on task list '" + taskList + "'");
		this.type = type;
	}

	/**
	 * The type without a handler.
	 * @return its name and version
	 */
	public ActivityTask.Type type() {
		return this.type;
	}

}
