package io.github.swffailure.journal;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.Assert;

/**
 * Whether a journal has reached its capacity: logged once, and over when a tenth is free.
 */
final class JournalCapacity {

	private static final Logger logger = LoggerFactory.getLogger(JournalCapacity.class);

	private final int capacity;

	private long refused;

	private boolean full;

	JournalCapacity(int capacity) {
		Assert.isTrue(capacity > 0,
				() -> "A failure journal must have room for at least 1 failure but has " + capacity);
		this.capacity = capacity;
	}

	int capacity() {
		return this.capacity;
	}

	synchronized boolean refuse() {
		this.refused++;
		if (!this.full) {
			this.full = true;
			logger.error("The failure journal has its {} failures and takes no more: those that SWF cannot be told of"
					+ " at once are lost until it has room", this.capacity);
		}
		return false;
	}

	synchronized void after(int size) {
		this.full &= size > this.capacity / 10 * 9;
	}

	synchronized @Nullable String problem() {
		return this.full ? "The failure journal is full" : null;
	}

	synchronized long refused() {
		return this.refused;
	}

}
