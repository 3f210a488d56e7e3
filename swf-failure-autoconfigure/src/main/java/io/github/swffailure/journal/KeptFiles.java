package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.github.swffailure.FailureJournal;
import io.github.swffailure.TaskFailure;
import org.jspecify.annotations.Nullable;

/**
 * The failures that this worker keeps on disk.
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

	boolean keep(TaskFailure failure) {
		boolean kept = write(failure, true);
		if (!kept) {
			this.files.health().lost();
		}
		return kept;
	}

	boolean write(TaskFailure failure, boolean mayHaveArrived) {
		JournalFile file = JournalFile.of(failure, this.files.owner(), kind(mayHaveArrived));
		if (!this.files.write(file, failure)) {
			return false;
		}
		JournalFile replaced = this.index.put(file);
		if (replaced != null) {
			this.files.delete(replaced);
		}
		return true;
	}

	/** A failure whose age counts from now. */
	static TaskFailure at(Clock clock, TaskFailure failure) {
		return new TaskFailure(failure.task(), failure.description(), failure.origin(),
				clock.instant().truncatedTo(ChronoUnit.MILLIS));
	}

	private static JournalFile.Kind kind(boolean mayHaveArrived) {
		return mayHaveArrived ? JournalFile.Kind.FAILURE : JournalFile.Kind.UNSENT;
	}

	/** Writes what is kept elsewhere, as far as the disk takes it. */
	void takeFrom(FailureJournal memory) {
		memory.failures()
			.takeWhile((failure) -> write(failure, memory.mayHaveArrived(failure)))
			.forEach(memory::remove);
		if (memory.size() == 0) {
			this.files.tryAgain();
		}
	}

	/** Notes in the name whether a report may have arrived. */
	synchronized void mark(TaskFailure failure, boolean mayHaveArrived) {
		JournalFile file = this.index.get(JournalFile.keyOf(failure));
		if (file == null) {
			return;
		}
		JournalFile marked = file.as(kind(mayHaveArrived));
		if (marked.equals(file) || !this.files.move(file.name(), marked.name())) {
			return;
		}
		if (!this.index.replace(file, marked)) {
			this.files.delete(marked);
		}
	}

	/** Whether a report may have arrived, if the failure is kept here. */
	boolean isUnsent(TaskFailure failure) {
		JournalFile file = this.index.get(JournalFile.keyOf(failure));
		return file != null && file.kind() == JournalFile.Kind.UNSENT;
	}

	/** Also if another thread renames the file at the same time. */
	void forget(TaskFailure failure) {
		String key = JournalFile.keyOf(failure);
		boolean removed = false;
		for (JournalFile file = this.index.get(key); file != null && !removed; file = this.index.get(key)) {
			this.files.willDelete(file);
			removed = this.index.remove(file);
			this.files.delete(file);
		}
	}

	synchronized boolean setAside(TaskFailure failure) {
		JournalFile file = this.index.get(JournalFile.keyOf(failure));
		return file != null && this.files.move(file.name(), file.as(JournalFile.Kind.EXPIRED).name())
				&& this.index.remove(file);
	}

	boolean contains(TaskFailure failure) {
		return this.index.get(JournalFile.keyOf(failure)) != null;
	}

	/**
	 * Reads them one by one, as they are asked for.
	 * @param more asked for further files when all have been read, until there is none
	 */
	Stream<TaskFailure> oldestFirst(Supplier<List<JournalFile>> more) {
		return StreamSupport.stream(new Reader(this.index.oldestFirst(), more), false);
	}

	/** Takes up a file that is there. Of two failures of one task the later counts. */
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

	@Nullable TaskFailure read(JournalFile file) {
		try {
			return this.files.directory().read(file.name()).failure();
		}
		catch (NoSuchFileException ex) {
			if (this.index.remove(file)) {
				this.files.health().vanished(file.name());
			}
		}
		catch (FailureText.UnreadableFileException ex) {
			this.files.setAside(file.name(), ex);
			this.index.remove(file);
		}
		catch (IOException ex) {
			this.files.health().begins("read", ex);
		}
		return null;
	}

	/** Reads files under the names that they have when it is their turn. */
	private final class Reader extends Spliterators.AbstractSpliterator<TaskFailure> {

		private final Supplier<List<JournalFile>> more;

		private Iterator<JournalFile> batch;

		private Reader(List<JournalFile> first, Supplier<List<JournalFile>> more) {
			super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
			this.batch = first.iterator();
			this.more = more;
		}

		@Override
		public boolean tryAdvance(Consumer<? super TaskFailure> action) {
			while (this.batch.hasNext() || goOn()) {
				TaskFailure failure = readCurrent(this.batch.next().key());
				if (failure != null) {
					action.accept(failure);
					return true;
				}
			}
			return false;
		}

		private boolean goOn() {
			this.batch = this.more.get().iterator();
			return this.batch.hasNext();
		}

		private @Nullable TaskFailure readCurrent(String key) {
			JournalFile file = KeptFiles.this.index.get(key);
			TaskFailure failure = (file != null) ? read(file) : null;
			while (file != null && failure == null && !file.equals(KeptFiles.this.index.get(key))) {
				file = KeptFiles.this.index.get(key);
				failure = (file != null) ? read(file) : null;
			}
			return failure;
		}

	}

}
