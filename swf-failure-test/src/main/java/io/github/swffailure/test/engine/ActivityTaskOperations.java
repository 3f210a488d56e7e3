// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.swffailure.test.protocol.Fields;
import io.github.swffailure.test.protocol.Members;
import io.github.swffailure.test.protocol.SwfFault;

/**
 * The operations for activity workers.
 */
final class ActivityTaskOperations {

	private final Region region;

	private final Polls polls;

	ActivityTaskOperations(Region region, Polls polls) {
		this.region = region;
		this.polls = polls;
	}

	void addTo(Map<String, Operation> operations) {
		operations.put("PollForActivityTask", this::poll);
		operations.put("RecordActivityTaskHeartbeat", Operation.answering(this::heartbeat));
		operations.put("RespondActivityTaskCompleted",
				Operation.silent((request) -> respond("ActivityTaskCompleted", request)));
		operations.put("RespondActivityTaskFailed",
				Operation.silent((request) -> respond("ActivityTaskFailed", request)));
		operations.put("RespondActivityTaskCanceled", Operation.silent(this::respondCanceled));
		operations.put("CountPendingActivityTasks", Operation.answering(this::countPending));
	}

	private CompletableFuture<Map<String, Object>> poll(Members request) {
		TaskLists.Key list = Polls.list(this.region, request);
		String identity = request.find("identity");
		return this.polls.poll(this.region.activityTasks(), list,
				new Polls.Poller<>((task) -> task.execution().activityTasks().start(task, identity),
						this.region.settings().noTask("startedEventId")));
	}

	private Map<String, Object> heartbeat(Members request) {
		ActivityTask task = task(request);
		task.heartbeat(request.find("details"));
		return Map.of("cancelRequested", task.isCancelRequested());
	}

	private void respond(String eventType, Members request) {
		ActivityTask task = task(request);
		task.execution()
			.activityTasks()
			.close(task, eventType, new Fields().and(request.only("result", "reason", "details")));
	}

	private void respondCanceled(Members request) {
		ActivityTask task = task(request);
		task.execution().activityTasks().cancel(task, request.find("details"));
	}

	private Map<String, Object> countPending(Members request) {
		int count = this.region.activityTasks().waitingTasks(Polls.list(this.region, request));
		return Map.of("count", count, "truncated", false);
	}

	private ActivityTask task(Members request) {
		TaskToken token = TaskToken.decode(TaskToken.Kind.ACTIVITY, request.string("taskToken"));
		Execution execution = this.region.executions().find(token.runId());
		if (execution == null || !execution.isOpen()) {
			throw Executions.unknown(token.workflowId(), token.runId());
		}
		ActivityTask task = execution.activityTasks().find(token.scheduledEventId());
		if (task == null) {
			throw SwfFault.unknownResource("Unknown activity, scheduledEventId = " + token.scheduledEventId());
		}
		return task;
	}

}
