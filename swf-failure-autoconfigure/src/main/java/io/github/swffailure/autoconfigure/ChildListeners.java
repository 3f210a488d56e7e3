package io.github.swffailure.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.swffailure.ActivityExecutionListener;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.Delivery;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;
import io.github.swffailure.support.BoundedMap;
import io.github.swffailure.support.TaskFailureListeners;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.function.SingletonSupplier;

/**
 * The failure listeners of a child context, which the reporter of its parent does not
 * know. They are called for the failures of the child's handlers, redeliveries included,
 * until the child is closed.
 */
final class ChildListeners implements ActivityExecutionListener, DisposableBean {

	private static final int CAPACITY = 10_000;

	private final Map<String, Boolean> tokens = BoundedMap.of(CAPACITY);

	private final TaskFailureListener listener;

	private final All parent;

	ChildListeners(ListableBeanFactory child, All parent) {
		this.parent = parent;
		this.listener = new OfOwnHandlers(new TaskFailureListeners(SingletonSupplier.of(() -> beansOf(child))));
		this.parent.children.add(this.listener);
	}

	private static List<TaskFailureListener> beansOf(ListableBeanFactory child) {
		return child.getBeansOfType(TaskFailureListener.class)
			.values()
			.stream()
			.sorted(AnnotationAwareOrderComparator.INSTANCE)
			.toList();
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

		private OfOwnHandlers(TaskFailureListeners listeners) {
			this.listeners = listeners;
		}

		@Override
		public void onAttempt(TaskFailure failure, boolean redelivery) {
			ifOwn(failure, (listener) -> listener.onAttempt(failure, redelivery));
		}

		@Override
		public void onDelivery(TaskFailure failure, Delivery delivery) {
			ifOwn(failure, (listener) -> listener.onDelivery(failure, delivery));
			if (delivery.outcome().isFinal()) {
				ChildListeners.this.tokens.remove(failure.task().taskToken());
			}
		}

		@Override
		public void onNewDefect(TaskFailure failure, boolean returned) {
			ifOwn(failure, (listener) -> listener.onNewDefect(failure, returned));
		}

		private void ifOwn(TaskFailure failure, Consumer<TaskFailureListener> call) {
			if (ChildListeners.this.tokens.containsKey(failure.task().taskToken())) {
				call.accept(this.listeners);
			}
		}

	}

	/**
	 * The listeners of a context and of its children as one, which is none of them.
	 */
	static final class All {

		private final List<TaskFailureListener> children = new CopyOnWriteArrayList<>();

		private final TaskFailureListeners listeners;

		private final TaskFailureListeners ofChildren = new TaskFailureListeners(() -> this.children);

		All(Supplier<List<TaskFailureListener>> own) {
			this.listeners = new TaskFailureListeners(own);
		}

		/** Calls those of the context first; holds them too where it is held. */
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

	/** Matches where a parent context reports failures already. */
	static final class InChild implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return isInChild(context);
		}

	}

	/** Matches everywhere else. */
	static final class NotInChild implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return !isInChild(context);
		}

	}

}
