package io.github.swffailure.aspect;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.swffailure.ActivityExecutionListener;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.support.TaskFailureListeners;
import org.jspecify.annotations.Nullable;

/**
 * Calls all listeners of executions: at the start in their order, afterwards the other
 * way round. One that throws is logged and disturbs nobody.
 */
final class ExecutionListeners implements ActivityExecutionListener {

	private final Collaborators collaborators;

	ExecutionListeners(Collaborators collaborators) {
		this.collaborators = collaborators;
	}

	boolean isEmpty() {
		return this.collaborators.executionListeners().isEmpty();
	}

	@Override
	public Execution onStart(ActivityTask task) {
		Deque<Execution> started = new ArrayDeque<>();
		TaskFailureListeners.callEach(this.collaborators.executionListeners(),
				(listener) -> started.push(listener.onStart(task)));
		return new Executions(started, new AtomicBoolean());
	}

	private record Executions(Deque<Execution> started, AtomicBoolean ended) implements Execution {

		@Override
		public void onReturn() {
			TaskFailureListeners.callEach(this.started, Execution::onReturn);
		}

		@Override
		public void onEnd(@Nullable Throwable failure) {
			if (this.ended.compareAndSet(false, true)) {
				TaskFailureListeners.callEach(this.started, (execution) -> execution.onEnd(failure));
			}
		}

		@Override
		public void onLost(Throwable failure) {
			if (this.ended.compareAndSet(false, true)) {
				TaskFailureListeners.callEach(this.started, (execution) -> execution.onLost(failure));
			}
		}

	}

}
