package io.github.swffailure.test.engine;

import java.util.List;
import java.util.Map;

import io.github.swffailure.test.history.HistoryEvent;
import io.github.swffailure.test.protocol.Fields;
import io.github.swffailure.test.protocol.Members;
import io.github.swffailure.test.protocol.SwfFault;

/**
 * What a decider gets: the task and the history up to its start, in pages.
 */
final class DecisionTaskAnswer {

	private static final int SCOPE_PARTS = 4;

	private final Region region;

	DecisionTaskAnswer(Region region) {
		this.region = region;
	}

	Map<String, Object> start(DecisionTask task, Members request) {
		DecisionTasks decisionTasks = task.execution().decisionTasks();
		decisionTasks.start(task, request.find("identity"));
		long first = request.flag("startAtPreviousStartedEvent") ? decisionTasks.previousStartedEventId() : 1;
		return page(task.execution(), new Span(task.scheduledEventId(), first, task.startedEventId()), request);
	}

	Map<String, Object> nextPage(Members request) {
		String[] scope = PageToken.decode(request.string("nextPageToken")).scope().split("/", SCOPE_PARTS);
		if (scope.length < SCOPE_PARTS) {
			throw Opaque.invalid();
		}
		Execution execution = this.region.executions().find(scope[0]);
		if (execution == null) {
			throw SwfFault.unknownResource("Unknown execution, runId = " + scope[0]);
		}
		return page(execution, new Span(Long.parseLong(scope[1]), Long.parseLong(scope[2]), Long.parseLong(scope[3])),
				request);
	}

	private Map<String, Object> page(Execution execution, Span span, Members request) {
		List<HistoryEvent> events = execution.history().range(span.first(), span.started());
		String scope = String.join("/", execution.runId(), Long.toString(span.scheduled()), Long.toString(span.first()),
				Long.toString(span.started()));
		TaskToken token = new TaskToken(TaskToken.Kind.DECISION, span.scheduled(), execution.runId(),
				execution.workflowId());
		return Fields.of("taskToken", token.encode())
			.and("startedEventId", span.started())
			.and("previousStartedEventId", execution.decisionTasks().previousStartedEventId())
			.and("workflowExecution", execution.ids().toMap())
			.and("workflowType", execution.ids().type().toMap())
			.and(new Paging(this.region.deadlines()).page(events, request, scope)
				.fields("events", History::format)
				.toMap())
			.toMap();
	}

	/**
	 * The task's event and the events that its answer tells.
	 */
	record Span(long scheduled, long first, long started) {
	}

}
