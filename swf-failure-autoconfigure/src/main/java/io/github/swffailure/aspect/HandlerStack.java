package io.github.swffailure.aspect;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.ActivityTaskContext;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * The handlers that run on the current thread, the innermost first, each with the task
 * that was bound when it was called. A collection of the JDK holds them, so that an
 * application that has ended leaves nothing of its own in the threads of a server; it
 * stays with the thread, so that a call allocates nothing.
 */
final class HandlerStack {

	private static final ThreadLocal<Deque<Object>> CURRENT = ThreadLocal.withInitial(() -> new ArrayDeque<>(4));

	private static final Object NO_TASK = "";

	private HandlerStack() {
	}

	static Deque<Object> current() {
		return CURRENT.get();
	}

	static void push(Deque<Object> stack, MethodInvocation call) {
		ActivityTask bound = ActivityTaskContext.current();
		stack.push((bound != null) ? bound : NO_TASK);
		stack.push(call);
	}

	/**
	 * Takes calls off until a size is reached again, which also mends what a stack
	 * overflow left half done.
	 */
	static void restore(Deque<Object> stack, int size) {
		while (stack.size() > size) {
			stack.pop();
		}
	}

	static Iterator<Call> calls(Deque<Object> stack) {
		Iterator<Object> entries = stack.iterator();
		return new Iterator<>() {

			@Override
			public boolean hasNext() {
				return entries.hasNext();
			}

			@Override
			public Call next() {
				MethodInvocation invocation = (MethodInvocation) entries.next();
				return new Call(invocation, (entries.next() instanceof ActivityTask task) ? task : null);
			}

		};
	}

	/**
	 * A call of a handler.
	 *
	 * @param invocation the call
	 * @param bound the task that was bound to the thread then
	 */
	record Call(MethodInvocation invocation, @Nullable ActivityTask bound) {

	}

}
