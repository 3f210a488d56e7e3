// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.metrics;

import io.github.swffailure.FailureOrigin;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.metrics.ActivityObservation.HighCardinality;
import io.github.swffailure.metrics.ActivityObservation.LowCardinality;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names and key values of {@code swf.failure.report}, as listed in
 * {@link ActivityObservation}. A
 * {@link io.micrometer.observation.GlobalObservationConvention} for
 * {@link FailureReportContext} replaces it.
 */
final class FailureReportConvention implements ObservationConvention<FailureReportContext> {

	private static final KeyValue RPC_SYSTEM = HighCardinality.RPC_SYSTEM.withValue("aws-api");

	private static final KeyValue RPC_SERVICE = HighCardinality.RPC_SERVICE.withValue("SWF");

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof FailureReportContext;
	}

	@Override
	public String getName() {
		return ActivityObservation.REPORT.getName();
	}

	@Override
	public String getContextualName(FailureReportContext context) {
		return "report activity failure";
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(FailureReportContext context) {
		ReportOutcome outcome = context.outcome();
		return KeyValues.of(LowCardinality.OUTCOME.withValue((outcome != null) ? outcome.id() : TagValues.UNKNOWN),
				LowCardinality.REDELIVERY.withValue(Boolean.toString(context.redelivery())));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(FailureReportContext context) {
		TaskFailure failure = context.failure();
		FailureOrigin origin = failure.origin();
		return ActivityExecutionConvention.taskKeys(failure.task())
			.and(HighCardinality.EXCEPTION_TYPE.withValue(origin.exceptionType()),
					HighCardinality.FINGERPRINT.withValue(origin.fingerprint()),
					HighCardinality.REASON.withValue(failure.description().reason()), RPC_SYSTEM, RPC_SERVICE,
					HighCardinality.RPC_METHOD.withValue(
							origin.cancellation() ? "RespondActivityTaskCanceled" : "RespondActivityTaskFailed"));
	}

}
