package io.github.swffailure.benchmarks;

import java.util.stream.Stream;

import io.github.swffailure.FailureJournal;
import io.github.swffailure.TaskFailure;

/**
 * Keeps nothing and says that it does.
 */
final class NoJournal implements FailureJournal {

	@Override
	public boolean add(TaskFailure failure) {
		return true;
	}

	@Override
	public void remove(TaskFailure failure) {
	}

	@Override
	public boolean contains(TaskFailure failure) {
		return false;
	}

	@Override
	public Stream<TaskFailure> failures() {
		return Stream.empty();
	}

	@Override
	public int size() {
		return 0;
	}

}
