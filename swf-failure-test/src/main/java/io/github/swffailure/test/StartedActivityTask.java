// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.util.List;
import java.util.Map;

import io.github.swffailure.test.history.HistoryEvent;
import io.github.swffailure.test.protocol.Members;

/**
 * An activity task that the test has taken in place of a worker.
 *
 * @param taskToken the token with which to answer
 * @param workflow the execution it belongs to
 * @param activityId its activity id
 * @param startedEventId the number of its {@code ActivityTaskStarted} event
 */
public record StartedActivityTask(String taskToken, WorkflowRun workflow, String activityId, long startedEventId) {

	static StartedActivityTask of(ScheduledActivityTask scheduled, Map<String, Object> answer) {
		Members task = Members.of(answer);
		return new StartedActivityTask(task.string("taskToken"), scheduled.workflow(), scheduled.activityId(),
				task.number("startedEventId", 0));
	}

	/**
	 * Returns the workflow id of the execution.
	 * @return the workflow id
	 */
	public String workflowId() {
		return this.workflow.workflowId();
	}

	/**
	 * Returns the run id of the execution.
	 * @return the run id
	 */
	public String runId() {
		return this.workflow.runId();
	}

	/**
	 * Requests the cancellation of this task, which the worker learns from its next
	 * heartbeat.
	 */
	public void requestCancel() {
		this.workflow.decide("RequestCancelActivityTask", Map.of("activityId", this.activityId));
	}

	/**
	 * Returns the history of the execution.
	 * @return the events so far
	 */
	public List<HistoryEvent> events() {
		return this.workflow.events();
	}

}
