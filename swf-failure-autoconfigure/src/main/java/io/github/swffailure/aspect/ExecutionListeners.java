package io.github.swffailure.aspect;

import java.util.Iterator;
import java.util.List;
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
		List<ActivityExecutionListener> all = this.collaborators.executionListeners();
		Executions executions = new Executions(new Execution[all.size()]);
		TaskFailureListeners.callEach(all, (listener) -> executions.add(listener.onStart(task)));
		return executions.isEmpty() ? Execution.NONE : executions;
	}

	/** The value tells whether the end was notified of. */
	@SuppressWarnings("serial")
	private static final class Executions extends AtomicBoolean implements Execution {

		private final transient Execution[] started;

		private transient int count;

		private Executions(Execution[] started) {
			this.started = started;
		}

		private void add(Execution execution) {
			if (execution != NONE) {
				this.started[this.count++] = execution;
			}
		}

		private boolean isEmpty() {
			return this.count == 0;
		}

		@Override
		public void onReturn() {
			TaskFailureListeners.callEach(backwards(), Execution::onReturn);
		}

		@Override
		public void onEnd(@Nullable Throwable failure) {
			if (compareAndSet(false, true)) {
				TaskFailureListeners.callEach(backwards(), (execution) -> execution.onEnd(failure));
			}
		}

		@Override
		public void onLost(Throwable failure) {
			if (compareAndSet(false, true)) {
				TaskFailureListeners.callEach(backwards(), (execution) -> execution.onLost(failure));
			}
		}

		private Iterable<Execution> backwards() {
			return () -> new Iterator<>() {

				private int next = Executions.this.count;

				@Override
				public boolean hasNext() {
					return this.next > 0;
				}

				@Override
				public Execution next() {
					return Executions.this.started[--this.next];
				}

			};
		}

	}

}
