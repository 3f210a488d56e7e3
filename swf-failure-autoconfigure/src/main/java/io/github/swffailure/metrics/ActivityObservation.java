// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.metrics;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observations, with their names and keys.
 */
enum ActivityObservation implements ObservationDocumentation {

	/**
	 * A handler runs a task. A timer, and a span that continues the trace of
	 * {@link io.github.swffailure.ActivityTask#traceparent()}.
	 */
	EXECUTION("swf.activity.execution", ActivityExecutionConvention.class),

	/**
	 * One attempt to report a failure to SWF, for the first time or from the journal. A
	 * CLIENT span, as a child of the handler's span if that still runs, otherwise in its
	 * own trace with a link to the span in which the handler failed.
	 */
	REPORT("swf.failure.report", FailureReportConvention.class);

	private final String name;

	private final Class<? extends ObservationConvention<? extends Observation.Context>> convention;

	ActivityObservation(String name, Class<? extends ObservationConvention<? extends Observation.Context>> convention) {
		this.name = name;
		this.convention = convention;
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
		return this.convention;
	}

	@Override
	public KeyName[] getLowCardinalityKeyNames() {
		return (this == REPORT) ? LowCardinality.OF_REPORTS.clone() : LowCardinality.OF_EXECUTIONS.clone();
	}

	@Override
	public KeyName[] getHighCardinalityKeyNames() {
		return (this == REPORT) ? HighCardinality.values() : HighCardinality.OF_TASKS.clone();
	}

	/** Keys with few values, which are also tags of meters. */
	enum LowCardinality implements KeyName {

		/**
		 * Name of the activity type, bounded as in {@link FailureMeters}.
		 */
		ACTIVITY("activity"),

		/** Version of the activity type, bounded in the same way. */
		VERSION("version"),

		/** Simple name of the exception, bounded in the same way; or {@code none}. */
		EXCEPTION("exception"),

		/**
		 * For an execution: {@code success}, {@code failure}, {@code canceled}, or
		 * {@code unknown} while it runs. For a report: the
		 * {@link io.github.swffailure.ReportOutcome}, or {@code unknown} while it is
		 * sent.
		 */
		OUTCOME("outcome"),

		/** Whether a report comes from the journal: {@code true} or {@code false}. */
		REDELIVERY("redelivery");

		private static final KeyName[] OF_EXECUTIONS = { ACTIVITY, VERSION, EXCEPTION, OUTCOME };

		private static final KeyName[] OF_REPORTS = { OUTCOME, REDELIVERY };

		private final String key;

		LowCardinality(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/** Keys with many values, which are only in spans; left out if unknown. */
	enum HighCardinality implements KeyName {

		/** The id that the decider gave the activity. */
		ACTIVITY_ID("swf.activity.id"),

		/** The id of the workflow. */
		WORKFLOW_ID("swf.workflow.id"),

		/** The run of the workflow. */
		RUN_ID("swf.run.id"),

		/** Class of the exception. */
		EXCEPTION_TYPE("swf.failure.exception"),

		/** The {@link io.github.swffailure.FailureOrigin#fingerprint()}. */
		FINGERPRINT("swf.failure.fingerprint"),

		/** The redacted reason, as SWF gets it. */
		REASON("swf.failure.reason"),

		/** {@code aws-api}, as OpenTelemetry names the services of AWS. */
		RPC_SYSTEM("rpc.system"),

		/** {@code SWF}. */
		RPC_SERVICE("rpc.service"),

		/** The operation that is called. */
		RPC_METHOD("rpc.method");

		private static final KeyName[] OF_TASKS = { ACTIVITY_ID, WORKFLOW_ID, RUN_ID };

		private final String key;

		HighCardinality(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

}
