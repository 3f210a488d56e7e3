package io.github.swffailure.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the values of a tag few: the first so many different ones are kept for good, the
 * rest is taken together. Safe for use by several threads.
 *
 * @param <T> type of the values
 */
final class BoundedValues<T> {

	private final Set<T> known = ConcurrentHashMap.newKeySet();

	private final int limit;

	private final T other;

	BoundedValues(int limit, T other) {
		this.limit = limit;
		this.other = other;
	}

	T bound(T value) {
		return (this.known.contains(value) || admit(value)) ? value : this.other;
	}

	private boolean admit(T value) {
		synchronized (this.known) {
			return this.known.contains(value) || (this.known.size() < this.limit && this.known.add(value));
		}
	}

}
