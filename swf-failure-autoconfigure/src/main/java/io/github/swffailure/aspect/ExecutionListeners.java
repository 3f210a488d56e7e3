package io.github.swffailure.aspect;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.github.swffailure.ActivityExecutionListener;
import io.github.swffailure.ActivityExecutionListener.Execution;
import io.github.swffailure.ActivityTask;
import org.jspecify.annotations.Nullable;

/**
 * All {@link ActivityExecutionListener} beans as one that never throws.
 */
final class ExecutionListeners implements ActivityExecutionListener {

	static final Execution NOBODY = (failure) -> {
	};

	private final LazyBeans<ActivityExecutionListener> listeners;

	ExecutionListeners(LazyBeans<ActivityExecutionListener> listeners) {
		this.listeners = listeners;
	}

	boolean isEmpty() {
		return this.listeners.get().isEmpty();
	}

	@Override
	public Execution onStart(ActivityTask task) {
		Deque<Execution> started = new ArrayDeque<>();
		this.listeners.get().forEach((listener) -> tell(listener, (told) -> started.push(told.onStart(task))));
		return new Executions(started, new AtomicBoolean());
	}

	private static <T> void tell(T listener, Consumer<T> event) {
		try {
			event.accept(listener);
		}
		catch (Throwable ex) {
			OwnFailures.log("Listener {} failed; the handler is not disturbed", listener.getClass().getName(), ex);
		}
	}

	private record Executions(Deque<Execution> started, AtomicBoolean ended) implements Execution {

		@Override
		public void onReturn() {
			this.started.forEach((execution) -> tell(execution, Execution::onReturn));
		}

		@Override
		public void onEnd(@Nullable Throwable failure) {
			if (this.ended.compareAndSet(false, true)) {
				this.started.forEach((execution) -> tell(execution, (told) -> told.onEnd(failure)));
			}
		}

	}

}
