// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.support;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.Delivery;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskCompletion;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;
import io.github.swffailure.TaskReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.Ordered;

/**
 * Calls several listeners, in order. An exception of a listener is logged and affects
 * neither the others nor the caller.
 */
public final class TaskFailureListeners implements TaskFailureListener {

	private static final Logger logger = LoggerFactory.getLogger(TaskFailureListeners.class);

	private final Supplier<? extends Iterable<TaskFailureListener>> listeners;

	/**
	 * Creates the group.
	 * @param listeners supplies the listeners, in order, for each event
	 */
	public TaskFailureListeners(Supplier<? extends Iterable<TaskFailureListener>> listeners) {
		this.listeners = listeners;
	}

	/**
	 * Creates a listener that notifies others of new defects.
	 * @param listeners the others
	 * @param quiet time without failures after which a defect is new again
	 * @return the listener, to be called last
	 */
	public static TaskFailureListener ofNewDefects(TaskFailureListener listeners, Duration quiet) {
		return new NewDefects(listeners, quiet);
	}

	/**
	 * Looks up the listeners now, because a context that is closing creates no beans.
	 * Never throws.
	 */
	public void hold() {
		callEach((listener) -> {
		});
	}

	/**
	 * Notifies the listeners that an attempt begins.
	 * @param report the failure; there is no such callback for completions
	 * @param redelivery whether the report comes from the journal
	 */
	public void attempting(TaskReport report, boolean redelivery) {
		if (report instanceof TaskFailure failure) {
			onAttempt(failure, redelivery);
		}
	}

	/**
	 * Notifies the listeners that an attempt has ended.
	 * @param report the failure or completion
	 * @param delivery the attempt
	 */
	public void attempted(TaskReport report, Delivery delivery) {
		if (report instanceof TaskFailure failure) {
			onDelivery(failure, delivery);
		}
		else if (report instanceof TaskCompletion completion) {
			onCompletion(completion, delivery);
		}
	}

	@Override
	public void onAttempt(TaskFailure failure, boolean redelivery) {
		callEach((listener) -> listener.onAttempt(failure, redelivery));
	}

	@Override
	public void onDelivery(TaskFailure failure, Delivery delivery) {
		callEach((listener) -> listener.onDelivery(failure, delivery));
	}

	@Override
	public void onCompletion(TaskCompletion completion, Delivery delivery) {
		callEach((listener) -> listener.onCompletion(completion, delivery));
	}

	@Override
	public void onNewDefect(TaskFailure failure, boolean returned) {
		callEach((listener) -> listener.onNewDefect(failure, returned));
	}

	@Override
	public void onNoTask(String handler, ActivityTask.Type type, Throwable failure) {
		callEach((listener) -> listener.onNoTask(handler, type, failure));
	}

	@Override
	public void onRedactionError(Throwable error) {
		callEach((listener) -> listener.onRedactionError(error));
	}

	private void callEach(Consumer<TaskFailureListener> call) {
		try {
			for (TaskFailureListener listener : this.listeners.get()) {
				call(listener, call);
			}
		}
		catch (Throwable ex) {
			log("The listeners of failures could not be obtained; none is called: {}", ex.getClass().getName(), ex);
		}
	}

	/**
	 * Calls one listener of any type. Never throws.
	 * @param listener the listener
	 * @param call the call
	 * @param <T> the type of the listener
	 */
	public static <T> void call(T listener, Consumer<? super T> call) {
		try {
			call.accept(listener);
		}
		catch (Throwable ex) {
			logFailure(listener, ex);
		}
	}

	/**
	 * Logs that a listener threw. Never throws.
	 * @param listener the listener
	 * @param failure what it threw
	 */
	public static void logFailure(Object listener, Throwable failure) {
		log("Listener '{}' threw {}; the others are called", listener.getClass().getName(),
				SafeText.withoutMessages(failure));
	}

	/** Never throws, not even without stack or memory to log with. */
	private static void log(String event, String name, Object failure) {
		try {
			logger.error(event, name, failure);
		}
		catch (Throwable ex) {
			// The next listener matters more than the line
		}
	}

	/**
	 * Detects new defects by their fingerprints. Remembers the {@value #CAPACITY} that
	 * failed last.
	 */
	private static final class NewDefects implements TaskFailureListener, Ordered {

		private static final int CAPACITY = 1000;

		private final Map<String, Instant> lastSeen = BoundedMap.of(CAPACITY);

		private final TaskFailureListener listeners;

		private final Duration quiet;

		NewDefects(TaskFailureListener listeners, Duration quiet) {
			this.listeners = listeners;
			this.quiet = quiet;
		}

		@Override
		public int getOrder() {
			return LOWEST_PRECEDENCE;
		}

		@Override
		public void onDelivery(TaskFailure failure, Delivery delivery) {
			if (delivery.redelivery() || delivery.outcome() == ReportOutcome.CANCELED
					|| failure.origin().cancellation()) {
				return;
			}
			Instant before = see(failure.origin().fingerprint(), failure.time());
			if (before.equals(Instant.MIN)) {
				this.listeners.onNewDefect(failure, false);
			}
			else if (before.plus(this.quiet).isBefore(failure.time())) {
				this.listeners.onNewDefect(failure, true);
			}
		}

		/**
		 * Moves a defect to the end of the map.
		 * @return when it last failed before
		 */
		private Instant see(String fingerprint, Instant time) {
			synchronized (this.lastSeen) {
				Instant before = this.lastSeen.remove(fingerprint);
				this.lastSeen.put(fingerprint, time);
				return (before != null) ? before : Instant.MIN;
			}
		}

	}

}
