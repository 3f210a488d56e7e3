// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import org.jspecify.annotations.Nullable;

/**
 * Called when a handler starts to run a task and when the run ends, successfully or not.
 * Beans of this type are called in order for a start and in reverse order for an end.
 * <p>
 * Exceptions of a listener are logged and do not affect the handler. It is called neither
 * for calls without a task nor for a handler that runs within a handler of the same task.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ActivityExecutionListener {

	/**
	 * A handler is about to run.
	 * @param task the task, with a type
	 * @return the callback for the rest of the run
	 */
	Execution onStart(ActivityTask task);

	/** One run of a handler. */
	@FunctionalInterface
	interface Execution {

		/** For a listener that does not follow the run. */
		Execution NONE = (failure) -> {
		};

		/**
		 * The method has returned or thrown an exception; asynchronous work may continue.
		 * Called on the thread of {@link ActivityExecutionListener#onStart}.
		 */
		default void onReturn() {
		}

		/**
		 * The run has ended, with its report delivered or kept. Called once, on any
		 * thread; not at all for a reactive result that nobody subscribes to.
		 * @param failure what the handler failed with, as it was reported: an
		 * {@link ActivityTaskCanceledException} for an answered cancellation;
		 * {@code null} if it succeeded or the subscription to its reactive result was
		 * cancelled
		 */
		void onEnd(@Nullable Throwable failure);

		/**
		 * The run has failed, and its report could neither be delivered nor kept. Called
		 * in place of {@link #onEnd}, which it calls unless overridden.
		 * @param failure what the handler failed with
		 */
		default void onLost(Throwable failure) {
			onEnd(failure);
		}

	}

}
