// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The number of reports that this worker keeps in the table, and the age of the oldest,
 * without a query: updated with each change, and corrected in each round.
 */
final class KeptCount {

	private int kept;

	private int reserved;

	private int leaving;

	private long changes;

	private @Nullable Instant oldest;

	private boolean stale;

	/** Reserves room for a report that is about to be written. */
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

	/** Rows of another worker were taken over. */
	synchronized void taken(int rows) {
		this.changes++;
		this.kept += rows;
		this.stale |= rows > 0;
	}

	/** A row may be removed; {@link #left} must follow. */
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

	/**
	 * Corrects the count, unless something is changing or has changed since the query.
	 */
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

	/** Whether the oldest report was removed, so that a query must find the next. */
	synchronized boolean isStale() {
		return this.stale;
	}

	synchronized @Nullable Instant oldest() {
		return this.oldest;
	}

}
