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
 * The handlers of a context that run, and the results that they have returned and that
 * may still fail. A call costs a count only: its task is looked for on the stacks of all
 * threads once somebody asks.
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

	/** A run is no call any more, and its report is not made yet. */
	void add(Run run) {
		this.later.merge(run, 1, Integer::sum);
	}

	void remove(Run run) {
		this.later.computeIfPresent(run, (same, times) -> (times > 1) ? times - 1 : null);
	}

	/**
	 * The tasks of those that run now, each once, as far as they are known.
	 * @param advice what intercepts the handlers of this context
	 * @param tasks finds those of calls
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
	 * A call that is under way.
	 *
	 * @param invocation the call
	 * @param bound the task that was bound to the thread when it began
	 * @param enclosing the call that it is part of
	 */
	record Call(MethodInvocation invocation, @Nullable ActivityTask bound, @Nullable Call enclosing) {

		private boolean isAdvisedBy(Advice advice) {
			return this.invocation instanceof ProxyMethodInvocation proxied
					&& proxied.getProxy() instanceof Advised advised && advised.indexOf(advice) >= 0;
		}

	}

	/**
	 * The handlers that run on the current thread, the innermost last, each after the
	 * task that was bound when it was called, if one was. A collection of the JDK, so
	 * that an application that has ended leaves nothing of its own in the threads of a
	 * server; it stays with the thread, so that a call allocates nothing. A list, since
	 * an array deque is empty once the stack has overflown while it grew.
	 */
	static final class Stack {

		private static final ThreadLocal<List<Object>> CURRENT = ThreadLocal.withInitial(Stack::create);

		/** Those of all threads, of which other threads only read copies. */
		private static final Map<Thread, List<Object>> ALL = Collections.synchronizedMap(new WeakHashMap<>());

		private Stack() {
		}

		private static List<Object> create() {
			List<Object> stack = new ArrayList<>(4);
			ALL.put(Thread.currentThread(), stack);
			return stack;
		}

		/** The innermost call of each thread that runs handlers at the moment. */
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
		 * Takes calls off until a size is reached again, which also repairs what a stack
		 * overflow left half done.
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
