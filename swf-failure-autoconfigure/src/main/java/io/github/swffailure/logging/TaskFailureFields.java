// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.logging;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import org.jspecify.annotations.Nullable;

/**
 * The fields of tasks and failures in structured logs. They contain no token, no input
 * and no text of a failure.
 * <p>
 * No name is a prefix of another up to a dot, because formats that nest names, such as
 * ECS, cannot write an event with both.
 */
final class TaskFailureFields {

	/** The prefix of all names. */
	static final String PREFIX = "swf";

	static final String FINGERPRINT = "swf.failure.fingerprint";

	/** The index of the field that every task of a handler has. */
	static final int ACTIVITY_NAME = 1;

	/** The names of the fields of a task. */
	static final List<String> OF_TASK = List.of("swf.domain", "swf.activity.name", "swf.activity.version",
			"swf.activity.id", "swf.workflow.id", "swf.run.id");

	private TaskFailureFields() {
	}

	/**
	 * The fields of a task.
	 * @param task the task
	 * @param domain the SWF domain of the worker, if known
	 * @return {@code swf.domain}, {@code swf.activity.name},
	 * {@code swf.activity.version}, {@code swf.activity.id}, {@code swf.workflow.id} and
	 * {@code swf.run.id}; unknown values are {@code null}
	 */
	static Map<String, @Nullable String> of(ActivityTask task, @Nullable String domain) {
		Map<String, @Nullable String> fields = new LinkedHashMap<>();
		for (int i = 0; i < OF_TASK.size(); i++) {
			fields.put(OF_TASK.get(i), of(task, domain, i));
		}
		return fields;
	}

	/**
	 * One of the fields of a task.
	 * @param index its index in {@link #OF_TASK}
	 * @return the value, {@code null} if unknown
	 */
	static @Nullable String of(ActivityTask task, @Nullable String domain, int index) {
		ActivityTask.Type type = task.type();
		ActivityTask.Execution execution = task.execution();
		String value = switch (index) {
			case 0 -> domain;
			case 1 -> (type != null) ? type.name() : null;
			case 2 -> (type != null) ? type.version() : null;
			case 3 -> task.activityId();
			case 4 -> (execution != null) ? execution.workflowId() : null;
			default -> (execution != null) ? execution.runId() : null;
		};
		return (value != null && !value.isEmpty()) ? value : null;
	}

	/**
	 * The fields of a failure.
	 * @param failure the failure
	 * @param outcome the outcome of its report
	 * @param domain the SWF domain of the worker, if known
	 * @return those of its task, {@code swf.failure.exception},
	 * {@code swf.failure.fingerprint} and {@code swf.failure.outcome}
	 */
	static Map<String, @Nullable String> of(TaskFailure failure, ReportOutcome outcome, @Nullable String domain) {
		Map<String, @Nullable String> fields = of(failure.task(), domain);
		fields.put("swf.failure.exception", failure.origin().exceptionType());
		fields.put(FINGERPRINT, failure.origin().fingerprint());
		fields.put("swf.failure.outcome", outcome.id());
		return fields;
	}

}
