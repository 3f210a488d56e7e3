package io.github.swffailure.test;

import java.util.Map;

/**
 * An activity task that waits in its task list.
 *
 * @param workflow the execution it belongs to
 * @param activityId its activity id
 * @param taskList the name of its task list
 */
public record ScheduledActivityTask(WorkflowRun workflow, String activityId, String taskList) {

	/**
	 * Takes the next task of the task list, as a worker does that polls.
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
