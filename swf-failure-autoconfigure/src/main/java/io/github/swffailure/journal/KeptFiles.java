// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.github.swffailure.FailureJournal;
import io.github.swffailure.TaskReport;
import org.jspecify.annotations.Nullable;

/**
 * The reports that this worker keeps on disk.
 */
final class KeptFiles {

	private final WorkerFiles files;

	private final FileIndex index = new FileIndex();

	KeptFiles(WorkerFiles files) {
		this.files = files;
	}

	WorkerFiles files() {
		return this.files;
	}

	FileIndex index() {
		return this.index;
	}

	boolean keep(TaskReport report) {
		boolean kept = write(report, true);
		if (!kept) {
			this.files.health().lost();
		}
		return kept;
	}

	boolean write(TaskReport report, boolean mayHaveArrived) {
		JournalFile file = JournalFile.of(report, this.files.owner(), JournalFile.Kind.of(report, mayHaveArrived));
		if (!this.files.write(file, report)) {
			return false;
		}
		JournalFile replaced = this.index.put(file);
		if (replaced != null) {
			this.files.delete(replaced);
		}
		return true;
	}

	/** A report whose age counts from now. */
	static TaskReport at(Clock clock, TaskReport report) {
		return report.at(clock.instant().truncatedTo(ChronoUnit.MILLIS));
	}

	/** Writes reports that are kept in memory, until the disk refuses one. */
	void takeFrom(FailureJournal memory) {
		memory.reports().takeWhile((report) -> write(report, memory.mayHaveArrived(report))).forEach(memory::remove);
		if (memory.size() == 0) {
			this.files.tryAgain();
		}
	}

	/** Records in the file name whether an attempt may have arrived. */
	synchronized void mark(TaskReport report, boolean mayHaveArrived) {
		JournalFile file = this.index.get(JournalFile.keyOf(report.task()));
		if (file == null) {
			return;
		}
		JournalFile marked = file.as(file.kind().as(mayHaveArrived));
		if (marked.equals(file) || !this.files.move(file.name(), marked.name())) {
			return;
		}
		if (!this.index.replace(file, marked)) {
			this.files.delete(marked);
		}
	}

	/** Whether the report is kept here and no attempt can have arrived. */
	boolean isUnsent(TaskReport report) {
		JournalFile file = this.index.get(JournalFile.keyOf(report.task()));
		return file != null && file.kind().isUnsent();
	}

	/** Deletes the file, even if another thread renames it at the same time. */
	void forget(TaskReport report) {
		String key = JournalFile.keyOf(report.task());
		boolean removed = false;
		for (JournalFile file = this.index.get(key); file != null && !removed; file = this.index.get(key)) {
			this.files.willDelete(file);
			removed = this.index.remove(file);
			this.files.delete(file);
		}
	}

	synchronized boolean setAside(TaskReport report) {
		JournalFile file = this.index.get(JournalFile.keyOf(report.task()));
		return file != null && this.files.move(file.name(), file.as(JournalFile.Kind.EXPIRED).name())
				&& this.index.remove(file);
	}

	boolean contains(TaskReport report) {
		return this.index.get(JournalFile.keyOf(report.task())) != null;
	}

	/**
	 * The reports, read as the stream is consumed.
	 * @param more supplies further files when all have been read, until it has none
	 */
	Stream<TaskReport> oldestFirst(Supplier<List<JournalFile>> more) {
		return StreamSupport.stream(new Reader(this.index.oldestFirst(), more), false);
	}

	/** The reports, read as the stream is consumed. */
	Stream<TaskReport> newestFirst() {
		return Stream.iterate(this.index.before(null), Objects::nonNull, this.index::before)
			.map((file) -> readCurrent(file.key()))
			.filter(Objects::nonNull);
	}

	/** Adds an existing file. If a task has two reports, the later one is kept. */
	synchronized void adopt(JournalFile file) {
		JournalFile known = this.index.get(file.key());
		if (file.equals(known)) {
			return;
		}
		if (known != null && known.time().compareTo(file.time()) > 0) {
			this.files.delete(file);
			return;
		}
		if (!this.files.directory().has(file)) {
			return;
		}
		JournalFile replaced = this.index.put(file);
		if (this.files.isDeleting(file) || !this.files.directory().has(file)) {
			this.index.remove(file);
		}
		else if (replaced != null) {
			this.files.delete(replaced);
		}
	}

	@Nullable TaskReport read(JournalFile file) {
		try {
			return this.files.directory().read(file.name()).report();
		}
		catch (NoSuchFileException ex) {
			if (this.index.remove(file)) {
				this.files.health().vanished(file.name());
			}
		}
		catch (ReportContent.UnreadableFileException ex) {
			this.files.setAside(file.name(), ex);
			this.index.remove(file);
		}
		catch (IOException ex) {
			this.files.health().begins("read", ex);
		}
		return null;
	}

	/** Reads a file under its current name, which another thread may change. */
	private @Nullable TaskReport readCurrent(String key) {
		JournalFile file = this.index.get(key);
		if (file == null) {
			return null;
		}
		try {
			return this.files.directory().read(file.name()).report();
		}
		catch (IOException ex) {
			return readUnchanged(key);
		}
	}

	/** Reads the file again while no other thread can rename it. */
	private synchronized @Nullable TaskReport readUnchanged(String key) {
		JournalFile file = this.index.get(key);
		return (file != null) ? read(file) : null;
	}

	/** Reads each file under the name that it has at that moment. */
	private final class Reader extends Spliterators.AbstractSpliterator<TaskReport> {

		private final Supplier<List<JournalFile>> more;

		private Iterator<JournalFile> batch;

		private Reader(List<JournalFile> first, Supplier<List<JournalFile>> more) {
			super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
			this.batch = first.iterator();
			this.more = more;
		}

		@Override
		public boolean tryAdvance(Consumer<? super TaskReport> action) {
			while (this.batch.hasNext() || goOn()) {
				TaskReport report = readCurrent(this.batch.next().key());
				if (report != null) {
					action.accept(report);
					return true;
				}
			}
			return false;
		}

		private boolean goOn() {
			this.batch = this.more.get().iterator();
			return this.batch.hasNext();
		}

	}

}
