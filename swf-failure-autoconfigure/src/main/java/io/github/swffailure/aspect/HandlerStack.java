package io.github.swffailure.aspect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.ActivityTaskContext;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * The handlers that run on the current thread, the innermost first, each followed by the
 * task that was bound when it was called, if one was. A collection of the JDK holds them,
 * so that an application that has ended leaves nothing of its own in the threads of a
 * server; it stays with the thread, so that a call allocates nothing.
 */
final class HandlerStack {

	private static final ThreadLocal<Deque<Object>> CURRENT = ThreadLocal.withInitial(() -> new ArrayDeque<>(4));

	private HandlerStack() {
	}

	static Deque<Object> current() {
		return CURRENT.get();
	}

	static void push(Deque<Object> stack, MethodInvocation call) {
		ActivityTask bound = ActivityTaskContext.current();
		if (bound != null) {
			stack.push(bound);
		}
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

	/** The calls, the innermost first. */
	static Iterator<Call> calls(Deque<Object> stack) {
		List<Call> calls = new ArrayList<>();
		for (Object entry : stack) {
			if (entry instanceof ActivityTask bound) {
				calls.add(calls.remove(calls.size() - 1).boundTo(bound));
			}
			else {
				calls.add(new Call((MethodInvocation) entry, null));
			}
		}
		return calls.iterator();
	}

	/**
	 * A call of a handler.
	 *
	 * @param invocation the call
	 * @param bound the task that was bound to the thread then
	 */
	record Call(MethodInvocation invocation, @Nullable ActivityTask bound) {

		private Call boundTo(ActivityTask task) {
			return new Call(this.invocation, task);
		}

	}

}
