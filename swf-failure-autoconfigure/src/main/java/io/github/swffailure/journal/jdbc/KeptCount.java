// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How many reports this worker keeps in the table, and since when, without asking it:
 * counted as they come and go, and put right in each round.
 */
final class KeptCount {

	private int kept;

	private int reserved;

	private int leaving;

	private long changes;

	private @Nullable Instant oldest;

	private boolean stale;

	/** Holds a place for a report that is about to be written. */
	synchronized boolean reserve(int capacity) {
		if (this.kept + this.reserved >= capacity) {
			return false;
		}
		this.reserved++;
		return true;
	}

	synchronized void release() {
		this.reserved--;
	}

	synchronized void added(Instant time) {
		this.changes++;
		this.kept++;
		written(time);
	}

	synchronized void written(Instant time) {
		Instant known = this.oldest;
		this.stale |= known == null && this.kept > 1;
		if (known == null || time.isBefore(known)) {
			this.oldest = time;
		}
	}

	/** Rows of another worker have become ours. */
	synchronized void taken(int rows) {
		this.changes++;
		this.kept += rows;
		this.stale |= rows > 0;
	}

	/** A row may be about to go; what became of it follows. */
	synchronized void leaving() {
		this.leaving++;
	}

	synchronized void left(boolean gone, Instant time) {
		this.leaving--;
		if (!gone) {
			return;
		}
		this.changes++;
		this.kept--;
		this.stale |= this.oldest == null || !time.isAfter(this.oldest);
		if (this.kept <= 0) {
			this.oldest = null;
			this.stale = false;
		}
	}

	synchronized long changes() {
		return this.changes;
	}

	/** Puts it right, unless something changes, or has since the look at the table. */
	synchronized void counted(long changesBefore, int rows, @Nullable Instant oldestRow) {
		if (this.changes == changesBefore && this.reserved == 0 && this.leaving == 0) {
			this.kept = rows;
			this.oldest = oldestRow;
			this.stale = false;
		}
	}

	synchronized int size() {
		return Math.max(0, this.kept);
	}

	/** Whether the oldest has gone, so that the next one is to be looked up. */
	synchronized boolean isStale() {
		return this.stale;
	}

	synchronized @Nullable Instant oldest() {
		return this.oldest;
	}

}
