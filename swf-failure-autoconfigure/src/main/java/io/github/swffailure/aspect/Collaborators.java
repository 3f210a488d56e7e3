// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.util.List;

import io.github.swffailure.ActivityExecutionListener;
import io.github.swffailure.ActivityTaskResolver;
import io.github.swffailure.TaskFailureListener;
import io.github.swffailure.TaskFailureReporter;
import io.github.swffailure.support.BeansInOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.function.SingletonSupplier;

/**
 * The beans that are called around a handler. They are looked up once, when the first
 * handler is ready, and then kept: a context that is closing creates no beans, but its
 * last handlers may still fail.
 */
final class Collaborators {

	private static final Logger logger = LoggerFactory.getLogger(Collaborators.class);

	private final SingletonSupplier<TaskFailureReporter> reporter;

	private final BeansInOrder<ActivityTaskResolver> resolvers;

	private final BeansInOrder<ActivityExecutionListener> executionListeners;

	private final BeansInOrder<TaskFailureListener> failureListeners;

	private final BeansInOrder<CancellationRequests> cancellationRequests;

	private boolean held;

	private boolean logged;

	Collaborators(ConfigurableListableBeanFactory beanFactory) {
		this.reporter = SingletonSupplier.of(() -> beanFactory.getBean(TaskFailureReporter.class));
		this.resolvers = BeansInOrder.of(beanFactory, ActivityTaskResolver.class);
		this.executionListeners = BeansInOrder.of(beanFactory, ActivityExecutionListener.class);
		this.failureListeners = BeansInOrder.of(beanFactory, TaskFailureListener.class);
		this.cancellationRequests = BeansInOrder.of(beanFactory, CancellationRequests.class);
	}

	/** Looks up the beans that have not been found yet. Never throws. */
	void hold() {
		if (!this.held) {
			// Even if one is not found, the others are looked up
			boolean all = findReporter();
			for (BeansInOrder<?> beans : List.of(this.executionListeners, this.resolvers, this.failureListeners,
					this.cancellationRequests)) {
				all &= beans.find();
			}
			this.held = all;
		}
	}

	private boolean findReporter() {
		try {
			this.reporter.obtain();
			return true;
		}
		catch (RuntimeException | LinkageError ex) {
			if (!this.logged) {
				this.logged = true;
				logger.error("The failure reporter cannot be created, so no failure is reported", ex);
			}
			return false;
		}
	}

	/**
	 * The reporter.
	 * @throws RuntimeException if it cannot be created
	 */
	TaskFailureReporter reporter() {
		return this.reporter.obtain();
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

}
