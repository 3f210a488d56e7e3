// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.swffailure.test.protocol.Fields;
import io.github.swffailure.test.protocol.Members;
import io.github.swffailure.test.protocol.SwfFault;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the decisions of a completed decision task, in their order.
 */
final class Decisions {

	private static final Set<String> CLOSING = Set.of("CompleteWorkflowExecution", "FailWorkflowExecution",
			"CancelWorkflowExecution", "ContinueAsNewWorkflowExecution");

	private static final Map<String, Handler> HANDLERS = Map.ofEntries(
			Map.entry("ScheduleActivityTask",
					(execution, attributes, id) -> execution.activityTasks().schedule(attributes, id)),
			Map.entry("RequestCancelActivityTask",
					(execution, attributes, id) -> execution.activityTasks().requestCancel(attributes, id)),
			Map.entry("StartTimer", (execution, attributes, id) -> execution.timers().start(attributes, id)),
			Map.entry("CancelTimer", (execution, attributes, id) -> execution.timers().cancel(attributes, id)),
			Map.entry("RecordMarker", Decisions::recordMarker),
			Map.entry("StartChildWorkflowExecution",
					(execution, attributes, id) -> execution.children().start(attributes, id)),
			Map.entry("SignalExternalWorkflowExecution", External.SIGNAL),
			Map.entry("RequestCancelExternalWorkflowExecution", External.REQUEST_CANCEL),
			Map.entry("ContinueAsNewWorkflowExecution", Closing::continueAsNew),
			Map.entry("CompleteWorkflowExecution", closing("Complete", "Completed", "COMPLETED")),
			Map.entry("FailWorkflowExecution", closing("Fail", "Failed", "FAILED")),
			Map.entry("CancelWorkflowExecution", closing("Cancel", "Canceled", "CANCELED")));

	private Decisions() {
	}

	private static Handler closing(String verb, String past, String status) {
		Closing.CloseDecision decision = new Closing.CloseDecision("WorkflowExecution" + past,
				verb + "WorkflowExecutionFailed", status);
		return (execution, attributes, id) -> Closing.decide(execution, decision, attributes, id);
	}

	private static void recordMarker(Execution execution, Members attributes, long completedEventId) {
		execution.add("MarkerRecorded",
				Fields.of("markerName", attributes.string("markerName"))
					.and(attributes.only("details"))
					.and("decisionTaskCompletedEventId", completedEventId));
	}

	/**
	 * Checks what the constraints of single members do not cover.
	 * @throws SwfFault if the service would refuse all decisions
	 */
	static void check(List<Members> decisions) {
		for (int i = 0; i < decisions.size(); i++) {
			String type = decisions.get(i).string("decisionType");
			boolean closing = CLOSING.contains(type);
			if (closing && i < decisions.size() - 1) {
				throw SwfFault.validation("Close must be last decision in list");
			}
			if (!closing && !decisions.get(i).has(attributesOf(type))) {
				throw SwfFault.validation("1 validation error detected: Value null at 'decisions." + (i + 1)
						+ ".member." + attributesOf(type) + "' failed to satisfy constraint: Member must not be null");
			}
		}
	}

	static void apply(Execution execution, List<Members> decisions, long completedEventId) {
		for (Members decision : decisions) {
			String type = decision.string("decisionType");
			Handler handler = Objects.requireNonNull(HANDLERS.get(type), type);
			handler.apply(execution, decision.structure(attributesOf(type)), completedEventId);
		}
	}

	private static String attributesOf(String type) {
		return Character.toLowerCase(type.charAt(0)) + type.substring(1) + "DecisionAttributes";
	}

	/**
	 * Carries out one kind of decision.
	 */
	@FunctionalInterface
	interface Handler {

		void apply(Execution execution, Members attributes, long decisionTaskCompletedEventId);

	}

	/**
	 * Decisions about other executions of the same domain, which take effect after the
	 * decision and even if the deciding execution is closed by then.
	 */
	enum External implements Decisions.Handler {

		SIGNAL("SignalExternalWorkflowExecution", "ExternalWorkflowExecutionSignaled", "WorkflowExecutionSignaled"),

		REQUEST_CANCEL("RequestCancelExternalWorkflowExecution", "ExternalWorkflowExecutionCancelRequested",
				"WorkflowExecutionCancelRequested");

		private final String decision;

		private final String doneEvent;

		private final String targetEvent;

		External(String decision, String doneEvent, String targetEvent) {
			this.decision = decision;
			this.doneEvent = doneEvent;
			this.targetEvent = targetEvent;
		}

		@Override
		public void apply(Execution source, Members attributes, long completedEventId) {
			Fields request = new Fields().and(attributes.only("workflowId", "runId", "control"))
				.and("decisionTaskCompletedEventId", completedEventId);
			if (!source.region().buckets().allow(this.decision)) {
				String cause = name() + "_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED";
				source.decisionTasks()
					.refuse(this.decision + "Failed", request.and("cause", cause).and("initiatedEventId", 0));
				return;
			}
			Map<String, Object> message = attributes.only("signalName", "input");
			long initiated = source.add(this.decision + "Initiated", new Fields().and(request.toMap()).and(message));
			Fields failure = request.and("initiatedEventId", initiated);
			source.region().afterwards(() -> {
				Execution target = target(source, attributes);
				if (target != null) {
					deliver(target, new Fields().and(message), source, initiated);
				}
				answer(source, target, failure);
			});
		}

		private static @Nullable Execution target(Execution source, Members attributes) {
			try {
				return source.region().executions().open(source.ids().domain(), attributes);
			}
			catch (SwfFault unknown) {
				return null;
			}
		}

		private void deliver(Execution target, Fields message, Execution source, long initiatedEventId) {
			if (this == REQUEST_CANCEL) {
				target.state().requestCancel();
			}
			target.addForDecider(this.targetEvent, message.and("externalWorkflowExecution", source.ids().toMap())
				.and("externalInitiatedEventId", initiatedEventId));
		}

		private void answer(Execution source, @Nullable Execution target, Fields failure) {
			if (!source.isOpen()) {
				return;
			}
			if (target == null) {
				source.addForDecider(this.decision + "Failed",
						failure.and("cause", "UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION"));
				return;
			}
			source.addForDecider(this.doneEvent, Fields.of("workflowExecution", target.ids().toMap())
				.and("initiatedEventId", failure.toMap().get("initiatedEventId")));
		}

	}

}
