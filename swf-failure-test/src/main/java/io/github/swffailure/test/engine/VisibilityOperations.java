package io.github.swffailure.test.engine;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.github.swffailure.test.protocol.Members;
import io.github.swffailure.test.protocol.SwfFault;

/**
 * Listing and counting executions, the latest first as the service does.
 */
final class VisibilityOperations {

	private final Region region;

	VisibilityOperations(Region region) {
		this.region = region;
	}

	void addTo(Map<String, Operation> operations) {
		operations.put("ListOpenWorkflowExecutions",
				Operation.answering((request) -> list(open(request), request, "ListOpenWorkflowExecutions")));
		operations.put("ListClosedWorkflowExecutions",
				Operation.answering((request) -> list(closed(request), request, "ListClosedWorkflowExecutions")));
		operations.put("CountOpenWorkflowExecutions", Operation.answering((request) -> count(open(request))));
		operations.put("CountClosedWorkflowExecutions", Operation.answering((request) -> count(closed(request))));
	}

	private List<Execution> open(Members request) {
		return found(request, ExecutionFilter.ofOpen(request), (execution) -> execution.state().startTimestamp());
	}

	private List<Execution> closed(Members request) {
		boolean byCloseTime = request.has("closeTimeFilter");
		if (byCloseTime == request.has("startTimeFilter")) {
			throw SwfFault.validation("Must specify exactly one of startTimeFilter and closeTimeFilter");
		}
		return found(request, ExecutionFilter.ofClosed(request),
				(execution) -> byCloseTime ? execution.state().closedAt() : execution.state().startTimestamp());
	}

	private <T extends Comparable<? super T>> List<Execution> found(Members request, ExecutionFilter filter,
			Function<Execution, T> time) {
		Domain domain = this.region.domains().get(request.string("domain"));
		return this.region.executions()
			.in(domain)
			.filter(filter::accepts)
			.sorted(Comparator.comparing(time).thenComparing(Execution::number).reversed())
			.toList();
	}

	private Map<String, Object> list(List<Execution> executions, Members request, String scope) {
		return new Paging(this.region.deadlines()).page(executions, request, scope + "/" + request.string("domain"))
			.fields("executionInfos", ExecutionDetail::info)
			.toMap();
	}

	private static Map<String, Object> count(List<Execution> executions) {
		return Map.of("count", executions.size(), "truncated", false);
	}

}
