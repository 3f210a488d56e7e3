// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.swffailure.ActivityExecutionListener;
import io.github.swffailure.ActivityTaskResolver;
import io.github.swffailure.TaskFailureListener;
import io.github.swffailure.TaskFailureReporter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.function.SingletonSupplier;

/**
 * The beans that are called around a handler. They are looked up once, when the first
 * handler is ready, and then kept: a context that is about to close creates nothing any
 * more, but its last handlers may still fail.
 */
final class Collaborators {

	private static final Logger logger = LoggerFactory.getLogger(Collaborators.class);

	private final Beans<TaskFailureReporter> reporter;

	private final Beans<ActivityTaskResolver> resolvers;

	private final Beans<ActivityExecutionListener> executionListeners;

	private final Beans<TaskFailureListener> failureListeners;

	private final Beans<CancellationRequests> cancellationRequests;

	private boolean held;

	Collaborators(BeanFactory beanFactory) {
		this.reporter = new Beans<>(TaskFailureReporter.class,
				() -> List.of(beanFactory.getBean(TaskFailureReporter.class)));
		this.resolvers = all(beanFactory, ActivityTaskResolver.class);
		this.executionListeners = all(beanFactory, ActivityExecutionListener.class);
		this.failureListeners = all(beanFactory, TaskFailureListener.class);
		this.cancellationRequests = all(beanFactory, CancellationRequests.class);
	}

	private static <T> Beans<T> all(BeanFactory beanFactory, Class<T> type) {
		return new Beans<>(type, () -> beanFactory.getBeanProvider(type).orderedStream().toList());
	}

	/** Looks up what has not been found yet. Never throws. */
	void hold() {
		if (!this.held) {
			this.held = Stream
				.of(this.executionListeners, this.resolvers, this.failureListeners, this.cancellationRequests,
						this.reporter)
				.filter((beans) -> !beans.find())
				.findAny()
				.isEmpty();
		}
	}

	/**
	 * The reporter.
	 * @throws IllegalStateException if it could not be created
	 */
	TaskFailureReporter reporter() {
		List<TaskFailureReporter> reporters = this.reporter.get();
		if (reporters.isEmpty()) {
			throw new IllegalStateException("There is no TaskFailureReporter");
		}
		return reporters.get(0);
	}

	List<ActivityTaskResolver> resolvers() {
		return this.resolvers.get();
	}

	List<ActivityExecutionListener> executionListeners() {
		return this.executionListeners.get();
	}

	List<TaskFailureListener> failureListeners() {
		return this.failureListeners.get();
	}

	List<CancellationRequests> cancellationRequests() {
		return this.cancellationRequests.get();
	}

	private static final class Beans<T> {

		private final Class<T> type;

		private final SingletonSupplier<List<T>> lookup;

		/** Saves later calls the way through the supplier. */
		private @Nullable List<T> found;

		private final AtomicBoolean logged = new AtomicBoolean();

		private Beans(Class<T> type, Supplier<List<T>> lookup) {
			this.type = type;
			this.lookup = SingletonSupplier.of(lookup);
		}

		/** None if their creation failed, which is tried again at the next call. */
		List<T> get() {
			List<T> known = this.found;
			if (known != null) {
				return known;
			}
			return (find() && this.found != null) ? this.found : List.of();
		}

		boolean find() {
			if (this.found != null) {
				return true;
			}
			try {
				this.found = this.lookup.obtain();
				return true;
			}
			catch (RuntimeException | LinkageError ex) {
				if (this.logged.compareAndSet(false, true)) {
					logger.error("Beans of type {} could not be created and are not called", this.type.getName(), ex);
				}
				return false;
			}
		}

	}

}
