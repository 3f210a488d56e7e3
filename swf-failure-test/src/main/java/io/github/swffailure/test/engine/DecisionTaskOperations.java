package io.github.swffailure.test.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.swffailure.test.history.HistoryEvent;
import io.github.swffailure.test.protocol.Fields;
import io.github.swffailure.test.protocol.Members;
import io.github.swffailure.test.protocol.SwfFault;

/**
 * What deciders call.
 */
final class DecisionTaskOperations {

	private static final Map<String, Object> NO_TASK = Map.of("previousStartedEventId", 0, "startedEventId", 0);

	private final Region region;

	private final Polls polls;

	private final Answer answer;

	DecisionTaskOperations(Region region, Polls polls) {
		this.region = region;
		this.polls = polls;
		this.answer = new Answer(region);
	}

	void addTo(Map<String, Operation> operations) {
		operations.put("PollForDecisionTask", this::poll);
		operations.put("RespondDecisionTaskCompleted", Operation.silent(this::respondCompleted));
		operations.put("CountPendingDecisionTasks", Operation.answering(this::countPending));
	}

	private CompletableFuture<Map<String, Object>> poll(Members request) {
		TaskLists.Key list = Polls.list(this.region, request);
		if (request.has("nextPageToken")) {
			return CompletableFuture.completedFuture(this.answer.nextPage(request));
		}
		return this.polls.poll(this.region.decisionTasks(), list,
				new Polls.Poller<>((task) -> this.answer.start(task, request), NO_TASK));
	}

	private void respondCompleted(Members request) {
		DecisionTasks.DecisionTask task = task(request);
		List<Members> decisions = request.structures("decisions");
		Decisions.check(decisions);
		Execution execution = task.execution();
		long completedEventId = execution.decisionTasks().complete(task, request);
		Decisions.apply(execution, decisions, completedEventId);
		execution.decisionTasks().decided();
	}

	private Map<String, Object> countPending(Members request) {
		int count = this.region.decisionTasks().waitingTasks(Polls.list(this.region, request));
		return Map.of("count", count, "truncated", false);
	}

	private DecisionTasks.DecisionTask task(Members request) {
		TaskToken token = TaskToken.decode(TaskToken.Kind.DECISION, request.string("taskToken"));
		Execution execution = this.region.executions().find(token.runId());
		if (execution == null || !execution.isOpen()) {
			throw Executions.unknown(token.workflowId(), token.runId());
		}
		DecisionTasks.DecisionTask task = execution.decisionTasks().open();
		if (task == null || task.scheduledEventId() != token.scheduledEventId()) {
			throw SwfFault.unknownResource("Unknown decision task, scheduledEventId = " + token.scheduledEventId());
		}
		return task;
	}

	/**
	 * What a decider gets: the task and the history up to its start, in pages.
	 */
	private static final class Answer {

		private static final int SCOPE_PARTS = 4;

		private final Region region;

		Answer(Region region) {
			this.region = region;
		}

		Map<String, Object> start(DecisionTasks.DecisionTask task, Members request) {
			DecisionTasks decisionTasks = task.execution().decisionTasks();
			decisionTasks.start(task, request.find("identity"));
			long first = request.flag("startAtPreviousStartedEvent") ? decisionTasks.previousStartedEventId() : 1;
			return page(task.execution(), new Span(task.scheduledEventId(), first, task.startedEventId()), request);
		}

		Map<String, Object> nextPage(Members request) {
			String[] scope = Paging.Token.decode(request.string("nextPageToken")).scope().split("/", SCOPE_PARTS);
			if (scope.length < SCOPE_PARTS) {
				throw Opaque.invalid();
			}
			Execution execution = this.region.executions().find(scope[0]);
			if (execution == null) {
				throw SwfFault.unknownResource("Unknown execution, runId = " + scope[0]);
			}
			return page(execution,
					new Span(Long.parseLong(scope[1]), Long.parseLong(scope[2]), Long.parseLong(scope[3])), request);
		}

		private Map<String, Object> page(Execution execution, Span span, Members request) {
			List<HistoryEvent> events = execution.history().range(span.first(), span.started());
			String scope = String.join("/", execution.runId(), Long.toString(span.scheduled()),
					Long.toString(span.first()), Long.toString(span.started()));
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

}
