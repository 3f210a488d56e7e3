// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.util.List;
import java.util.Map;

import io.github.swffailure.test.history.HistoryEvent;

/**
 * An activity task that waits in its task list.
 *
 * @param workflow the execution it belongs to
 * @param activityId its activity id
 * @param taskList the name of its task list
 */
public record ScheduledActivityTask(WorkflowRun workflow, String activityId, String taskList) {

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
	 * Returns the history of the execution.
	 * @return the events so far
	 */
	public List<HistoryEvent> events() {
		return this.workflow.events();
	}

	/**
	 * Takes the next task of the task list, like a worker that polls.
	 * @return the task, open until it is answered
	 * @throws IllegalStateException if that is another task, or a worker has taken it
	 */
	public StartedActivityTask start() {
		Map<String, Object> task = this.workflow.call("PollForActivityTask",
				Map.of("taskList", Map.of("name", this.taskList), "identity", "test"));
		if (!this.workflow.isIn(task) || !this.activityId.equals(task.get("activityId"))) {
			throw new IllegalStateException("Task list '" + this.taskList + "' did not hold activity '"
					+ this.activityId + "' next: start each task of a list once, in order, and let no worker poll it");
		}
		return StartedActivityTask.of(this, task);
	}

}
