package io.github.swffailure.test.engine;

import io.github.swffailure.test.protocol.Fields;

import org.jspecify.annotations.Nullable;

/**
 * Where a run comes from.
 *
 * @param parent the execution that started it as a child, if any
 * @param initiatedEventId the event with which the parent did so, 0 without a parent
 * @param continuedRunId the run that continued as this one, if any
 */
record Lineage(@Nullable Execution parent, long initiatedEventId, @Nullable String continuedRunId) {

	static final Lineage NONE = new Lineage(null, 0, null);

	Lineage continuing(Execution run) {
		return new Lineage(this.parent, this.initiatedEventId, run.runId());
	}

	Fields fields() {
		return Fields.of("continuedExecutionRunId", this.continuedRunId)
			.and("parentWorkflowExecution", (this.parent != null) ? this.parent.ids().toMap() : null)
			.and("parentInitiatedEventId", this.initiatedEventId);
	}

}
