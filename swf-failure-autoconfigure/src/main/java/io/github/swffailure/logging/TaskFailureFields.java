package io.github.swffailure.logging;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;

/**
 * What tells tasks and failures apart in structured logs. What is not known is left out;
 * no token, no input and no text of a failure is ever in it.
 *
 * @since 0.1
 */
final class TaskFailureFields {

	private TaskFailureFields() {
	}

	/**
	 * The fields of a task.
	 * @param task the task
	 * @param domain the SWF domain of the worker, if known
	 * @return {@code swf.domain}, {@code swf.activity}, {@code swf.activity.version},
	 * {@code swf.activity.id}, {@code swf.workflow.id} and {@code swf.run.id}
	 */
	static Map<String, String> of(ActivityTask task, @Nullable String domain) {
		Map<String, String> fields = new LinkedHashMap<>();
		put(fields, "swf.domain", domain);
		if (task.type() != null) {
			put(fields, "swf.activity", task.type().name());
			put(fields, "swf.activity.version", task.type().version());
		}
		put(fields, "swf.activity.id", task.activityId());
		if (task.execution() != null) {
			put(fields, "swf.workflow.id", task.execution().workflowId());
			put(fields, "swf.run.id", task.execution().runId());
		}
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
	static Map<String, String> of(TaskFailure failure, ReportOutcome outcome, @Nullable String domain) {
		Map<String, String> fields = of(failure.task(), domain);
		put(fields, "swf.failure.exception", failure.origin().exceptionType());
		put(fields, "swf.failure.fingerprint", failure.origin().fingerprint());
		put(fields, "swf.failure.outcome", outcome.id());
		return fields;
	}

	private static void put(Map<String, String> fields, String name, @Nullable String value) {
		if (value != null && !value.isEmpty()) {
			fields.put(name, value);
		}
	}

}
