// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.github.swffailure.ActivityExecutionListener;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.Delivery;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;
import io.github.swffailure.aspect.ActivityHandlerPostProcessor;
import io.github.swffailure.support.BeansInOrder;
import io.github.swffailure.support.BoundedMap;
import io.github.swffailure.support.DeclaredHandler;
import io.github.swffailure.support.TaskFailureListeners;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.function.SingletonSupplier;

/**
 * The failure listeners of a child context, which the reporter of its parent does not
 * know. Until the child is closed, they are called for failures of the child's handlers,
 * including redeliveries, and for failures of an earlier process whose activity types the
 * child handles.
 */
final class ChildListeners implements ActivityExecutionListener, DisposableBean {

	private static final int CAPACITY = 10_000;

	private final Map<String, Boolean> tokens = BoundedMap.of(CAPACITY);

	private final TaskFailureListener listener;

	private final All parent;

	ChildListeners(ConfigurableListableBeanFactory child, All parent) {
		this.parent = parent;
		this.listener = new OfOwnHandlers(
				new TaskFailureListeners(BeansInOrder.withoutParents(child, TaskFailureListener.class)),
				SingletonSupplier.of(() -> typesOf(child)));
		this.parent.children.add(this.listener);
	}

	private static Set<ActivityTask.Type> typesOf(ConfigurableListableBeanFactory child) {
		return child.getBean(ActivityHandlerPostProcessor.class)
			.handlers()
			.stream()
			.map(DeclaredHandler::type)
			.collect(Collectors.toSet());
	}

	@Override
	public Execution onStart(ActivityTask task) {
		this.tokens.put(task.taskToken(), true);
		return (failure) -> forgetIfSuccessful(task, failure);
	}

	private void forgetIfSuccessful(ActivityTask task, @Nullable Throwable failure) {
		if (failure == null) {
			this.tokens.remove(task.taskToken());
		}
	}

	@Override
	public void destroy() {
		this.parent.children.remove(this.listener);
	}

	private final class OfOwnHandlers implements TaskFailureListener {

		private final TaskFailureListeners listeners;

		private final Supplier<Set<ActivityTask.Type>> types;

		private final Map<String, Boolean> others = BoundedMap.of(CAPACITY);

		private OfOwnHandlers(TaskFailureListeners listeners, Supplier<Set<ActivityTask.Type>> types) {
			this.listeners = listeners;
			this.types = types;
		}

		@Override
		public void onAttempt(TaskFailure failure, boolean redelivery) {
			claim(failure, redelivery);
			ifOwn(failure, (listener) -> listener.onAttempt(failure, redelivery));
		}

		@Override
		public void onDelivery(TaskFailure failure, Delivery delivery) {
			claim(failure, delivery.redelivery());
			ifOwn(failure, (listener) -> listener.onDelivery(failure, delivery));
			if (delivery.outcome().isFinal()) {
				ChildListeners.this.tokens.remove(failure.task().taskToken());
				this.others.remove(failure.task().taskToken());
			}
		}

		@Override
		public void onNewDefect(TaskFailure failure, boolean returned) {
			ifOwn(failure, (listener) -> listener.onNewDefect(failure, returned));
		}

		/** Failures of an earlier process are assigned by their activity type. */
		private void claim(TaskFailure failure, boolean redelivery) {
			String token = failure.task().taskToken();
			if (ChildListeners.this.tokens.containsKey(token) || this.others.containsKey(token)) {
				return;
			}
			boolean own = redelivery && failure.task().type() != null
					&& this.types.get().contains(failure.task().type());
			(own ? ChildListeners.this.tokens : this.others).put(token, true);
		}

		private void ifOwn(TaskFailure failure, Consumer<TaskFailureListener> call) {
			if (ChildListeners.this.tokens.containsKey(failure.task().taskToken())) {
				call.accept(this.listeners);
			}
		}

	}

	/** The listeners of a context and of its children; not itself a listener bean. */
	static final class All {

		private final List<TaskFailureListener> children = new CopyOnWriteArrayList<>();

		private final TaskFailureListeners listeners;

		private final TaskFailureListeners ofChildren = new TaskFailureListeners(() -> this.children);

		All(Supplier<List<TaskFailureListener>> own) {
			this.listeners = new TaskFailureListeners(own);
		}

		/** One listener that calls all, those of the context first, and can hold them. */
		TaskFailureListeners asOne() {
			List<TaskFailureListener> both = List.of(this.listeners, this.ofChildren);
			return new TaskFailureListeners(() -> {
				this.listeners.hold();
				return both;
			});
		}

	}

	private static boolean isInChild(ConditionContext context) {
		BeanFactory factory = (context.getBeanFactory() != null) ? context.getBeanFactory().getParentBeanFactory()
				: null;
		return factory != null && factory.containsBean("swfFailureHandlerPostProcessor");
	}

	/** Matches if a parent context already reports failures. */
	static final class InChild implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return isInChild(context);
		}

	}

	/** Matches in all other contexts. */
	static final class NotInChild implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return !isInChild(context);
		}

	}

}
