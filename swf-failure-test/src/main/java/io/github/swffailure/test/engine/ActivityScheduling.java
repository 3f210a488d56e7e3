package io.github.swffailure.test.engine;

import io.github.swffailure.test.protocol.Fields;
import io.github.swffailure.test.protocol.Members;

import org.jspecify.annotations.Nullable;

/**
 * Scheduling activity tasks, or writing why one cannot be scheduled.
 */
final class ActivityScheduling {

	private ActivityScheduling() {
	}

	static void apply(Execution execution, Members attributes, long completedEventId) {
		TypeKey key = TypeKey.of(TypeKey.Kind.ACTIVITY, attributes.structure("activityType"));
		RegisteredType type = execution.ids().domain().findType(key);
		Configuration configuration = (type != null) ? Configuration.ofActivity(attributes, type) : null;
		String cause = refusal(execution, attributes.string("activityId"), type, configuration);
		Fields event = Fields.of("activityType", key.toMap())
			.and("activityId", attributes.string("activityId"))
			.and("decisionTaskCompletedEventId", completedEventId);
		if (cause != null || configuration == null) {
			execution.decisionTasks().refuse("ScheduleActivityTaskFailed", event.and("cause", cause));
			return;
		}
		long eventId = execution.add("ActivityTaskScheduled",
				event.and(configuration.values()).and(attributes.only("input", "control")));
		execution.activityTasks()
			.add(new ActivityTask(execution, attributes.string("activityId"), configuration, eventId));
	}

	private static @Nullable String refusal(Execution execution, String activityId, @Nullable RegisteredType type,
			@Nullable Configuration configuration) {
		if (type == null || configuration == null) {
			return "ACTIVITY_TYPE_DOES_NOT_EXIST";
		}
		if (type.isDeprecated()) {
			return "ACTIVITY_TYPE_DEPRECATED";
		}
		if (execution.activityTasks().isOpen(activityId)) {
			return "ACTIVITY_ID_ALREADY_IN_USE";
		}
		if (execution.activityTasks().isFull()) {
			return "OPEN_ACTIVITIES_LIMIT_EXCEEDED";
		}
		if (configuration.undefined() != null) {
			return configuration.cause();
		}
		return isWithinRate(execution, configuration) ? null : "ACTIVITY_CREATION_RATE_EXCEEDED";
	}

	private static boolean isWithinRate(Execution execution, Configuration configuration) {
		Buckets buckets = execution.region().buckets();
		return buckets.allow("ScheduleActivityTask")
				&& buckets.allow("ScheduleActivityTask/taskList", ActivityTask.list(execution, configuration));
	}

}
