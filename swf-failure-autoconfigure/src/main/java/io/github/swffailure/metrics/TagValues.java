package io.github.swffailure.metrics;

import org.jspecify.annotations.Nullable;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureOrigin;

/**
 * Values for tags: never empty, and few. What goes beyond the limits of
 * {@link MicrometerTaskFailureListener} is {@code other}.
 */
final class TagValues {

	static final String UNKNOWN = "unknown";

	private static final String OTHER = "other";

	private static final ActivityTask.Type UNKNOWN_TYPE = new ActivityTask.Type(UNKNOWN, UNKNOWN);

	private static final ActivityTask.Type OTHER_TYPE = new ActivityTask.Type(OTHER, OTHER);

	private final BoundedValues<ActivityTask.Type> types = new BoundedValues<>(
			MicrometerTaskFailureListener.MAX_ACTIVITY_TYPES, OTHER_TYPE);

	private final BoundedValues<String> exceptions = new BoundedValues<>(MicrometerTaskFailureListener.MAX_EXCEPTIONS,
			OTHER);

	ActivityTask.Type type(ActivityTask.@Nullable Type type) {
		return this.types.bound((type != null)
				? new ActivityTask.Type(orUnknown(type.name()), orUnknown(type.version())) : UNKNOWN_TYPE);
	}

	String exception(FailureOrigin origin) {
		return this.exceptions.bound(orUnknown(origin.simpleName()));
	}

	private static String orUnknown(@Nullable String value) {
		return (value == null || value.isBlank()) ? UNKNOWN : value;
	}

}
