package io.github.swffailure.test.engine;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

import io.github.swffailure.test.protocol.Members;
import io.github.swffailure.test.protocol.SwfFault;

/**
 * Which executions a list or count is about: those in a span of time and, beyond that, at
 * most one kind of filter.
 */
record ExecutionFilter(Predicate<Execution> condition) {

	private static final List<String> EXCLUSIVE = List.of("executionFilter", "typeFilter", "tagFilter",
			"closeStatusFilter");

	static ExecutionFilter ofOpen(Members request) {
		Predicate<Execution> open = Execution::isOpen;
		return new ExecutionFilter(open.and(started(request)).and(special(request)));
	}

	static ExecutionFilter ofClosed(Members request) {
		Predicate<Execution> closed = (execution) -> !execution.isOpen();
		return new ExecutionFilter(closed.and(started(request)).and(ended(request)).and(special(request)));
	}

	boolean accepts(Execution execution) {
		return this.condition.test(execution);
	}

	private static Predicate<Execution> started(Members request) {
		Members span = request.structure("startTimeFilter");
		return (execution) -> isWithin(span, execution.state().startTimestamp());
	}

	private static Predicate<Execution> ended(Members request) {
		Members span = request.structure("closeTimeFilter");
		return (execution) -> isWithin(span, execution.state().closedAt());
	}

	private static boolean isWithin(Members span, Instant time) {
		return !time.isBefore(span.time("oldestDate", Instant.MIN))
				&& !time.isAfter(span.time("latestDate", Instant.MAX));
	}

	private static Predicate<Execution> special(Members request) {
		List<String> given = EXCLUSIVE.stream().filter(request::has).toList();
		if (given.size() > 1) {
			throw SwfFault.validation("Only one of " + String.join(", ", EXCLUSIVE) + " may be specified but there are "
					+ String.join(", ", given));
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
