// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * The files of this worker, by task and by age, so that only the content of a report has
 * to be read from disk. Needs about 300 bytes per file.
 */
final class FileIndex {

	private final Map<String, JournalFile> byKey = new HashMap<>();

	private final TreeSet<JournalFile> byAge = new TreeSet<>();

	private int reserved;

	/** Reserves room for a file that is about to be written. */
	synchronized boolean reserve(String key, int capacity) {
		if (this.byAge.size() + this.reserved >= capacity && !this.byKey.containsKey(key)) {
			return false;
		}
		this.reserved++;
		return true;
	}

	synchronized void release() {
		this.reserved--;
	}

	/**
	 * Adds a file.
	 * @return the file that it replaces, if any
	 */
	synchronized @Nullable JournalFile put(JournalFile file) {
		JournalFile replaced = this.byKey.put(file.key(), file);
		if (replaced != null) {
			this.byAge.remove(replaced);
		}
		this.byAge.add(file);
		return file.equals(replaced) ? null : replaced;
	}

	synchronized @Nullable JournalFile get(String key) {
		return this.byKey.get(key);
	}

	/** Replaces a file with its new name, unless it was removed or replaced meanwhile. */
	synchronized boolean replace(JournalFile file, JournalFile renamed) {
		return this.byKey.replace(file.key(), file, renamed) && this.byAge.remove(file) && this.byAge.add(renamed);
	}

	synchronized boolean remove(JournalFile file) {
		return this.byKey.remove(file.key(), file) && this.byAge.remove(file);
	}

	synchronized List<JournalFile> oldestFirst() {
		return new ArrayList<>(this.byAge);
	}

	/**
	 * The next older file.
	 * @param file the file before it, {@code null} for the newest
	 */
	synchronized @Nullable JournalFile before(@Nullable JournalFile file) {
		JournalFile newest = this.byAge.isEmpty() ? null : this.byAge.last();
		return (file != null) ? this.byAge.lower(file) : newest;
	}

	synchronized @Nullable Instant oldest(@Nullable Instant other) {
		Instant own = this.byAge.isEmpty() ? null : this.byAge.first().instant();
		boolean otherIsOlder = other != null && (own == null || other.isBefore(own));
		return otherIsOlder ? other : own;
	}

	synchronized int size() {
		return this.byAge.size();
	}

}
