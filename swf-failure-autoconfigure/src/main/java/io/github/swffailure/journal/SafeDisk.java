package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.swffailure.TaskFailure;

/**
 * Writes and deletes files in the name of this worker, and turns what the disk refuses
 * into trouble instead of exceptions.
 */
final class SafeDisk {

	private final JournalDirectory directory;

	private final Ownership ownership;

	private final JournalTrouble trouble;

	private final Set<String> deleting = ConcurrentHashMap.newKeySet();

	SafeDisk(JournalDirectory directory, Ownership ownership, JournalTrouble trouble) {
		this.directory = directory;
		this.ownership = ownership;
		this.trouble = trouble;
	}

	String owner() {
		return this.ownership.owner();
	}

	boolean write(JournalFile file, TaskFailure failure) {
		if (!this.ownership.hold()) {
			return false;
		}
		try {
			writeOrRecreate(file, failure);
			this.trouble.isOver();
			return true;
		}
		catch (IOException | RuntimeException ex) {
			this.trouble.begins("written", ex);
			return false;
		}
	}

	private void writeOrRecreate(JournalFile file, TaskFailure failure) throws IOException {
		try {
			this.directory.write(file, failure);
		}
		catch (NoSuchFileException ex) {
			if (!this.ownership.holdAgain()) {
				throw ex;
			}
			this.directory.write(file, failure);
		}
	}

	/** To be told before a deletion that others may notice half done. */
	void willDelete(JournalFile file) {
		this.deleting.add(file.name());
	}

	/** A file that cannot be deleted is as good as deleted, and tried again. */
	void delete(JournalFile file) {
		try {
			willDelete(file);
			this.directory.delete(file.name());
			this.deleting.remove(file.name());
		}
		catch (IOException | RuntimeException ex) {
			this.trouble.begins("cleaned", ex);
		}
	}

	boolean isDeleting(JournalFile file) {
		return this.deleting.contains(file.name());
	}

	void setAside(String name, Exception reason) {
		try {
			this.directory.move(name, name + ".unreadable");
			this.trouble.setAside(name, name + ".unreadable", reason);
		}
		catch (IOException ex) {
			this.trouble.begins("cleaned", ex);
		}
	}

}
