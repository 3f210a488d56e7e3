package io.github.swffailure.aspect;

import java.util.Deque;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Calls a handler. A call that succeeds leaves a mark on the stack of its thread and
 * takes it off again; its task is looked for only if somebody wants to know.
 */
final class ActivityHandlerInterceptor implements MethodInterceptor {

	private final HandlerTasks tasks;

	private final ExecutionListeners listeners;

	private final HandlerResults results;

	ActivityHandlerInterceptor(HandlerTasks tasks, ExecutionListeners listeners, HandlerResults results) {
		this.tasks = tasks;
		this.listeners = listeners;
		this.results = results;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Deque<Object> stack = HandlerStack.current();
		int enclosing = stack.size();
		HandlerRun run = null;
		Object result;
		try {
			HandlerStack.push(stack, invocation);
			run = this.listeners.isEmpty() ? null : start(stack, invocation);
			result = invocation.proceed();
		}
		catch (Throwable failure) {
			run = (run != null) ? run : find(stack, invocation);
			HandlerStack.restore(stack, enclosing);
			return this.results.afterThrowing(run, failure);
		}
		run = (run != null || ResultKind.of(result) == ResultKind.PLAIN) ? run : find(stack, invocation);
		HandlerStack.restore(stack, enclosing);
		return (run != null) ? this.results.afterReturning(run, result) : result;
	}

	private @Nullable HandlerRun start(Deque<Object> stack, MethodInvocation invocation) {
		HandlerRun run = find(stack, invocation);
		return (run == null || run.enclosed() || run.task() == null) ? run
				: run.toldTo(this.listeners.onStart(run.task()));
	}

	private @Nullable HandlerRun find(Deque<Object> stack, MethodInvocation invocation) {
		try {
			return this.tasks.current(stack);
		}
		catch (Throwable ex) {
			OwnFailures.log("A call of {} cannot be reported on", invocation.getMethod(), ex);
			return null;
		}
	}

}
