package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.stream.Stream;

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

	FileIndex index() {
		return this.index;
	}

	boolean keep(TaskFailure failure) {
		boolean kept = write(failure);
		if (!kept) {
			this.files.health().lost();
		}
		return kept;
	}

	boolean write(TaskFailure failure) {
		JournalFile file = JournalFile.of(failure, this.files.owner(), JournalFile.Kind.FAILURE);
		if (!this.files.write(file, failure)) {
			return false;
		}
		JournalFile replaced = this.index.put(file);
		if (replaced != null) {
			this.files.delete(replaced);
		}
		return true;
	}

	/** Writes what is kept elsewhere, as far as the disk takes it. */
	void takeFrom(FailureJournal memory) {
		memory.failures().takeWhile(this::write).forEach(memory::remove);
		if (memory.size() == 0) {
			this.files.tryAgain();
		}
	}

	boolean forget(TaskFailure failure) {
		JournalFile file = this.index.get(JournalFile.keyOf(failure));
		if (file == null) {
			return false;
		}
		this.files.willDelete(file);
		this.index.remove(file);
		this.files.delete(file);
		return true;
	}

	boolean contains(TaskFailure failure) {
		return this.index.get(JournalFile.keyOf(failure)) != null;
	}

	/** Reads them one by one, as they are asked for. */
	Stream<TaskFailure> oldestFirst() {
		return this.index.oldestFirst().stream().map(this::read).filter(Objects::nonNull);
	}

	/** Takes up a file that is there. Of two failures of one task the later counts. */
	void adopt(JournalFile file) {
		JournalFile known = this.index.get(file.key());
		if (known != null && known.compareTo(file) > 0) {
			this.files.delete(file);
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
			return this.files.directory().read(file.name());
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

}
