// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.util.List;
import java.util.function.Consumer;

import io.github.swffailure.ActivityExecutionListener;
import io.github.swffailure.ActivityExecutionListener.Execution;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.support.TaskFailureListeners;
import org.jspecify.annotations.Nullable;

/**
 * Calls all execution listeners: in their order at the start, in reverse order
 * afterwards. An exception of a listener is logged and affects nothing else. Allocates
 * nothing if there is one listener.
 */
final class ExecutionListeners {

	private static final Consumer<Execution> SUCCESS = (started) -> started.onEnd(null);

	private final Collaborators collaborators;

	ExecutionListeners(Collaborators collaborators) {
		this.collaborators = collaborators;
	}

	boolean isEmpty() {
		return this.collaborators.executionListeners().isEmpty();
	}

	/** Returns the callback for the rest of the run, if there is one. */
	@Nullable Execution onStart(ActivityTask task) {
		List<ActivityExecutionListener> all = this.collaborators.executionListeners();
		Execution started = null;
		for (int i = 0; i < all.size(); i++) {
			Execution execution = onStart(all.get(i), task);
			if (execution != Execution.NONE) {
				started = (started != null) ? new Both(started, execution) : execution;
			}
		}
		return started;
	}

	private static Execution onStart(ActivityExecutionListener listener, ActivityTask task) {
		try {
			return listener.onStart(task);
		}
		catch (Throwable ex) {
			TaskFailureListeners.logFailure(listener, ex);
			return Execution.NONE;
		}
	}

	static void onReturn(@Nullable Execution execution) {
		if (execution != null) {
			TaskFailureListeners.call(execution, Execution::onReturn);
		}
	}

	static void onEnd(@Nullable Execution execution, @Nullable Throwable failure) {
		if (execution != null) {
			TaskFailureListeners.call(execution, (failure != null) ? (started) -> started.onEnd(failure) : SUCCESS);
		}
	}

	static void onLost(@Nullable Execution execution, Throwable failure) {
		if (execution != null) {
			TaskFailureListeners.call(execution, (started) -> started.onLost(failure));
		}
	}

	private record Both(Execution first, Execution second) implements Execution {

		@Override
		public void onReturn() {
			ExecutionListeners.onReturn(this.second);
			ExecutionListeners.onReturn(this.first);
		}

		@Override
		public void onEnd(@Nullable Throwable failure) {
			ExecutionListeners.onEnd(this.second, failure);
			ExecutionListeners.onEnd(this.first, failure);
		}

		@Override
		public void onLost(Throwable failure) {
			ExecutionListeners.onLost(this.second, failure);
			ExecutionListeners.onLost(this.first, failure);
		}

	}

}
