// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.github.swffailure.test.protocol.SwfFault;

/**
 * The task lists of all domains for one kind of task. A list exists while something waits
 * in it. Tasks go to pollers only in {@link #match()}, after the call that scheduled them
 * is done, so that the events of one decision stay together.
 *
 * @param <T> the kind of task
 */
final class TaskLists<T extends Task> {

	private final Map<Key, TaskList<T>> lists = new HashMap<>();

	private final Set<Key> changed = new LinkedHashSet<>();

	void add(Key key, T task) {
		list(key).add(task);
		this.changed.add(key);
	}

	void add(Key key, Polls.Poller<T> poller) {
		list(key).add(poller);
		this.changed.add(key);
	}

	void remove(Key key, T task) {
		list(key).remove(task);
		this.changed.add(key);
	}

	void remove(Key key, Polls.Poller<T> poller) {
		list(key).remove(poller);
		this.changed.add(key);
	}

	void match() {
		while (!this.changed.isEmpty()) {
			Key key = this.changed.iterator().next();
			this.changed.remove(key);
			TaskList<T> list = list(key);
			list.match();
			if (list.isIdle()) {
				this.lists.remove(key);
			}
		}
	}

	int waitingTasks(Key key) {
		TaskList<T> list = this.lists.get(key);
		return (list != null) ? list.size() : 0;
	}

	void releasePollers() {
		this.lists.values().forEach(TaskList::releasePollers);
	}

	private TaskList<T> list(Key key) {
		return this.lists.computeIfAbsent(key, (absent) -> new TaskList<>());
	}

	/**
	 * The domain and name of a task list.
	 */
	record Key(String domain, String name) {
	}

	/**
	 * The tasks that wait for a poller and the pollers that wait for a task, both in
	 * order.
	 *
	 * @param <T> the kind of task
	 */
	private static final class TaskList<T extends Task> {

		private static final int MOST_POLLERS = 1000;

		private final TreeSet<T> tasks = new TreeSet<>(Task.ORDER);

		private final Set<Polls.Poller<T>> pollers = new LinkedHashSet<>();

		void add(T task) {
			this.tasks.add(task);
		}

		void remove(T task) {
			this.tasks.remove(task);
		}

		void add(Polls.Poller<T> poller) {
			if (this.pollers.size() >= MOST_POLLERS) {
				throw SwfFault.limitExceeded("Too many pollers: at most " + MOST_POLLERS + " may wait on a task list");
			}
			this.pollers.add(poller);
		}

		void remove(Polls.Poller<T> poller) {
			this.pollers.remove(poller);
		}

		/**
		 * Hands waiting tasks to waiting pollers, each to exactly one.
		 */
		void match() {
			while (!this.tasks.isEmpty() && !this.pollers.isEmpty()) {
				T task = this.tasks.first();
				this.tasks.remove(task);
				Polls.Poller<T> poller = this.pollers.iterator().next();
				this.pollers.remove(poller);
				poller.hand(task);
			}
		}

		void releasePollers() {
			this.pollers.forEach(Polls.Poller::release);
			this.pollers.clear();
		}

		int size() {
			return this.tasks.size();
		}

		boolean isIdle() {
			return this.tasks.isEmpty() && this.pollers.isEmpty();
		}

	}

}
