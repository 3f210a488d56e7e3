// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.swffailure.test.history.HistoryEvent;
import io.github.swffailure.test.protocol.Fields;
import io.github.swffailure.test.protocol.Members;
import io.github.swffailure.test.protocol.SwfFault;

/**
 * The operations for deciders.
 */
final class DecisionTaskOperations {

	private final Region region;

	private final Polls polls;

	DecisionTaskOperations(Region region, Polls polls) {
		this.region = region;
		this.polls = polls;
	}

	void addTo(Map<String, Operation> operations) {
		operations.put("PollForDecisionTask", this::poll);
		operations.put("RespondDecisionTaskCompleted", Operation.silent(this::respondCompleted));
		operations.put("CountPendingDecisionTasks", Operation.answering(this::countPending));
	}

	private CompletableFuture<Map<String, Object>> poll(Members request) {
		TaskLists.Key list = Polls.list(this.region, request);
		if (request.has("nextPageToken")) {
			return CompletableFuture.completedFuture(nextPage(request));
		}
		return this.polls.poll(this.region.decisionTasks(), list, new Polls.Poller<>((task) -> start(task, request),
				this.region.settings().noTask("previousStartedEventId", "startedEventId")));
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
		return task(TaskToken.decode(TaskToken.Kind.DECISION, request.string("taskToken")));
	}

	private DecisionTasks.DecisionTask task(TaskToken token) {
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

	private Map<String, Object> start(DecisionTasks.DecisionTask task, Members request) {
		DecisionTasks decisionTasks = task.execution().decisionTasks();
		decisionTasks.start(task, request.find("identity"));
		return page(task, request);
	}

	/**
	 * Returns the next page of the history of a started task.
	 */
	private Map<String, Object> nextPage(Members request) {
		String[] about = Paging.Token.decode(request.string("nextPageToken")).scope().split(" ", 3);
		if (!about[0].equals("PollForDecisionTask")) {
			throw Opaque.invalid();
		}
		return page(task(TaskToken.decode(TaskToken.Kind.DECISION, about[1])), request);
	}

	/**
	 * Returns the task and one page of the history up to its start.
	 */
	private Map<String, Object> page(DecisionTasks.DecisionTask task, Members request) {
		Execution execution = task.execution();
		long previous = execution.decisionTasks().previousStartedEventId();
		long first = request.flag("startAtPreviousStartedEvent") ? previous : 1;
		String token = TaskToken.of(TaskToken.Kind.DECISION, task).encode();
		return Fields.of("taskToken", token)
			.and("startedEventId", task.startedEventId())
			.and("previousStartedEventId", previous)
			.and("workflowExecution", execution.ids().toMap())
			.and("workflowType", execution.ids().type().toMap())
			.and(new Paging(this.region.deadlines())
				.page(execution.history().range(first, task.startedEventId()), request, "PollForDecisionTask " + token)
				.fields("events", History::format)
				.toMap())
			.toMap();
	}

}
