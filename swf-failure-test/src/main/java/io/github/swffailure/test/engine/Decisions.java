package io.github.swffailure.test.engine;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.swffailure.test.protocol.Fields;
import io.github.swffailure.test.protocol.Members;
import io.github.swffailure.test.protocol.SwfFault;

/**
 * Carries out the decisions of a completed decision task, in their order.
 */
final class Decisions {

	private static final Set<String> CLOSING = Set.of("CompleteWorkflowExecution", "FailWorkflowExecution",
			"CancelWorkflowExecution", "ContinueAsNewWorkflowExecution");

	private static final Map<String, DecisionHandler> HANDLERS = Map.ofEntries(
			Map.entry("ScheduleActivityTask", ActivityScheduling::apply),
			Map.entry("RequestCancelActivityTask",
					(execution, attributes, id) -> execution.activityTasks().requestCancel(attributes, id)),
			Map.entry("StartTimer", (execution, attributes, id) -> execution.timers().start(attributes, id)),
			Map.entry("CancelTimer", (execution, attributes, id) -> execution.timers().cancel(attributes, id)),
			Map.entry("RecordMarker", Decisions::recordMarker),
			Map.entry("StartChildWorkflowExecution", ChildStart::apply),
			Map.entry("SignalExternalWorkflowExecution", ExternalDecisions.SIGNAL),
			Map.entry("RequestCancelExternalWorkflowExecution", ExternalDecisions.REQUEST_CANCEL),
			Map.entry("ContinueAsNewWorkflowExecution", Continuation::apply),
			Map.entry("CompleteWorkflowExecution", closing("Complete", "Completed", "COMPLETED")),
			Map.entry("FailWorkflowExecution", closing("Fail", "Failed", "FAILED")),
			Map.entry("CancelWorkflowExecution", closing("Cancel", "Canceled", "CANCELED")));

	private Decisions() {
	}

	private static DecisionHandler closing(String verb, String past, String status) {
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
	 * Checks what the constraints of the members do not say.
	 * @throws SwfFault if the answer as a whole has to be refused
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
			DecisionHandler handler = Objects.requireNonNull(HANDLERS.get(type), type);
			handler.apply(execution, decision.structure(attributesOf(type)), completedEventId);
		}
	}

	private static String attributesOf(String type) {
		return Character.toLowerCase(type.charAt(0)) + type.substring(1) + "DecisionAttributes";
	}

}
