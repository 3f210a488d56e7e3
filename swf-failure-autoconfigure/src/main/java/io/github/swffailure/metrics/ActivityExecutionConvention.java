package io.github.swffailure.metrics;

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
		return "activity " + this.values.type(context.task().type()).name();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(ActivityExecutionContext context) {
		ActivityTask.Type type = this.values.type(context.task().type());
		Throwable failure = context.failure();
		FailureOrigin origin = (failure != null) ? FailureOrigins.of(failure) : null;
		return KeyValues.of(LowCardinality.ACTIVITY.withValue(type.name()),
				LowCardinality.VERSION.withValue(type.version()),
				LowCardinality.EXCEPTION.withValue((origin != null) ? this.values.exception(origin) : NONE),
				LowCardinality.OUTCOME.withValue(outcome(context, origin)));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(ActivityExecutionContext context) {
		return taskKeys(context.task());
	}

	private static String outcome(ActivityExecutionContext context, @Nullable FailureOrigin origin) {
		if (!context.ended()) {
			return TagValues.UNKNOWN;
		}
		if (origin == null) {
			return "success";
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

}
