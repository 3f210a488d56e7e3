package io.github.swffailure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A journal that keeps what a test puts into it.
 */
public final class ListJournal implements FailureJournal {

	private final List<TaskFailure> failures = new CopyOnWriteArrayList<>();

	private volatile @Nullable String problem;

	public ListJournal(TaskFailure... failures) {
		this.failures.addAll(List.of(failures));
	}

	public void breakDown(@Nullable String problem) {
		this.problem = problem;
	}

	@Override
	public boolean add(TaskFailure failure) {
		return this.failures.add(failure);
	}

	@Override
	public void remove(TaskFailure failure) {
		this.failures.remove(failure);
	}

	@Override
	public boolean contains(TaskFailure failure) {
		return this.failures.contains(failure);
	}

	@Override
	public Stream<TaskFailure> failures() {
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
