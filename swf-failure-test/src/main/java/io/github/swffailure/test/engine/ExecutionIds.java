package io.github.swffailure.test.engine;

import java.util.Map;
import java.util.UUID;

import io.github.swffailure.test.protocol.Fields;

/**
 * Which run of which workflow.
 */
record ExecutionIds(Domain domain, String workflowId, String runId, TypeKey type) {

	static ExecutionIds newRun(Domain domain, String workflowId, TypeKey type) {
		return new ExecutionIds(domain, workflowId, UUID.randomUUID().toString().replace("-", ""), type);
	}

	Map<String, Object> toMap() {
		return Fields.of("workflowId", this.workflowId).and("runId", this.runId).toMap();
	}

}
