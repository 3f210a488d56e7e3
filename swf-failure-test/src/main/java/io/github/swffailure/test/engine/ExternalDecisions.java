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
enum ExternalDecisions implements DecisionHandler {

	SIGNAL("SignalExternalWorkflowExecution", "ExternalWorkflowExecutionSignaled", "WorkflowExecutionSignaled"),

	REQUEST_CANCEL("RequestCancelExternalWorkflowExecution", "ExternalWorkflowExecutionCancelRequested",
			"WorkflowExecutionCancelRequested");

	private final String decision;

	private final String doneEvent;

	private final String targetEvent;

	ExternalDecisions(String decision, String doneEvent, String targetEvent) {
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
				tell(target, new Fields().and(message), source, initiated);
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

	private void tell(Execution target, Fields message, Execution source, long initiatedEventId) {
		if (this == REQUEST_CANCEL) {
			target.state().requestCancel();
		}
		target.tell(this.targetEvent, message.and("externalWorkflowExecution", source.ids().toMap())
			.and("externalInitiatedEventId", initiatedEventId));
	}

	private void answer(Execution source, @Nullable Execution target, Fields failure) {
		if (!source.isOpen()) {
			return;
		}
		if (target == null) {
			source.tell(this.decision + "Failed", failure.and("cause", "UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION"));
			return;
		}
		source.tell(this.doneEvent, Fields.of("workflowExecution", target.ids().toMap())
			.and("initiatedEventId", failure.toMap().get("initiatedEventId")));
	}

}
