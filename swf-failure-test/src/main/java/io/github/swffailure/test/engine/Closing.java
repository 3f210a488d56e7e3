// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.util.Map;
import java.util.Objects;

import io.github.swffailure.test.protocol.Fields;
import io.github.swffailure.test.protocol.Members;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which a run ends.
 */
final class Closing {

	private Closing() {
	}

	/**
	 * Closes a run by a decision, unless there are events that the decider has not seen.
	 */
	static void decide(Execution execution, CloseDecision decision, Members attributes, long completedEventId) {
		Fields event = Fields.of("decisionTaskCompletedEventId", completedEventId);
		if (execution.decisionTasks().hasUnseenEvents()) {
			execution.decisionTasks().refuse(decision.failedEvent(), event.and("cause", "UNHANDLED_DECISION"));
			return;
		}
		Map<String, Object> outcome = attributes.only("result", "reason", "details");
		execution.add(decision.event(), event.and(outcome));
		close(execution, decision.status(), outcome);
	}

	/**
	 * Ends a run by starting the next one of the same workflow.
	 */
	static void continueAsNew(Execution execution, Members attributes, long completedEventId) {
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
		Execution.Ids ids = Execution.Ids.newRun(execution.ids().domain(), execution.workflowId(), key);
		end(execution, ids, event.and(attributes.only("input", "tagList")).and(configuration.values()));
		start(execution, ids, configuration, attributes);
	}

	private static void end(Execution execution, Execution.Ids next, Fields event) {
		execution.add("WorkflowExecutionContinuedAsNew",
				event.and("workflowType", next.type().toMap()).and("newExecutionRunId", next.runId()));
		execution.close("CONTINUED_AS_NEW");
	}

	private static void start(Execution execution, Execution.Ids ids, Configuration configuration, Members attributes) {
		ExecutionState.Lineage lineage = execution.state().lineage();
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

	static void timeOut(Execution execution) {
		Object childPolicy = execution.configuration().members().string("childPolicy");
		execution.add("WorkflowExecutionTimedOut",
				Fields.of("timeoutType", "START_TO_CLOSE").and("childPolicy", childPolicy));
		close(execution, "TIMED_OUT", Map.of("timeoutType", "START_TO_CLOSE"));
		execution.children().abandon(childPolicy);
	}

	/**
	 * Terminates a run and applies the child policy of the request or else of the run.
	 */
	static void terminate(Execution execution, Members request, String cause) {
		String given = request.find("childPolicy");
		String childPolicy = (given != null) ? given : execution.configuration().members().string("childPolicy");
		execution.add("WorkflowExecutionTerminated",
				Fields.of("childPolicy", childPolicy).and("cause", cause).and(request.only("reason", "details")));
		close(execution, "TERMINATED", Map.of());
		execution.children().abandon(childPolicy);
	}

	/**
	 * Terminates a run whose history is full.
	 */
	static void terminateFull(Execution execution) {
		if (execution.isOpen()) {
			terminate(execution, Members.of(Map.of()), "EVENT_LIMIT_EXCEEDED");
		}
	}

	private static void close(Execution execution, String status, Map<String, Object> outcome) {
		execution.close(status);
		@Nullable Execution parent = execution.state().lineage().parent();
		if (parent != null) {
			execution.region().afterwards(() -> parent.children().closed(execution, status, outcome));
		}
	}

	/**
	 * A decision that ends a run.
	 *
	 * @param event the event if it succeeds
	 * @param failedEvent the event if it is refused
	 * @param status the close status of the run
	 */
	record CloseDecision(String event, String failedEvent, String status) {
	}

}
