package io.github.swffailure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A journal that keeps what a test puts into it.
 */
public final class ListJournal implements FailureJournal {

	private final List<TaskReport> failures = new CopyOnWriteArrayList<>();

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
	public int size() {
		return this.failures.size();
	}

	@Override
	public @Nullable String problem() {
		return this.problem;
	}

}
