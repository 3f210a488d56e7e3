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
		byte[] content = FailureText.write(failure);
		try {
			writeOrRecreate(file, content);
			this.deleting.remove(file.name());
			this.trouble.written(content.length);
			return true;
		}
		catch (IOException | RuntimeException ex) {
			this.trouble.begins("written", ex, content.length);
			return false;
		}
	}

	private void writeOrRecreate(JournalFile file, byte[] content) throws IOException {
		try {
			this.directory.write(file.name(), content);
		}
		catch (NoSuchFileException ex) {
			if (!this.ownership.holdAgain()) {
				throw ex;
			}
			this.directory.write(file.name(), content);
		}
	}

	/** Finds out whether trouble is over, so that no failure is needed to notice. */
	synchronized void tryAgain() {
		if (this.trouble.problem() == null || !this.ownership.hold() || !this.directory.exists()) {
			return;
		}
		String name = owner() + ".try" + JournalFile.UNFINISHED;
		int size = this.trouble.refused();
		try {
			this.directory.write(name, new byte[size]);
			this.directory.delete(name);
			this.trouble.written(size);
		}
		catch (IOException | RuntimeException ex) {
			this.trouble.begins("written", ex, size);
		}
	}

	/** To be told before a deletion that others may notice half done. */
	void willDelete(JournalFile file) {
		this.deleting.add(file.name());
	}

	/** A file that cannot be deleted is as good as deleted, and tried again. */
	void delete(JournalFile file) {
		willDelete(file);
		delete(file.name());
	}

	private void delete(String name) {
		try {
			this.directory.delete(name);
			this.deleting.remove(name);
		}
		catch (IOException | RuntimeException ex) {
			this.trouble.begins("cleaned", ex);
		}
	}

	boolean isDeleting(JournalFile file) {
		return this.deleting.contains(file.name());
	}

	/** Deletes what could not be deleted before. */
	void deleteAgain() {
		for (String name : this.deleting) {
			delete(name);
		}
	}

	boolean move(String from, String to) {
		try {
			this.directory.move(from, to);
			return true;
		}
		catch (IOException ex) {
			this.trouble.begins("cleaned", ex);
			return false;
		}
	}

	void setAside(String name, Exception reason) {
		String newName = name + ".unreadable";
		if (move(name, newName)) {
			this.trouble.setAside(name, newName, reason);
		}
	}

}
