package io.github.swffailure.metrics;

import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureOrigin;
import io.github.swffailure.ReportOutcome;

/**
 * The tags of {@code swf.activity.failures}: always the same keys, bounded values.
 */
final class FailureTags {

	private static final String UNKNOWN = "unknown";

	private static final String OTHER = "other";

	private static final ActivityTask.Type UNKNOWN_TYPE = new ActivityTask.Type(UNKNOWN, UNKNOWN);

	private static final ActivityTask.Type OTHER_TYPE = new ActivityTask.Type(OTHER, OTHER);

	private final BoundedValues<ActivityTask.Type> types = new BoundedValues<>(
			MicrometerTaskFailureListener.MAX_ACTIVITY_TYPES, OTHER_TYPE);

	private final BoundedValues<String> exceptions = new BoundedValues<>(MicrometerTaskFailureListener.MAX_EXCEPTIONS,
			OTHER);

	Tags of(ActivityTask.@Nullable Type type, FailureOrigin origin, ReportOutcome outcome) {
		ActivityTask.Type bounded = this.types.bound(complete(type));
		return Tags.of("activity", bounded.name(), "version", bounded.version(), "exception",
				this.exceptions.bound(orUnknown(origin.simpleName())), "outcome", outcome.id());
	}

	private static ActivityTask.Type complete(ActivityTask.@Nullable Type type) {
		return (type != null) ? new ActivityTask.Type(orUnknown(type.name()), orUnknown(type.version())) : UNKNOWN_TYPE;
	}

	private static String orUnknown(@Nullable String value) {
		return (value == null || value.isBlank()) ? UNKNOWN : value;
	}

}
