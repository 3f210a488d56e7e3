// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureOrigin;
import io.github.swffailure.metrics.ActivityObservation.HighCardinality;
import io.github.swffailure.metrics.ActivityObservation.LowCardinality;
import io.github.swffailure.support.FailureOrigins;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import org.jspecify.annotations.Nullable;

/**
 * Names and key values of {@code swf.activity.execution}, as listed in
 * {@link ActivityObservation}. A
 * {@link io.micrometer.observation.GlobalObservationConvention} for
 * {@link ActivityExecutionContext} replaces it.
 */
final class ActivityExecutionConvention implements ObservationConvention<ActivityExecutionContext> {

	private static final String NONE = "none";

	private final TagValues values = new TagValues();

	private final Map<ActivityTask.Type, OfType> types = new ConcurrentHashMap<>();

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ActivityExecutionContext;
	}

	@Override
	public String getName() {
		return ActivityObservation.EXECUTION.getName();
	}

	@Override
	public String getContextualName(ActivityExecutionContext context) {
		return context.ofType().contextualName();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(ActivityExecutionContext context) {
		Throwable failure = context.failure();
		if (failure == null) {
			return context.ended() ? context.ofType().succeeded() : context.ofType().running();
		}
		FailureOrigin origin = FailureOrigins.of(failure);
		return keyValues(this.values.type(context.task().type()), this.values.exception(origin),
				outcome(context, origin));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(ActivityExecutionContext context) {
		return context.taskKeys();
	}

	/** Created once per activity type, because most handlers succeed. */
	OfType ofType(ActivityTask.@Nullable Type type) {
		ActivityTask.Type bounded = this.values.type(type);
		OfType known = this.types.get(bounded);
		return (known != null) ? known : this.types.computeIfAbsent(bounded, OfType::new);
	}

	private static KeyValues keyValues(ActivityTask.Type type, String exception, String outcome) {
		return KeyValues.of(LowCardinality.ACTIVITY.withValue(type.name()),
				LowCardinality.VERSION.withValue(type.version()), LowCardinality.EXCEPTION.withValue(exception),
				LowCardinality.OUTCOME.withValue(outcome));
	}

	private static String outcome(ActivityExecutionContext context, FailureOrigin origin) {
		if (!context.ended()) {
			return TagValues.UNKNOWN;
		}
		return origin.cancellation() ? "canceled" : "failure";
	}

	static KeyValues taskKeys(ActivityTask task) {
		KeyValues keys = (task.activityId() != null)
				? KeyValues.of(HighCardinality.ACTIVITY_ID.withValue(task.activityId())) : KeyValues.empty();
		ActivityTask.Execution execution = task.execution();
		if (execution == null) {
			return keys;
		}
		KeyValue workflow = HighCardinality.WORKFLOW_ID.withValue(execution.workflowId());
		return keys.and(workflow, HighCardinality.RUN_ID.withValue(execution.runId()));
	}

	/** The key values of an activity type. */
	record OfType(String contextualName, KeyValues running, KeyValues succeeded) {

		@SuppressWarnings("ReferenceEquality")
		boolean has(KeyValues keyValues) {
			return keyValues == this.running || keyValues == this.succeeded;
		}

		private OfType(ActivityTask.Type type) {
			this("activity " + type.name(), keyValues(type, NONE, TagValues.UNKNOWN), keyValues(type, NONE, "success"));
		}

	}

}
