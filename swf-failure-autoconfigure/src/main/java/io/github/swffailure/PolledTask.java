// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.swf.model.ActivityType;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;
import software.amazon.awssdk.services.swf.model.WorkflowExecution;

import org.springframework.util.Assert;

/**
 * Reads the task in the answer to a poll, of which SWF may leave out any part.
 */
final class PolledTask {

	private PolledTask() {
	}

	static ActivityTask of(PollForActivityTaskResponse response) {
		Assert.hasLength(response.taskToken(), "The response has no task token: the poll ended without a task");
		return new ActivityTask(response.taskToken(), response.activityId(), type(response.activityType()),
				execution(response.workflowExecution()), Traceparent.find(response.input()));
	}

	// Members of SDK responses are null when SWF leaves them out
	@SuppressWarnings("NullAway")
	private static ActivityTask.@Nullable Type type(@Nullable ActivityType type) {
		return (type != null) ? new ActivityTask.Type(type.name(), type.version()) : null;
	}

	private static ActivityTask.@Nullable Execution execution(@Nullable WorkflowExecution execution) {
		return (execution != null) ? new ActivityTask.Execution(execution.workflowId(), execution.runId()) : null;
	}

}
