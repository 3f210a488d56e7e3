package io.github.swffailure.logging;

import java.util.LinkedHashMap;
import java.util.List;
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
	 * {@code swf.run.id}; {@code null} what is not known
	 */
	static Map<String, @Nullable String> of(ActivityTask task, @Nullable String domain) {
		ActivityTask.Type type = task.type();
		ActivityTask.Execution execution = task.execution();
		Map<String, @Nullable String> fields = new LinkedHashMap<>();
		put(fields, OF_TASK.get(0), domain);
		put(fields, OF_TASK.get(1), (type != null) ? type.name() : null);
		put(fields, OF_TASK.get(2), (type != null) ? type.version() : null);
		put(fields, OF_TASK.get(3), task.activityId());
		put(fields, OF_TASK.get(4), (execution != null) ? execution.workflowId() : null);
		put(fields, OF_TASK.get(5), (execution != null) ? execution.runId() : null);
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
