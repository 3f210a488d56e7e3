package io.github.swffailure.test.engine;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

import io.github.swffailure.test.protocol.SwfFault;

/**
 * The tasks that wait for a poller and the pollers that wait for a task, both in order.
 *
 * @param <T> the kind of task
 */
final class TaskList<T extends Task> {

	private static final int MOST_POLLERS = 1000;

	private final TreeSet<T> tasks = new TreeSet<>(Task.ORDER);

	private final Set<Poller<T>> pollers = new LinkedHashSet<>();

	void add(T task) {
		this.tasks.add(task);
	}

	void remove(T task) {
		this.tasks.remove(task);
	}

	void add(Poller<T> poller) {
		if (this.pollers.size() >= MOST_POLLERS) {
			throw SwfFault.limitExceeded("Too many pollers: at most " + MOST_POLLERS + " may wait on a task list");
		}
		this.pollers.add(poller);
	}

	void remove(Poller<T> poller) {
		this.pollers.remove(poller);
	}

	/**
	 * Hands waiting tasks to waiting pollers, each to exactly one.
	 */
	void match() {
		while (!this.tasks.isEmpty() && !this.pollers.isEmpty()) {
			T task = this.tasks.first();
			this.tasks.remove(task);
			Poller<T> poller = this.pollers.iterator().next();
			this.pollers.remove(poller);
			poller.hand(task);
		}
	}

	void releasePollers() {
		this.pollers.forEach(Poller::release);
		this.pollers.clear();
	}

	int size() {
		return this.tasks.size();
	}

	boolean isIdle() {
		return this.tasks.isEmpty() && this.pollers.isEmpty();
	}

}
