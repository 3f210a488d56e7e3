// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.swf.model.ActivityType;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;
import software.amazon.awssdk.services.swf.model.WorkflowExecution;

import org.springframework.util.Assert;

/**
 * An activity task that SWF handed to this worker. Anyone with its token can answer the
 * task, so {@link #toString()} omits it.
 *
 * @param taskToken the token that identifies the task to SWF, 1 to
 * {@value #MAX_TASK_TOKEN_LENGTH} characters
 * @param activityId the id that the decider gave the activity, if known
 * @param type the activity type, if known
 * @param execution the workflow execution that waits for the task, if known
 * @param traceparent the trace that the task belongs to, as in W3C Trace Context, if
 * known
 * @since 0.1
 */
public record ActivityTask(String taskToken, @Nullable String activityId, @Nullable Type type,
		@Nullable Execution execution, @Nullable String traceparent) {

	/** Maximum number of characters of a task token, from the SWF API reference. */
	public static final int MAX_TASK_TOKEN_LENGTH = 1024;

	private static final String TRACEPARENT = "\"traceparent\"";

	private static final Pattern TRACE = Pattern
		.compile("\\s{0,9}:\\s{0,9}\"([0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2})\"");

	public ActivityTask {
		Assert.isTrue(!taskToken.isEmpty(), "A task token must not be empty: the poll returned no task");
		Assert.isTrue(taskToken.length() <= MAX_TASK_TOKEN_LENGTH, () -> "A task token must have at most "
				+ MAX_TASK_TOKEN_LENGTH + " characters but has " + taskToken.length());
	}

	/**
	 * Creates a task that belongs to no trace.
	 * @param taskToken the token that identifies the task to SWF
	 * @param activityId the id that the decider gave the activity, if known
	 * @param type the activity type, if known
	 * @param execution the workflow execution that waits for the task, if known
	 * @throws IllegalArgumentException if the token is empty or too long
	 */
	public ActivityTask(String taskToken, @Nullable String activityId, @Nullable Type type,
			@Nullable Execution execution) {
		this(taskToken, activityId, type, execution, null);
	}

	/**
	 * Creates a task of which only the token is known.
	 * @param taskToken the token
	 * @return the task
	 * @throws IllegalArgumentException if the token is empty or too long
	 */
	public static ActivityTask ofToken(String taskToken) {
		return new ActivityTask(taskToken, null, null, null);
	}

	/**
	 * Creates the task in the answer to a poll. Its trace is the first JSON member
	 * {@code "traceparent"} in the input, at any depth; nothing else in the input is read
	 * or kept.
	 * @param response the answer
	 * @return the task
	 * @throws IllegalArgumentException if the poll ended without a task
	 */
	public static ActivityTask from(PollForActivityTaskResponse response) {
		Assert.hasLength(response.taskToken(), "The response has no task token: the poll ended without a task");
		return new ActivityTask(response.taskToken(), response.activityId(), type(response.activityType()),
				execution(response.workflowExecution()), traceIn(response.input()));
	}

	// Members of SDK responses are null when SWF leaves them out
	@SuppressWarnings("NullAway")
	private static @Nullable Type type(@Nullable ActivityType type) {
		return (type != null) ? new Type(type.name(), type.version()) : null;
	}

	private static @Nullable Execution execution(@Nullable WorkflowExecution execution) {
		return (execution != null) ? new Execution(execution.workflowId(), execution.runId()) : null;
	}

	/**
	 * SWF has no headers, so starters and deciders pass the {@code traceparent} of W3C
	 * Trace Context in the input, as a JSON member of that name, where CloudEvents carry
	 * it too.
	 */
	private static @Nullable String traceIn(@Nullable String input) {
		int name = (input != null) ? input.indexOf(TRACEPARENT) : -1;
		if (input == null || name < 0) {
			return null;
		}
		Matcher value = TRACE.matcher(input).region(name + TRACEPARENT.length(), input.length());
		return value.lookingAt() ? value.group(1) : null;
	}

	/**
	 * Describes the task without its token, for a log line.
	 * @return for example
	 * {@code activity 'charge' (1.0), id 'charge-42', of workflow 'order-42', run '22Fz...'}
	 */
	@Override
	public String toString() {
		return "activity " + ((this.type != null) ? this.type : "of unknown type")
				+ ((this.activityId != null) ? ", id '" + this.activityId + "'" : "")
				+ ((this.execution != null) ? ", of " + this.execution : "");
	}

	/**
	 * An activity type, as registered with SWF.
	 *
	 * @param name the name, at most 256 characters
	 * @param version the version, at most 64 characters; empty if unknown
	 */
	public record Type(String name, String version) {

		@Override
		public String toString() {
			return "'" + this.name + "'" + (this.version.isEmpty() ? "" : " (" + this.version + ")");
		}

	}

	/**
	 * A workflow execution.
	 *
	 * @param workflowId the id that the starter of the workflow chose, at most 256
	 * characters
	 * @param runId the id that SWF gave the run, at most 64 characters
	 */
	public record Execution(String workflowId, String runId) {

		@Override
		public String toString() {
			return "workflow '" + this.workflowId + "', run '" + this.runId + "'";
		}

	}

}
