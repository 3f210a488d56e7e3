package io.github.swffailure.test.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.swffailure.test.protocol.Members;
import io.github.swffailure.test.protocol.SwfFault;

/**
 * What deciders call.
 */
final class DecisionTaskOperations {

	private static final Map<String, Object> NO_TASK = Map.of("previousStartedEventId", 0, "startedEventId", 0);

	private final Region region;

	private final Polls polls;

	private final DecisionTaskAnswer answer;

	DecisionTaskOperations(Region region, Polls polls) {
		this.region = region;
		this.polls = polls;
		this.answer = new DecisionTaskAnswer(region);
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
				new Poller<>((task) -> this.answer.start(task, request), NO_TASK));
	}

	private void respondCompleted(Members request) {
		DecisionTask task = task(request);
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

	private DecisionTask task(Members request) {
		TaskToken token = TaskToken.decode(TaskToken.Kind.DECISION, request.string("taskToken"));
		Execution execution = this.region.executions().find(token.runId());
		if (execution == null || !execution.isOpen()) {
			throw Executions.unknown(token.workflowId(), token.runId());
		}
		DecisionTask task = execution.decisionTasks().open();
		if (task == null || task.scheduledEventId() != token.scheduledEventId()) {
			throw SwfFault.unknownResource("Unknown decision task, scheduledEventId = " + token.scheduledEventId());
		}
		return task;
	}

}
