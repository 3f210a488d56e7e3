package io.github.swffailure.test.engine;

import java.util.Objects;

import io.github.swffailure.test.protocol.Fields;
import io.github.swffailure.test.protocol.Members;

import org.jspecify.annotations.Nullable;

/**
 * Ending a run by starting the next one of the same workflow.
 */
final class Continuation {

	private Continuation() {
	}

	static void apply(Execution execution, Members attributes, long completedEventId) {
		TypeKey old = execution.ids().type();
		TypeKey key = new TypeKey(old.kind(), old.name(),
				Objects.requireNonNullElse(attributes.find("workflowTypeVersion"), old.version()));
		RegisteredType type = execution.ids().domain().findType(key);
		Configuration configuration = (type != null) ? Configuration.ofWorkflow(attributes, type) : null;
		String cause = refusal(execution, type, configuration);
		Fields event = Fields.of("decisionTaskCompletedEventId", completedEventId);
		if (cause != null || configuration == null) {
			execution.decisionTasks().refuse("ContinueAsNewWorkflowExecutionFailed", event.and("cause", cause));
			return;
		}
		ExecutionIds ids = ExecutionIds.newRun(execution.ids().domain(), execution.workflowId(), key);
		end(execution, ids, event.and(attributes.only("input", "tagList")).and(configuration.values()));
		start(execution, ids, configuration, attributes);
	}

	private static void end(Execution execution, ExecutionIds next, Fields event) {
		execution.add("WorkflowExecutionContinuedAsNew",
				event.and("workflowType", next.type().toMap()).and("newExecutionRunId", next.runId()));
		execution.close("CONTINUED_AS_NEW");
	}

	private static void start(Execution execution, ExecutionIds ids, Configuration configuration, Members attributes) {
		Lineage lineage = execution.state().lineage();
		Execution next = execution.region()
			.executions()
			.start(ids, configuration, attributes, lineage.continuing(execution));
		@Nullable Execution parent = lineage.parent();
		if (parent != null) {
			parent.children().continued(execution, next);
		}
	}

	private static @Nullable String refusal(Execution execution, @Nullable RegisteredType type,
			@Nullable Configuration configuration) {
		if (execution.decisionTasks().hasUnseenEvents()) {
			return "UNHANDLED_DECISION";
		}
		if (type == null || configuration == null) {
			return "WORKFLOW_TYPE_DOES_NOT_EXIST";
		}
		if (type.isDeprecated()) {
			return "WORKFLOW_TYPE_DEPRECATED";
		}
		return (configuration.undefined() != null) ? configuration.cause() : null;
	}

}
