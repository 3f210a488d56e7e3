// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

import io.github.swffailure.test.protocol.Members;
import io.github.swffailure.test.protocol.SwfFault;

/**
 * The operations that list and count executions, the latest first as by the service.
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
		return found(request, Filter.ofOpen(request), (execution) -> execution.state().startTimestamp());
	}

	private List<Execution> closed(Members request) {
		boolean byCloseTime = request.has("closeTimeFilter");
		if (byCloseTime == request.has("startTimeFilter")) {
			throw SwfFault.validation("Must specify exactly one of startTimeFilter and closeTimeFilter");
		}
		return found(request, Filter.ofClosed(request),
				(execution) -> byCloseTime ? execution.state().closedAt() : execution.state().startTimestamp());
	}

	private <T extends Comparable<? super T>> List<Execution> found(Members request, Filter filter,
			Function<Execution, T> time) {
		Domain domain = this.region.domains().get(request.string("domain"));
		return this.region.executions()
			.in(domain)
			.filter(filter::accepts)
			.sorted(Comparator.comparing(time).thenComparing(Execution::number).reversed())
			.toList();
	}

	private Map<String, Object> list(List<Execution> executions, Members request, String operation) {
		return new Paging(this.region.deadlines()).page(executions, request, operation)
			.fields("executionInfos", ExecutionState::info)
			.toMap();
	}

	private static Map<String, Object> count(List<Execution> executions) {
		return Map.of("count", executions.size(), "truncated", false);
	}

	/**
	 * Selects executions by time and at most one further filter.
	 */
	record Filter(Predicate<Execution> condition) {

		private static final List<String> EXCLUSIVE = List.of("executionFilter", "typeFilter", "tagFilter",
				"closeStatusFilter");

		static Filter ofOpen(Members request) {
			Predicate<Execution> open = Execution::isOpen;
			return new Filter(open.and(started(request)).and(special(request)));
		}

		static Filter ofClosed(Members request) {
			Predicate<Execution> closed = (execution) -> !execution.isOpen();
			return new Filter(closed.and(started(request)).and(ended(request)).and(special(request)));
		}

		boolean accepts(Execution execution) {
			return this.condition.test(execution);
		}

		private static Predicate<Execution> started(Members request) {
			return within(request.structure("startTimeFilter"), (execution) -> execution.state().startTimestamp());
		}

		private static Predicate<Execution> ended(Members request) {
			return within(request.structure("closeTimeFilter"), (execution) -> execution.state().closedAt());
		}

		private static Predicate<Execution> within(Members span, Function<Execution, Instant> time) {
			Instant oldest = span.time("oldestDate", Instant.MIN);
			Instant latest = span.time("latestDate", Instant.MAX);
			return (execution) -> !time.apply(execution).isBefore(oldest) && !time.apply(execution).isAfter(latest);
		}

		private static Predicate<Execution> special(Members request) {
			List<String> given = EXCLUSIVE.stream().filter(request::has).toList();
			if (given.size() > 1) {
				throw SwfFault.validation("Only one of " + String.join(", ", EXCLUSIVE)
						+ " may be specified but there are " + String.join(", ", given));
			}
			return given.isEmpty() ? (execution) -> true : special(given.get(0), request.structure(given.get(0)));
		}

		private static Predicate<Execution> special(String name, Members filter) {
			return switch (name) {
				case "executionFilter" -> (execution) -> execution.workflowId().equals(filter.string("workflowId"));
				case "typeFilter" -> (execution) -> isOfType(execution.ids().type(), filter);
				case "tagFilter" -> (execution) -> execution.state().tagList().contains(filter.string("tag"));
				default -> (execution) -> filter.string("status").equals(execution.state().closeStatus());
			};
		}

		private static boolean isOfType(TypeKey type, Members filter) {
			String version = Objects.requireNonNullElse(filter.find("version"), "");
			return type.name().equals(filter.string("name")) && (version.isEmpty() || type.version().equals(version));
		}

	}

}
