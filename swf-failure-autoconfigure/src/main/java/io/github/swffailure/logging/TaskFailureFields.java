package io.github.swffailure.logging;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;

/**
 * Names tasks and failures in structured logs. No token, no input and no text of a
 * failure is ever in it.
 * <p>
 * No name is the beginning of another up to a dot, as formats that nest names, such as
 * ECS, cannot write an event with both.
 */
final class TaskFailureFields {

	static final String FINGERPRINT = "swf.failure.fingerprint";

	private TaskFailureFields() {
	}

	/**
	 * The fields of a task.
	 * @param task the task
	 * @param domain the SWF domain of the worker, if known
	 * @return {@code swf.domain}, {@code swf.activity.name},
	 * {@code swf.activity.version}, {@code swf.activity.id}, {@code swf.workflow.id} and
	 * {@code swf.run.id}; {@code null} what is not known
	 */
	static Map<String, @Nullable String> of(ActivityTask task, @Nullable String domain) {
		ActivityTask.Type type = task.type();
		ActivityTask.Execution execution = task.execution();
		Map<String, @Nullable String> fields = new LinkedHashMap<>();
		put(fields, "swf.domain", domain);
		put(fields, "swf.activity.name", (type != null) ? type.name() : null);
		put(fields, "swf.activity.version", (type != null) ? type.version() : null);
		put(fields, "swf.activity.id", task.activityId());
		put(fields, "swf.workflow.id", (execution != null) ? execution.workflowId() : null);
		put(fields, "swf.run.id", (execution != null) ? execution.runId() : null);
		return fields;
	}

	/**
	 * The fields of a failure.
	 * @param failure the failure
	 * @param outcome what became of its report
	 * @param domain the SWF domain of the worker, if known
	 * @return those of its task, {@code swf.failure.exception},
	 * {@code swf.failure.fingerprint} and {@code swf.failure.outcome}
	 */
	static Map<String, @Nullable String> of(TaskFailure failure, ReportOutcome outcome, @Nullable String domain) {
		Map<String, @Nullable String> fields = of(failure.task(), domain);
		put(fields, "swf.failure.exception", failure.origin().exceptionType());
		put(fields, FINGERPRINT, failure.origin().fingerprint());
		put(fields, "swf.failure.outcome", outcome.id());
		return fields;
	}

	private static void put(Map<String, @Nullable String> fields, String name, @Nullable String value) {
		fields.put(name, (value != null && !value.isEmpty()) ? value : null);
	}

}
