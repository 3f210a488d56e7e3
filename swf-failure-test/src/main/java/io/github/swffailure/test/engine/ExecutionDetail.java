package io.github.swffailure.test.engine;

import java.util.List;
import java.util.Map;

import io.github.swffailure.test.protocol.Fields;

/**
 * What the visibility operations tell about an execution.
 */
final class ExecutionDetail {

	private ExecutionDetail() {
	}

	static Map<String, Object> of(Execution execution) {
		ExecutionState state = execution.state();
		return Fields.of("executionInfo", info(execution))
			.and("executionConfiguration", execution.configuration().values())
			.and("openCounts", openCounts(execution))
			.and("latestActivityTaskTimestamp", state.latestActivityTask())
			.and("latestExecutionContext", state.latestContext())
			.toMap();
	}

	static Map<String, Object> info(Execution execution) {
		ExecutionState state = execution.state();
		Execution parent = state.lineage().parent();
		List<?> tags = state.tagList();
		return Fields.of("execution", execution.ids().toMap())
			.and("workflowType", execution.ids().type().toMap())
			.and("startTimestamp", state.startTimestamp())
			.and("closeTimestamp", state.closeTimestamp())
			.and("executionStatus", state.isOpen() ? "OPEN" : "CLOSED")
			.and("closeStatus", state.closeStatus())
			.and("parent", (parent != null) ? parent.ids().toMap() : null)
			.and("tagList", tags.isEmpty() ? null : tags)
			.and("cancelRequested", state.isCancelRequested())
			.toMap();
	}

	private static Map<String, Object> openCounts(Execution execution) {
		return Fields.of("openActivityTasks", execution.activityTasks().size())
			.and("openDecisionTasks", (execution.decisionTasks().open() != null) ? 1 : 0)
			.and("openTimers", execution.timers().size())
			.and("openChildWorkflowExecutions", execution.children().size())
			.and("openLambdaFunctions", 0)
			.toMap();
	}

}
