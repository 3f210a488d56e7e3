// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.benchmarks;

import java.util.stream.Stream;

import io.github.swffailure.FailureJournal;
import io.github.swffailure.TaskReport;

/**
 * Keeps nothing and says that it does.
 */
final class NoJournal implements FailureJournal {

	@Override
	public boolean add(TaskReport report) {
		return true;
	}

	@Override
	public void remove(TaskReport report) {
	}

	@Override
	public boolean contains(TaskReport report) {
		return false;
	}

	@Override
	public Stream<TaskReport> reports() {
		return Stream.empty();
	}

	@Override
	public int size() {
		return 0;
	}

}
