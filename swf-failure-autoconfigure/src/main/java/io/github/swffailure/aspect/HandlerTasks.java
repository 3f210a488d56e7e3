// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import io.github.swffailure.ActivityExecutionListener.Execution;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.ActivityTaskResolver;
import io.github.swffailure.aspect.FailureReports.InternalErrors;
import io.github.swffailure.aspect.RunningHandlers.Call;
import io.github.swffailure.aspect.RunningHandlers.Stack;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;

/**
 * Finds the task of a call: with the resolvers, among the arguments, or bound to the
 * thread, in this order.
 */
final class HandlerTasks {

	private final HandlerMethods handlers;

	private final Collaborators collaborators;

	private final Set<ActivityTaskResolver> failedResolvers = ConcurrentHashMap.newKeySet();

	HandlerTasks(HandlerMethods handlers, Collaborators collaborators) {
		this.handlers = handlers;
		this.collaborators = collaborators;
	}

	/** The run of the call on top of the stack. Does not notify listeners of a start. */
	Run current(List<Object> stack, MethodInvocation invocation) {
		Call call = (stack.size() > 1) ? Stack.innermost(stack) : null;
		HandlerMethod handler = handlerOf(invocation);
		@Nullable Object[] arguments = invocation.getArguments();
		ActivityTask task = taskOf(handler, arguments, (call != null) ? call.bound() : null);
		boolean enclosed = isEnclosed(task, arguments, (call != null) ? call.enclosing() : null);
		return new Run(handler, (task != null) ? typed(task, handler) : null, enclosed);
	}

	private static ActivityTask typed(ActivityTask task, HandlerMethod handler) {
		return (task.type() != null) ? task : new ActivityTask(task.taskToken(), task.activityId(), handler.type(),
				task.execution(), task.traceparent());
	}

	/**
	 * A handler without a task uses the task of the handler that called it. If that has
	 * none either, the outermost one reports it.
	 */
	private boolean isEnclosed(@Nullable ActivityTask task, @Nullable Object[] arguments, @Nullable Call enclosing) {
		if (task == null) {
			return enclosing != null || KotlinResults.isEnclosed(arguments, null);
		}
		if (KotlinResults.isEnclosed(arguments, task.taskToken())) {
			return true;
		}
		for (Call outer = enclosing; outer != null; outer = outer.enclosing()) {
			ActivityTask other = taskOf(outer);
			if (other != null && other.taskToken().equals(task.taskToken())) {
				return true;
			}
		}
		return false;
	}

	/** The task of a call, on any thread. */
	@Nullable ActivityTask taskOf(Call call) {
		HandlerMethod handler = handlerOf(call.invocation());
		ActivityTask task = taskOf(handler, call.invocation().getArguments(), call.bound());
		return (task != null) ? typed(task, handler) : null;
	}

	private HandlerMethod handlerOf(MethodInvocation invocation) {
		HandlerMethod handler = this.handlers.find(invocation.getMethod(), targetClass(invocation));
		if (handler == null) {
			throw new IllegalStateException("'" + invocation.getMethod() + "' is not an activity handler");
		}
		return handler;
	}

	/** A proxy without a target, such as an HTTP interface client, is its own target. */
	private static Class<?> targetClass(MethodInvocation invocation) {
		Object target = invocation.getThis();
		if (target == null && invocation instanceof ProxyMethodInvocation proxied) {
			target = proxied.getProxy();
		}
		return (target != null) ? target.getClass() : invocation.getMethod().getDeclaringClass();
	}

	private @Nullable ActivityTask taskOf(HandlerMethod handler, @Nullable Object[] arguments,
			@Nullable ActivityTask bound) {
		for (ActivityTaskResolver resolver : this.collaborators.resolvers()) {
			ActivityTask task = ask(resolver, handler, arguments);
			if (task != null) {
				return task;
			}
		}
		ActivityTask task = handler.arguments().find(arguments, handler.type());
		return (task != null) ? task : bound;
	}

	private @Nullable ActivityTask ask(ActivityTaskResolver resolver, HandlerMethod handler,
			@Nullable Object[] arguments) {
		try {
			return resolver.resolve(handler.method(), arguments);
		}
		catch (Throwable ex) {
			if (this.failedResolvers.add(resolver)) {
				InternalErrors.logWithoutMessages("{} failed and counts as finding no task; this is logged once: {}",
						resolver.getClass().getName(), ex);
			}
			return null;
		}
	}

	/** One call of a handler. Holds the callback for its end, until that is called. */
	@SuppressWarnings("serial")
	static final class Run extends AtomicReference<@Nullable Execution> {

		/** Marks a call within a handler of the same task, which reports instead. */
		private static final Execution ENCLOSING = (failure) -> {
		};

		private final transient HandlerMethod handler;

		private final transient @Nullable ActivityTask task;

		private Run(HandlerMethod handler, @Nullable ActivityTask task, boolean enclosed) {
			this.handler = handler;
			this.task = task;
			setPlain(enclosed ? ENCLOSING : null);
		}

		HandlerMethod handler() {
			return this.handler;
		}

		/** Its task, with a type; {@code null} if none was found. */
		@Nullable ActivityTask task() {
			return this.task;
		}

		boolean enclosed() {
			return get() == ENCLOSING;
		}

		@Nullable String token() {
			return (this.task != null) ? this.task.taskToken() : null;
		}

		Run started(ExecutionListeners listeners) {
			if (this.task != null && !enclosed()) {
				setPlain(listeners.onStart(this.task));
			}
			return this;
		}

		void returned() {
			ExecutionListeners.onReturn(get());
		}

		/** Notifies listeners of the end, only once. */
		void ended(@Nullable Throwable failure) {
			ExecutionListeners.onEnd(end(), failure);
		}

		/** The same for a failure whose report is lost. */
		void lost(Throwable failure) {
			ExecutionListeners.onLost(end(), failure);
		}

		private @Nullable Execution end() {
			return (get() != null && !enclosed()) ? getAndSet(null) : null;
		}

	}

}
