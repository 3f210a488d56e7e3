// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.util.List;
import java.util.Map;

import io.github.swffailure.test.history.HistoryEvent;
import io.github.swffailure.test.protocol.Fields;
import io.github.swffailure.test.protocol.Members;
import io.github.swffailure.test.protocol.SwfFault;

/**
 * The operations that start, signal, cancel, terminate and describe executions.
 */
final class ExecutionOperations {

	private final Region region;

	ExecutionOperations(Region region) {
		this.region = region;
	}

	void addTo(Map<String, Operation> operations) {
		operations.put("StartWorkflowExecution", Operation.answering(this::start));
		operations.put("SignalWorkflowExecution", Operation.silent(this::signal));
		operations.put("RequestCancelWorkflowExecution", Operation.silent(this::requestCancel));
		operations.put("TerminateWorkflowExecution",
				Operation.silent((request) -> Closing.terminate(open(request), request, "OPERATOR_INITIATED")));
		operations.put("DescribeWorkflowExecution",
				Operation.answering((request) -> ExecutionState.detail(execution(request))));
		operations.put("GetWorkflowExecutionHistory", Operation.answering(this::history));
	}

	private Map<String, Object> start(Members request) {
		Domain domain = this.region.domains().inUse(request.string("domain"));
		RegisteredType type = domain.type(TypeKey.of(TypeKey.Kind.WORKFLOW, request.structure("workflowType")));
		if (type.isDeprecated()) {
			throw SwfFault.modelled("TypeDeprecatedFault", type.key().toString());
		}
		Configuration configuration = Configuration.ofWorkflow(request, type);
		if (configuration.undefined() != null) {
			throw SwfFault.modelled("DefaultUndefinedFault", configuration.undefined());
		}
		String workflowId = request.string("workflowId");
		domain.checkStart(workflowId);
		Execution.Ids ids = Execution.Ids.newRun(domain, workflowId, type.key());
		this.region.executions().start(ids, configuration, request, ExecutionState.Lineage.NONE);
		return Map.of("runId", ids.runId());
	}

	private void signal(Members request) {
		open(request).addForDecider("WorkflowExecutionSignaled",
				Fields.of("signalName", request.string("signalName"))
					.and(request.only("input"))
					.and("externalInitiatedEventId", 0));
	}

	private void requestCancel(Members request) {
		Execution execution = open(request);
		execution.state().requestCancel();
		execution.addForDecider("WorkflowExecutionCancelRequested", Fields.of("externalInitiatedEventId", 0));
	}

	private Map<String, Object> history(Members request) {
		Execution execution = execution(request);
		List<HistoryEvent> events = execution.history().events();
		return new Paging(this.region.deadlines()).page(events, request, "GetWorkflowExecutionHistory")
			.fields("events", History::format)
			.toMap();
	}

	private Execution open(Members request) {
		return this.region.executions().open(this.region.domains().get(request.string("domain")), request);
	}

	private Execution execution(Members request) {
		return this.region.executions()
			.get(this.region.domains().get(request.string("domain")), request.structure("execution"));
	}

}
