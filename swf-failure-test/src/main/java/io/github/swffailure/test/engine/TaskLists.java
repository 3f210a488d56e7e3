package io.github.swffailure.test.engine;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

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

	void add(Key key, Poller<T> poller) {
		list(key).add(poller);
		this.changed.add(key);
	}

	void remove(Key key, T task) {
		list(key).remove(task);
		this.changed.add(key);
	}

	void remove(Key key, Poller<T> poller) {
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
	 * Where a task list is.
	 */
	record Key(String domain, String name) {
	}

}
