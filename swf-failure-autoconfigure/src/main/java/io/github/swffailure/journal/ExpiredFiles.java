// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.swffailure.TaskReport;
import org.jspecify.annotations.Nullable;

/**
 * The expired reports of all workers on the directory. They have a suffix of their own,
 * and stay until an operator deletes or resends them. There are at most as many as the
 * journal's capacity.
 */
final class ExpiredFiles {

	private final WorkerFiles files;

	private final KeptFiles kept;

	private final int capacity;

	private final Clock clock;

	private final AtomicInteger count = new AtomicInteger();

	ExpiredFiles(WorkerFiles files, KeptFiles kept, int capacity, Clock clock) {
		this.files = files;
		this.kept = kept;
		this.capacity = capacity;
		this.clock = clock;
	}

	/** Sets the number found by a scan. */
	void counted(int files) {
		this.count.set(files);
	}

	/** Sets a kept report aside, if there is room. */
	boolean add(TaskReport report) {
		if (this.count.incrementAndGet() <= this.capacity && this.kept.setAside(report)) {
			return true;
		}
		this.count.decrementAndGet();
		return false;
	}

	Stream<TaskReport> reports() {
		return names().stream().map(this.kept::read).filter(Objects::nonNull);
	}

	/** Keeps an expired report again; its age counts from now. */
	boolean requeue(TaskReport report) {
		JournalFile file = find(JournalFile.keyOf(report.task()));
		if (file == null) {
			return false;
		}
		TaskReport expired = this.kept.read(file);
		if (expired == null || !this.kept.write(KeptFiles.at(this.clock, expired), true)) {
			return false;
		}
		this.files.delete(file);
		this.count.decrementAndGet();
		return true;
	}

	private @Nullable JournalFile find(String key) {
		return names().stream().filter((file) -> file.key().equals(key)).findFirst().orElse(null);
	}

	private List<JournalFile> names() {
		try {
			return this.files.directory()
				.names()
				.stream()
				.map(JournalFile::parse)
				.filter(Objects::nonNull)
				.filter((file) -> file.kind() == JournalFile.Kind.EXPIRED && !this.files.isDeleting(file))
				.toList();
		}
		catch (IOException ex) {
			this.files.health().begins("read", ex);
			return List.of();
		}
	}

}
