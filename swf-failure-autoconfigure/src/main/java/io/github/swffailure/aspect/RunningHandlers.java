// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.ActivityTaskContext;
import io.github.swffailure.aspect.HandlerTasks.Run;
import org.aopalliance.aop.Advice;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.Advised;
import org.springframework.util.Assert;

/**
 * The running handlers of a context, and the returned results that may still fail. A call
 * only increments a counter; its task is found on the stacks of all threads on request.
 */
final class RunningHandlers {

	private final AtomicInteger count = new AtomicInteger();

	private final Map<Run, Integer> later = new ConcurrentHashMap<>();

	int count() {
		return this.count.get();
	}

	void called() {
		this.count.incrementAndGet();
	}

	void returned() {
		this.count.decrementAndGet();
	}

	/** The result of a run may fail later. */
	void started(Run run) {
		add(run);
		this.count.incrementAndGet();
	}

	void stopped(Run run) {
		remove(run);
		this.count.decrementAndGet();
	}

	/** A run has left the stack, but its report is not made yet. */
	void add(Run run) {
		this.later.merge(run, 1, Integer::sum);
	}

	void remove(Run run) {
		this.later.computeIfPresent(run, (same, times) -> (times > 1) ? times - 1 : null);
	}

	/**
	 * The tasks of the running handlers, each once, as far as they are known.
	 * @param advice intercepts the handlers of this context
	 * @param tasks finds the tasks of calls
	 */
	Collection<ActivityTask> tasks(Advice advice, HandlerTasks tasks) {
		Map<String, ActivityTask> found = new LinkedHashMap<>();
		for (Call innermost : Stack.onAllThreads()) {
			for (Call call = innermost; call != null; call = call.enclosing()) {
				if (call.isAdvisedBy(advice)) {
					add(tasks.taskOf(call), found);
				}
			}
		}
		this.later.keySet().forEach((run) -> add(run.task(), found));
		return found.values();
	}

	private static void add(@Nullable ActivityTask task, Map<String, ActivityTask> found) {
		if (task != null) {
			found.putIfAbsent(task.taskToken(), task);
		}
	}

	/**
	 * A running call.
	 *
	 * @param invocation the call
	 * @param bound the task that was bound to the thread when it began
	 * @param enclosing the handler call that made this one
	 */
	record Call(MethodInvocation invocation, @Nullable ActivityTask bound, @Nullable Call enclosing) {

		private boolean isAdvisedBy(Advice advice) {
			return this.invocation instanceof ProxyMethodInvocation proxied
					&& proxied.getProxy() instanceof Advised advised && advised.indexOf(advice) >= 0;
		}

	}

	/**
	 * The handler calls on the current thread, the innermost last, each preceded by the
	 * task that was bound when it began, if there was one. It stays with the thread, so
	 * that a call allocates nothing, and is a class of the JDK, so that a stopped
	 * application leaves no class of its own in the threads of a server. It is not an
	 * array deque, because that loses its content if the stack overflows while it grows.
	 */
	static final class Stack {

		private static final ThreadLocal<List<Object>> CURRENT = ThreadLocal.withInitial(Stack::create);

		/** The stacks of all threads; other threads only copy them. */
		private static final Map<Thread, List<Object>> ALL = Collections.synchronizedMap(new WeakHashMap<>());

		private Stack() {
		}

		private static List<Object> create() {
			List<Object> stack = new ArrayList<>(4);
			ALL.put(Thread.currentThread(), stack);
			return stack;
		}

		/** The innermost call of each thread that is running handlers. */
		private static List<Call> onAllThreads() {
			List<Object[]> copies;
			synchronized (ALL) {
				copies = ALL.values().stream().map(List::toArray).toList();
			}
			return copies.stream()
				.map((copy) -> Stream.of(copy).filter(Objects::nonNull).toList())
				.filter((copy) -> copy.stream().anyMatch(MethodInvocation.class::isInstance))
				.map(Stack::innermost)
				.toList();
		}

		static List<Object> current() {
			return CURRENT.get();
		}

		static void push(List<Object> stack, MethodInvocation call) {
			ActivityTask bound = ActivityTaskContext.current();
			if (bound != null) {
				stack.add(bound);
			}
			stack.add(call);
		}

		/**
		 * Removes calls down to a former size, which also repairs the stack after a stack
		 * overflow.
		 */
		static void restore(List<Object> stack, int size) {
			while (stack.size() > size) {
				stack.remove(stack.size() - 1);
			}
		}

		static Call innermost(List<Object> stack) {
			Call call = null;
			ActivityTask bound = null;
			for (Object entry : stack) {
				if (entry instanceof ActivityTask task) {
					bound = task;
				}
				else {
					call = new Call((MethodInvocation) entry, bound, call);
					bound = null;
				}
			}
			Assert.state(call != null, "No handler runs");
			return call;
		}

	}

}
