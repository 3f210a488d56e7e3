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
final class OwnFiles {

	private final JournalDirectory directory;

	private final SafeDisk disk;

	private final JournalTrouble trouble;

	private final FileIndex index = new FileIndex();

	OwnFiles(JournalDirectory directory, SafeDisk disk, JournalTrouble trouble) {
		this.directory = directory;
		this.disk = disk;
		this.trouble = trouble;
	}

	FileIndex index() {
		return this.index;
	}

	boolean keep(TaskFailure failure) {
		boolean kept = write(failure);
		if (!kept) {
			this.trouble.lost();
		}
		return kept;
	}

	boolean write(TaskFailure failure) {
		JournalFile file = JournalFile.of(failure, this.disk.owner(), JournalFile.Kind.FAILURE);
		if (!this.disk.write(file, failure)) {
			return false;
		}
		JournalFile replaced = this.index.put(file);
		if (replaced != null) {
			this.disk.delete(replaced);
		}
		return true;
	}

	/** Writes what is kept elsewhere, as far as the disk takes it. */
	void takeFrom(FailureJournal memory) {
		memory.failures().takeWhile(this::write).forEach(memory::remove);
		if (memory.size() == 0) {
			this.disk.tryAgain();
		}
	}

	boolean forget(TaskFailure failure) {
		JournalFile file = this.index.get(JournalFile.keyOf(failure));
		if (file == null) {
			return false;
		}
		this.disk.willDelete(file);
		this.index.remove(file);
		this.disk.delete(file);
		return true;
	}

	boolean contains(TaskFailure failure) {
		return this.index.get(JournalFile.keyOf(failure)) != null;
	}

	/** Reads them one by one, as they are asked for. */
	Stream<TaskFailure> oldestFirst() {
		return this.index.oldestFirst()
			.stream()
			.map((file) -> Uninterrupted.get(() -> read(file)))
			.filter(Objects::nonNull);
	}

	/** Takes up a file that is there. Of two failures of one task the later counts. */
	void adopt(JournalFile file) {
		JournalFile known = this.index.get(file.key());
		if (known != null && known.compareTo(file) > 0) {
			this.disk.delete(file);
			return;
		}
		JournalFile replaced = this.index.put(file);
		if (this.disk.isDeleting(file) || !this.directory.has(file)) {
			this.index.remove(file);
		}
		else if (replaced != null) {
			this.disk.delete(replaced);
		}
	}

	@Nullable TaskFailure read(JournalFile file) {
		try {
			return this.directory.read(file.name());
		}
		catch (NoSuchFileException ex) {
			if (this.index.remove(file)) {
				this.trouble.vanished(file.name());
			}
		}
		catch (UnreadableFileException ex) {
			this.disk.setAside(file.name(), ex);
			this.index.remove(file);
		}
		catch (IOException ex) {
			this.trouble.begins("read", ex);
		}
		return null;
	}

}
