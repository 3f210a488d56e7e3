package io.github.swffailure.aspect;

import java.util.Deque;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.swffailure.ActivityExecutionListener;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.ActivityTaskResolver;
import io.github.swffailure.aspect.HandlerStack.Call;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Finds the task of a call, and whether a handler around it works on the same one.
 */
final class HandlerTasks {

	private final HandlerMethods handlers;

	private final LazyBeans<ActivityTaskResolver> resolvers;

	private final Set<ActivityTaskResolver> failedResolvers = ConcurrentHashMap.newKeySet();

	HandlerTasks(HandlerMethods handlers, LazyBeans<ActivityTaskResolver> resolvers) {
		this.handlers = handlers;
		this.resolvers = resolvers;
	}

	/** The run that is on top of the stack. */
	HandlerRun current(Deque<Object> stack) {
		Iterator<Call> calls = HandlerStack.calls(stack);
		Call call = calls.next();
		HandlerMethod handler = handlerOf(call.invocation());
		ActivityTask task = taskOf(handler, call);
		return new HandlerRun(handler, (task != null) ? typed(task, handler) : null, isEnclosed(task, calls),
				ActivityExecutionListener.Execution.NONE);
	}

	private static ActivityTask typed(ActivityTask task, HandlerMethod handler) {
		return (task.type() != null) ? task : new ActivityTask(task.taskToken(), task.activityId(), handler.type(),
				task.execution(), task.traceparent());
	}

	/**
	 * A handler without a task works on the task of the one that called it, even if that
	 * has none either: the outermost one tells so.
	 */
	private boolean isEnclosed(@Nullable ActivityTask task, Iterator<Call> enclosing) {
		if (task == null) {
			return enclosing.hasNext();
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
		Object target = invocation.getThis();
		Assert.state(target != null, "An activity handler must have a target");
		HandlerMethod handler = this.handlers.find(invocation.getMethod(), target.getClass());
		Assert.state(handler != null, () -> "'" + invocation.getMethod() + "' is no activity handler");
		return handler;
	}

	private @Nullable ActivityTask taskOf(HandlerMethod handler, Call call) {
		@Nullable Object[] arguments = call.invocation().getArguments();
		for (ActivityTaskResolver resolver : this.resolvers.get()) {
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
				OwnFailures.log("{} failed and is taken for one that finds no task; this is logged once",
						resolver.getClass().getName(), ex);
			}
			return null;
		}
	}

}
