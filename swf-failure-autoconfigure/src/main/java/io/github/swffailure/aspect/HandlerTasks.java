package io.github.swffailure.aspect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.swffailure.ActivityExecutionListener.Execution;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.ActivityTaskContext;
import io.github.swffailure.ActivityTaskResolver;
import io.github.swffailure.aspect.FailureReports.InternalErrors;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.util.Assert;

/**
 * Finds the task of a call: the resolvers are asked first, then the arguments, then the
 * task that is bound to the thread.
 */
final class HandlerTasks {

	private final HandlerMethods handlers;

	private final Collaborators collaborators;

	private final Set<ActivityTaskResolver> failedResolvers = ConcurrentHashMap.newKeySet();

	HandlerTasks(HandlerMethods handlers, Collaborators collaborators) {
		this.handlers = handlers;
		this.collaborators = collaborators;
	}

	/** The run that is on top of the stack. */
	Run current(Stack stack) {
		Iterator<Call> calls = stack.calls();
		Call call = calls.next();
		HandlerMethod handler = handlerOf(call.invocation());
		ActivityTask task = taskOf(handler, call);
		boolean enclosed = isEnclosed(task, call.invocation().getArguments(), calls);
		return new Run(handler, (task != null) ? typed(task, handler) : null, enclosed, Execution.NONE);
	}

	private static ActivityTask typed(ActivityTask task, HandlerMethod handler) {
		return (task.type() != null) ? task : new ActivityTask(task.taskToken(), task.activityId(), handler.type(),
				task.execution(), task.traceparent());
	}

	/**
	 * A handler without a task works on the task of the one that called it, even if that
	 * has none either: the outermost one reports so.
	 */
	private boolean isEnclosed(@Nullable ActivityTask task, @Nullable Object[] arguments, Iterator<Call> enclosing) {
		if (task == null) {
			return enclosing.hasNext() || KotlinResults.isEnclosed(arguments, null);
		}
		if (KotlinResults.isEnclosed(arguments, task.taskToken())) {
			return true;
		}
		while (enclosing.hasNext()) {
			Call call = enclosing.next();
			ActivityTask outer = taskOf(handlerOf(call.invocation()), call);
			if (outer != null && outer.taskToken().equals(task.taskToken())) {
				return true;
			}
		}
		return false;
	}

	private HandlerMethod handlerOf(MethodInvocation invocation) {
		HandlerMethod handler = this.handlers.find(invocation.getMethod(), targetClass(invocation));
		Assert.state(handler != null, () -> "'" + invocation.getMethod() + "' is no activity handler");
		return handler;
	}

	/** A proxy without a target, as of an HTTP interface, is its own. */
	private static Class<?> targetClass(MethodInvocation invocation) {
		Object target = invocation.getThis();
		if (target == null && invocation instanceof ProxyMethodInvocation proxied) {
			target = proxied.getProxy();
		}
		return (target != null) ? target.getClass() : invocation.getMethod().getDeclaringClass();
	}

	private @Nullable ActivityTask taskOf(HandlerMethod handler, Call call) {
		@Nullable Object[] arguments = call.invocation().getArguments();
		for (ActivityTaskResolver resolver : this.collaborators.resolvers()) {
			ActivityTask task = ask(resolver, handler, arguments);
			if (task != null) {
				return task;
			}
		}
		ActivityTask task = handler.arguments().find(arguments);
		return (task != null) ? task : call.bound();
	}

	private @Nullable ActivityTask ask(ActivityTaskResolver resolver, HandlerMethod handler,
			@Nullable Object[] arguments) {
		try {
			return resolver.resolve(handler.method(), arguments);
		}
		catch (Throwable ex) {
			if (this.failedResolvers.add(resolver)) {
				InternalErrors.log("{} failed and is taken for one that finds no task; this is logged once",
						resolver.getClass().getName(), ex);
			}
			return null;
		}
	}

	/**
	 * One call of a handler.
	 *
	 * @param handler the handler
	 * @param task its task, with a type; {@code null} if none was found
	 * @param enclosed whether it runs within a handler of the same task, which then
	 * reports
	 * @param execution is notified of the end
	 */
	record Run(HandlerMethod handler, @Nullable ActivityTask task, boolean enclosed, Execution execution) {

		@Nullable String token() {
			return (this.task != null) ? this.task.taskToken() : null;
		}

		Run notifying(Execution execution) {
			return new Run(this.handler, this.task, this.enclosed, execution);
		}

	}

	/**
	 * A call that is under way.
	 *
	 * @param invocation the call
	 * @param bound the task that was bound to the thread when it began
	 */
	private record Call(MethodInvocation invocation, @Nullable ActivityTask bound) {

		private Call boundTo(ActivityTask task) {
			return new Call(this.invocation, task);
		}

	}

	/**
	 * The handlers that run on the current thread, the innermost first, each followed by
	 * the task that was bound when it was called, if one was.
	 *
	 * @param entries a collection of the JDK, so that an application that has ended
	 * leaves nothing of its own in the threads of a server; it stays with the thread, so
	 * that a call allocates nothing
	 */
	record Stack(Deque<Object> entries) {

		private static final ThreadLocal<Deque<Object>> CURRENT = ThreadLocal.withInitial(() -> new ArrayDeque<>(4));

		static Stack current() {
			return new Stack(CURRENT.get());
		}

		int size() {
			return this.entries.size();
		}

		void push(MethodInvocation call) {
			ActivityTask bound = ActivityTaskContext.current();
			if (bound != null) {
				this.entries.push(bound);
			}
			this.entries.push(call);
		}

		/**
		 * Takes calls off until a size is reached again, which also repairs what a stack
		 * overflow left half done.
		 */
		void restore(int size) {
			while (this.entries.size() > size) {
				this.entries.pop();
			}
		}

		/** The calls, the innermost first. */
		private Iterator<Call> calls() {
			Object innermost = this.entries.peek();
			if (this.entries.size() == 1 && innermost instanceof MethodInvocation only) {
				return List.of(new Call(only, null)).iterator();
			}
			List<Call> calls = new ArrayList<>(this.entries.size());
			for (Object entry : this.entries) {
				if (entry instanceof ActivityTask bound) {
					calls.add(calls.remove(calls.size() - 1).boundTo(bound));
				}
				else {
					calls.add(new Call((MethodInvocation) entry, null));
				}
			}
			return calls.iterator();
		}

	}

}
