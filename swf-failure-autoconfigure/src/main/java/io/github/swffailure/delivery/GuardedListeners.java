package io.github.swffailure.delivery;

import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.Delivery;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells several listeners, each on its own: one that throws is logged and stops nobody.
 */
public final class GuardedListeners implements TaskFailureListener {

	private static final Logger logger = LoggerFactory.getLogger(GuardedListeners.class);

	private final Supplier<? extends Iterable<TaskFailureListener>> listeners;

	/**
	 * Creates the group.
	 * @param listeners the listeners in their order; asked for at each event
	 */
	public GuardedListeners(Supplier<? extends Iterable<TaskFailureListener>> listeners) {
		this.listeners = listeners;
	}

	@Override
	public void onAttempt(TaskFailure failure, boolean redelivery) {
		each((listener) -> listener.onAttempt(failure, redelivery));
	}

	@Override
	public void onDelivery(TaskFailure failure, Delivery delivery) {
		each((listener) -> listener.onDelivery(failure, delivery));
	}

	@Override
	public void onNoTask(String handler, ActivityTask.Type type, Throwable failure) {
		each((listener) -> listener.onNoTask(handler, type, failure));
	}

	@Override
	public void onRedactionError(Throwable error) {
		each((listener) -> listener.onRedactionError(error));
	}

	private void each(Consumer<TaskFailureListener> event) {
		try {
			this.listeners.get().forEach((listener) -> tell(listener, event));
		}
		catch (Throwable ex) {
			logger.error("The listeners of failures cannot be had; this event is not told", ex);
		}
	}

	private static void tell(TaskFailureListener listener, Consumer<TaskFailureListener> event) {
		try {
			event.accept(listener);
		}
		catch (Throwable ex) {
			logger.error("Failure listener '{}' threw; the others are told", listener.getClass().getName(), ex);
		}
	}

}
