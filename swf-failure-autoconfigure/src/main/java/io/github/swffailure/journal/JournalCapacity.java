// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.Assert;

/**
 * Internal: whether a journal is full. That is logged once, and ends when a tenth of the
 * capacity is free again.
 */
public final class JournalCapacity {

	private static final Logger logger = LoggerFactory.getLogger(JournalCapacity.class);

	private final int capacity;

	private long refused;

	private boolean full;

	/**
	 * Starts with an empty journal.
	 * @param capacity maximum number of reports, at least 1
	 */
	public JournalCapacity(int capacity) {
		Assert.isTrue(capacity > 0,
				() -> "A failure journal must have room for at least 1 failure but has " + capacity);
		this.capacity = capacity;
	}

	/**
	 * The capacity.
	 * @return maximum number of reports
	 */
	public int capacity() {
		return this.capacity;
	}

	/**
	 * How many reports of other workers may be taken over. A tenth of the capacity stays
	 * free for failures of this worker.
	 * @param size number of kept reports
	 * @return the number; zero or negative if there is no room
	 */
	public int roomForOthers(int size) {
		return this.capacity - this.capacity / 10 - size;
	}

	/**
	 * Counts a report for which there was no room.
	 * @return {@code false}
	 */
	public synchronized boolean refuse() {
		this.refused++;
		if (!this.full) {
			this.full = true;
			logger.error(
					"The failure journal is full with {} failures: until it has room, failures that cannot be reported"
							+ " to SWF at once are lost",
					this.capacity);
		}
		return false;
	}

	/**
	 * Called after reports were removed.
	 * @param size how many are left
	 */
	public synchronized void after(int size) {
		this.full &= size > this.capacity / 10 * 9;
	}

	/**
	 * The problem, for the health of the journal.
	 * @return the problem, or {@code null} if there is room
	 */
	public synchronized @Nullable String problem() {
		return this.full ? "The failure journal is full" : null;
	}

	/**
	 * Number of reports for which there was no room.
	 * @return the number since the start
	 */
	public synchronized long refused() {
		return this.refused;
	}

}
