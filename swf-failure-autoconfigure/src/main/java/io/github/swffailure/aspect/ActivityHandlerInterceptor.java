// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.util.Collection;
import java.util.List;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.aspect.FailureReports.InternalErrors;
import io.github.swffailure.aspect.HandlerResults.Kind;
import io.github.swffailure.aspect.HandlerTasks.Run;
import io.github.swffailure.aspect.RunningHandlers.Stack;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Notifies listeners of handler calls and reports the exceptions of handlers. An error in
 * this library never replaces what the handler threw or returned. Without listeners, the
 * task of a call is only searched for when the call has failed.
 */
final class ActivityHandlerInterceptor implements MethodInterceptor {

	private final Collaborators collaborators;

	private final RunningHandlers running;

	private final HandlerTasks tasks;

	private final ExecutionListeners listeners;

	private final HandlerResults results;

	ActivityHandlerInterceptor(Collaborators collaborators, RunningHandlers running, HandlerMethods handlers,
			boolean rethrow) {
		this.collaborators = collaborators;
		this.running = running;
		this.tasks = new HandlerTasks(handlers, collaborators);
		this.listeners = new ExecutionListeners(collaborators);
		this.results = new HandlerResults(new FailureReports(collaborators, running), running, rethrow);
	}

	/** The tasks of the running handlers. */
	Collection<ActivityTask> runningTasks() {
		try {
			return this.running.tasks(this, this.tasks);
		}
		catch (RuntimeException ex) {
			InternalErrors.log("The tasks of {} running handlers are unknown", this.running.count(), ex);
			return List.of();
		}
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		this.running.called();
		try {
			return intercept(invocation);
		}
		finally {
			this.running.returned();
		}
	}

	private @Nullable Object intercept(MethodInvocation invocation) throws Throwable {
		List<Object> stack = Stack.current();
		int enclosing = stack.size();
		Run run = null;
		Object result;
		try {
			this.collaborators.hold();
			Stack.push(stack, invocation);
			boolean suspending = KotlinResults.isSuspending(invocation.getArguments());
			run = (suspending || !this.listeners.isEmpty()) ? start(stack, invocation) : null;
			result = (suspending && run != null) ? this.results.proceedSuspending(run, invocation)
					: invocation.proceed();
		}
		catch (Throwable failure) {
			run = (run != null) ? run : find(stack, invocation);
			Stack.restore(stack, enclosing);
			return this.results.afterThrowing(run, failure);
		}
		Kind kind = Kind.of(result);
		run = (run != null || kind == Kind.COMPLETE) ? run : find(stack, invocation);
		Stack.restore(stack, enclosing);
		return (run != null) ? this.results.afterReturning(run, kind, result) : result;
	}

	private @Nullable Run start(List<Object> stack, MethodInvocation invocation) {
		Run run = find(stack, invocation);
		return (run != null) ? run.started(this.listeners) : null;
	}

	private @Nullable Run find(List<Object> stack, MethodInvocation invocation) {
		try {
			return this.tasks.current(stack, invocation);
		}
		catch (Throwable ex) {
			InternalErrors.log("A call of {} cannot be reported on", invocation.getMethod(), ex);
			return null;
		}
	}

	/**
	 * Reports exceptions of asynchronous handlers that are thrown on the caller's thread,
	 * for example by the executor. Does not notify listeners of a start.
	 */
	record OfCalls(ActivityHandlerInterceptor handlers) implements MethodInterceptor {

		@Override
		public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
			try {
				return invocation.proceed();
			}
			catch (Throwable failure) {
				List<Object> stack = Stack.current();
				int enclosing = stack.size();
				Stack.push(stack, invocation);
				Run run = this.handlers.find(stack, invocation);
				Stack.restore(stack, enclosing);
				return this.handlers.results.afterThrowing(run, failure);
			}
		}

	}

}
