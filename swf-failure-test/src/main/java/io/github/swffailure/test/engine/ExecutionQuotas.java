package io.github.swffailure.test.engine;

import io.github.swffailure.test.protocol.Members;
import io.github.swffailure.test.protocol.SwfFault;

/**
 * The quotas of calls that are about one execution, which each execution has for itself.
 */
final class ExecutionQuotas {

	private ExecutionQuotas() {
	}

	/**
	 * Takes a token of the execution that a call is about.
	 * @throws SwfFault if there is none left, or no such execution
	 */
	static void check(Region region, String operation, Members request) {
		String runId = switch (operation) {
			case "RecordActivityTaskHeartbeat" ->
				TaskToken.decode(TaskToken.Kind.ACTIVITY, request.string("taskToken")).runId();
			case "GetWorkflowExecutionHistory" -> request.structure("execution").string("runId");
			case "SignalWorkflowExecution", "RequestCancelWorkflowExecution" -> openRunId(region, request);
			default -> "";
		};
		if (!runId.isEmpty() && !region.buckets().allow(operation + "/execution", runId)) {
			throw SwfFault.throttled();
		}
	}

	private static String openRunId(Region region, Members request) {
		Domain domain = region.domains().get(request.string("domain"));
		return region.executions().open(domain, request).runId();
	}

}
