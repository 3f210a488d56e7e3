// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.Assert;

/**
 * Internal: whether a journal has reached its capacity: logged once, and over when a
 * tenth is free.
 */
public final class JournalCapacity {

	private static final Logger logger = LoggerFactory.getLogger(JournalCapacity.class);

	private final int capacity;

	private long refused;

	private boolean full;

	/**
	 * Begins with room for all.
	 * @param capacity maximum number of reports, at least 1
	 */
	public JournalCapacity(int capacity) {
		Assert.isTrue(capacity > 0,
				() -> "A failure journal must have room for at least 1 failure but has " + capacity);
		this.capacity = capacity;
	}

	/**
	 * How many there may be.
	 * @return maximum number of reports
	 */
	public int capacity() {
		return this.capacity;
	}

	/**
	 * How many reports of other workers may be taken over: a tenth of the capacity stays
	 * free for what fails here.
	 * @param size how many there are
	 * @return their number; not above zero if there is no room
	 */
	public int roomForOthers(int size) {
		return this.capacity - this.capacity / 10 - size;
	}

	/**
	 * A report found no room.
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
	 * Reports have been removed.
	 * @param size how many are left
	 */
	public synchronized void after(int size) {
		this.full &= size > this.capacity / 10 * 9;
	}

	/**
	 * What is wrong now.
	 * @return the problem, or {@code null} if there is room
	 */
	public synchronized @Nullable String problem() {
		return this.full ? "The failure journal is full" : null;
	}

	/**
	 * How many reports found no room.
	 * @return their number since the start
	 */
	public synchronized long refused() {
		return this.refused;
	}

}
