// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.swffailure.TaskReport;

/**
 * Writes, renames and deletes files of this worker. An error of the disk is not thrown,
 * but shows in the health of the journal.
 */
final class WorkerFiles {

	private final JournalDirectory directory;

	private final WorkerLock lock;

	private final JournalHealth health;

	private final ReportAddress.Source address;

	private final Set<String> deleting = ConcurrentHashMap.newKeySet();

	private final Set<String> ignored = ConcurrentHashMap.newKeySet();

	WorkerFiles(JournalDirectory directory, JournalHealth health, ReportAddress.Source address) {
		this.directory = directory;
		this.lock = new WorkerLock(directory, health);
		this.health = health;
		this.address = address;
	}

	JournalDirectory directory() {
		return this.directory;
	}

	WorkerLock lock() {
		return this.lock;
	}

	JournalHealth health() {
		return this.health;
	}

	String owner() {
		return this.lock.owner();
	}

	boolean write(JournalFile file, TaskReport report) {
		if (!this.lock.hold()) {
			return false;
		}
		byte[] content = {};
		try {
			content = this.directory.contentOf(report, this.address.find(false));
			writeOrRecreate(file, content);
			this.deleting.remove(file.name());
			this.health.written(content.length);
			return true;
		}
		catch (IOException ex) {
			this.health.begins("written", ex, content.length);
			return false;
		}
	}

	private void writeOrRecreate(JournalFile file, byte[] content) throws IOException {
		try {
			this.directory.write(file.name(), content);
		}
		catch (NoSuchFileException ex) {
			if (!this.lock.holdAgain()) {
				throw ex;
			}
			this.directory.write(file.name(), content);
		}
	}

	/** Checks whether a problem is over, without waiting for the next failure. */
	synchronized void tryAgain() {
		if (this.health.problem() == null || !this.lock.hold() || !this.directory.exists()) {
			return;
		}
		String name = owner() + ".try" + JournalFile.UNFINISHED;
		int size = this.health.refused();
		try {
			this.directory.write(name, new byte[size]);
			this.directory.delete(name);
			this.health.written(size);
		}
		catch (IOException ex) {
			this.health.begins("written", ex, size);
		}
	}

	/** To be called first if another thread may see the deletion half done. */
	void willDelete(JournalFile file) {
		this.deleting.add(file.name());
	}

	/** A file that cannot be deleted counts as deleted, and is deleted later. */
	void delete(JournalFile file) {
		willDelete(file);
		delete(file.name());
	}

	private void delete(String name) {
		try {
			this.directory.delete(name);
			this.deleting.remove(name);
		}
		catch (IOException ex) {
			this.health.begins("cleaned", ex);
		}
	}

	boolean isDeleting(JournalFile file) {
		return this.deleting.contains(file.name());
	}

	/** Deletes the files that could not be deleted before. */
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
		catch (NoSuchFileException ex) {
			return false;
		}
		catch (IOException ex) {
			this.health.begins("cleaned", ex);
			return false;
		}
	}

	void setAside(String name, Exception reason) {
		String newName = name + ".unreadable";
		if (move(name, newName)) {
			this.health.setAside(name, newName, reason);
		}
		else if (Files.exists(this.directory.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
			ignore(name, reason);
		}
	}

	/** Ignores a file that can be neither read nor set aside; logged once. */
	void ignore(String name, Exception reason) {
		if (this.ignored.add(name)) {
			this.health.ignored(name, reason);
		}
	}

	boolean isIgnored(String name) {
		return this.ignored.contains(name);
	}

}
