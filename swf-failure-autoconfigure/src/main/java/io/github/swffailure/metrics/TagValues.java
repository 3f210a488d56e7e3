// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureOrigin;
import org.jspecify.annotations.Nullable;

/**
 * Values for tags, which are never empty. Beyond the limits of {@link FailureMeters}, the
 * value is {@code other}.
 */
final class TagValues {

	static final String UNKNOWN = "unknown";

	private static final String OTHER = "other";

	private static final ActivityTask.Type UNKNOWN_TYPE = new ActivityTask.Type(UNKNOWN, UNKNOWN);

	private static final ActivityTask.Type OTHER_TYPE = new ActivityTask.Type(OTHER, OTHER);

	private final BoundedValues<ActivityTask.Type> types = new BoundedValues<>(FailureMeters.MAX_ACTIVITY_TYPES,
			OTHER_TYPE);

	private final BoundedValues<String> exceptions = new BoundedValues<>(FailureMeters.MAX_EXCEPTIONS, OTHER);

	ActivityTask.Type type(ActivityTask.@Nullable Type type) {
		if (type == null || type.name().isBlank() || type.version().isBlank()) {
			return this.types.bound((type != null)
					? new ActivityTask.Type(orUnknown(type.name()), orUnknown(type.version())) : UNKNOWN_TYPE);
		}
		return this.types.bound(type);
	}

	String exception(FailureOrigin origin) {
		return this.exceptions.bound(orUnknown(origin.simpleName()));
	}

	private static String orUnknown(@Nullable String value) {
		return (value == null || value.isBlank()) ? UNKNOWN : value;
	}

	/**
	 * Keeps the first distinct values up to a limit, and replaces all others. Safe for
	 * use by several threads.
	 */
	private static final class BoundedValues<T> {

		private final Set<T> known = ConcurrentHashMap.newKeySet();

		private final int limit;

		private final T other;

		private BoundedValues(int limit, T other) {
			this.limit = limit;
			this.other = other;
		}

		private T bound(T value) {
			return (this.known.contains(value) || admit(value)) ? value : this.other;
		}

		private boolean admit(T value) {
			synchronized (this.known) {
				return this.known.contains(value) || (this.known.size() < this.limit && this.known.add(value));
			}
		}

	}

}
