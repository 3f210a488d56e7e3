package io.github.swffailure.test.engine;

import java.util.Map;

import io.github.swffailure.test.protocol.Fields;
import io.github.swffailure.test.protocol.Members;
import io.github.swffailure.test.protocol.SwfFault;

import org.jspecify.annotations.Nullable;

/**
 * Decisions about other executions of the same domain, which take effect after the
 * decision and even if the deciding execution is closed by then.
 */
final class ExternalDecisions {

	private ExternalDecisions() {
	}

	static void signal(Execution source, Members attributes, long completedEventId) {
		Map<String, Object> request = attributes.only("workflowId", "runId", "control");
		long initiated = source.add("SignalExternalWorkflowExecutionInitiated",
				new Fields().and(request)
					.and(attributes.only("signalName", "input"))
					.and("decisionTaskCompletedEventId", completedEventId));
		Kind kind = new Kind("SignalExternalWorkflowExecutionFailed", "ExternalWorkflowExecutionSignaled");
		source.region().afterwards(() -> {
			Execution target = target(source, attributes);
			if (target != null) {
				target.tell("WorkflowExecutionSignaled",
						new Fields().and(attributes.only("signalName", "input")).and(origin(source, initiated)));
			}
			answer(source, kind, target, failure(request, completedEventId).and("initiatedEventId", initiated));
		});
	}

	static void requestCancel(Execution source, Members attributes, long completedEventId) {
		Map<String, Object> request = attributes.only("workflowId", "runId", "control");
		long initiated = source.add("RequestCancelExternalWorkflowExecutionInitiated",
				new Fields().and(request).and("decisionTaskCompletedEventId", completedEventId));
		Kind kind = new Kind("RequestCancelExternalWorkflowExecutionFailed",
				"ExternalWorkflowExecutionCancelRequested");
		source.region().afterwards(() -> {
			Execution target = target(source, attributes);
			if (target != null) {
				target.state().requestCancel();
				target.tell("WorkflowExecutionCancelRequested", new Fields().and(origin(source, initiated)));
			}
			answer(source, kind, target, failure(request, completedEventId).and("initiatedEventId", initiated));
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

	private static Map<String, Object> origin(Execution source, long initiatedEventId) {
		return Fields.of("externalWorkflowExecution", source.ids().toMap())
			.and("externalInitiatedEventId", initiatedEventId)
			.toMap();
	}

	private static Fields failure(Map<String, Object> request, long completedEventId) {
		return new Fields().and(request)
			.and("decisionTaskCompletedEventId", completedEventId)
			.and("cause", "UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION");
	}

	private static void answer(Execution source, Kind kind, @Nullable Execution target, Fields failure) {
		if (!source.isOpen()) {
			return;
		}
		if (target == null) {
			source.tell(kind.failedEvent(), failure);
			return;
		}
		source.tell(kind.doneEvent(), Fields.of("workflowExecution", target.ids().toMap())
			.and("initiatedEventId", failure.toMap().get("initiatedEventId")));
	}

	/**
	 * The events about one kind of decision.
	 */
	record Kind(String failedEvent, String doneEvent) {
	}

}
