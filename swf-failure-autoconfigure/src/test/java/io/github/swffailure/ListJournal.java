// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A journal that keeps what a test puts into it.
 */
public class ListJournal implements FailureJournal {

	private final List<TaskReport> failures = new CopyOnWriteArrayList<>();

	private final List<TaskReport> expired = new CopyOnWriteArrayList<>();

	private final Map<String, Integer> leftAlone = new ConcurrentHashMap<>();

	private volatile @Nullable String problem;

	public ListJournal(TaskFailure... failures) {
		this.failures.addAll(List.of(failures));
	}

	public void breakDown(@Nullable String problem) {
		this.problem = problem;
	}

	@Override
	public boolean add(TaskReport failure) {
		return this.failures.add(failure);
	}

	@Override
	public void remove(TaskReport failure) {
		this.failures.remove(failure);
	}

	@Override
	public boolean contains(TaskReport failure) {
		return this.failures.contains(failure);
	}

	@Override
	public Stream<TaskReport> reports() {
		return this.failures.stream();
	}

	@Override
	public boolean expire(TaskReport report) {
		return this.failures.remove(report) && this.expired.add(report);
	}

	@Override
	public Stream<TaskReport> expired() {
		return this.expired.stream();
	}

	@Override
	public boolean requeue(TaskReport report) {
		return this.expired.remove(report) && this.failures.add(report);
	}

	@Override
	public Map<String, Integer> leftAlone() {
		return this.leftAlone;
	}

	public void leaveAlone(String place, int reports) {
		this.leftAlone.put(place, reports);
	}

	@Override
	public int size() {
		return this.failures.size();
	}

	@Override
	public @Nullable String problem() {
		return this.problem;
	}

}
