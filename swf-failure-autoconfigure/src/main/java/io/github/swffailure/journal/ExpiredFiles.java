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
 * The failures that have expired, of every worker on the directory: set aside under
 * another ending, at most as many as the journal may keep, until an operator deletes them
 * or has them sent again.
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

	/** How many there are, by the last look at the directory. */
	void counted(int files) {
		this.count.set(files);
	}

	/** Sets a kept failure aside, if there is room. */
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

	/** Keeps an expired failure again, as one that failed now. */
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
