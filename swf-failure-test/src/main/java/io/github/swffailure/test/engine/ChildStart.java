package io.github.swffailure.test.engine;

import io.github.swffailure.test.protocol.Fields;
import io.github.swffailure.test.protocol.Members;

import org.jspecify.annotations.Nullable;

/**
 * Starting children.
 */
final class ChildStart {

	private ChildStart() {
	}

	static void apply(Execution parent, Members attributes, long completedEventId) {
		TypeKey key = TypeKey.of(TypeKey.Kind.WORKFLOW, attributes.structure("workflowType"));
		RegisteredType type = parent.ids().domain().findType(key);
		Configuration configuration = (type != null) ? Configuration.ofWorkflow(attributes, type) : null;
		String cause = refusal(parent, type, configuration);
		if (cause != null || configuration == null) {
			parent.decisionTasks()
				.refuse("StartChildWorkflowExecutionFailed",
						failure(attributes, completedEventId).and("cause", cause).and("initiatedEventId", 0));
			return;
		}
		initiate(parent, attributes, configuration, completedEventId);
	}

	private static void initiate(Execution parent, Members attributes, Configuration configuration,
			long completedEventId) {
		TypeKey type = TypeKey.of(TypeKey.Kind.WORKFLOW, attributes.structure("workflowType"));
		long initiatedEventId = parent.add("StartChildWorkflowExecutionInitiated",
				new Fields().and(attributes.only("workflowId", "workflowType", "control", "input", "tagList"))
					.and(configuration.values())
					.and("decisionTaskCompletedEventId", completedEventId));
		ExecutionIds ids = ExecutionIds.newRun(parent.ids().domain(), attributes.string("workflowId"), type);
		Lineage lineage = new Lineage(parent, initiatedEventId, null);
		Fields failure = failure(attributes, completedEventId).and("initiatedEventId", initiatedEventId);
		parent.children().initiated();
		parent.region().afterwards(() -> {
			parent.children().settled();
			if (!ids.domain().open().containsKey(ids.workflowId())) {
				Execution child = parent.region().executions().start(ids, configuration, attributes, lineage);
				parent.children().started(child, initiatedEventId);
			}
			else if (parent.isOpen()) {
				parent.tell("StartChildWorkflowExecutionFailed", failure.and("cause", "WORKFLOW_ALREADY_RUNNING"));
			}
		});
	}

	private static @Nullable String refusal(Execution parent, @Nullable RegisteredType type,
			@Nullable Configuration configuration) {
		if (type == null || configuration == null) {
			return "WORKFLOW_TYPE_DOES_NOT_EXIST";
		}
		if (type.isDeprecated()) {
			return "WORKFLOW_TYPE_DEPRECATED";
		}
		if (parent.children().isFull()) {
			return "OPEN_CHILDREN_LIMIT_EXCEEDED";
		}
		if (!parent.ids().domain().hasRoomFor(1 + parent.children().starting())) {
			return "OPEN_WORKFLOWS_LIMIT_EXCEEDED";
		}
		if (configuration.undefined() != null) {
			return configuration.cause();
		}
		return parent.region().buckets().allow("StartChildWorkflowExecution") ? null : "CHILD_CREATION_RATE_EXCEEDED";
	}

	private static Fields failure(Members attributes, long completedEventId) {
		return new Fields().and(attributes.only("workflowId", "workflowType", "control"))
			.and("decisionTaskCompletedEventId", completedEventId);
	}

}
