package io.github.swffailure.journal;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureOrigin;
import io.github.swffailure.TaskFailure;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a failure by their names in the journal.
 */
final class FailureFields {

	static final String DETAILS = "details";

	private FailureFields() {
	}

	/** All fields but the details; {@code null} for one that is absent. */
	static Map<String, @Nullable String> of(TaskFailure failure) {
		Map<String, @Nullable String> fields = new LinkedHashMap<>();
		ActivityTask task = failure.task();
		fields.put("time", failure.time().toString());
		fields.put("task-token", task.taskToken());
		fields.put("activity-id", task.activityId());
		fields.put("activity-name", (task.type() != null) ? task.type().name() : null);
		fields.put("activity-version", (task.type() != null) ? task.type().version() : null);
		fields.put("workflow-id", (task.execution() != null) ? task.execution().workflowId() : null);
		fields.put("run-id", (task.execution() != null) ? task.execution().runId() : null);
		fields.put("exception", failure.origin().exceptionType());
		fields.put("fingerprint", failure.origin().fingerprint());
		fields.put("cancellation", String.valueOf(failure.origin().cancellation()));
		fields.put("truncated",
				failure.description().truncated().stream().map(Enum::name).sorted().collect(Collectors.joining(" ")));
		fields.put("reason", failure.description().reason());
		return fields;
	}

	static TaskFailure failure(Map<String, String> fields) {
		String name = fields.get("activity-name");
		String workflowId = fields.get("workflow-id");
		ActivityTask task = new ActivityTask(required(fields, "task-token"), fields.get("activity-id"),
				(name != null) ? new ActivityTask.Type(name, fields.getOrDefault("activity-version", "")) : null,
				(workflowId != null) ? new ActivityTask.Execution(workflowId, fields.getOrDefault("run-id", ""))
						: null);
		FailureDescription description = new FailureDescription(fields.getOrDefault("reason", ""),
				fields.getOrDefault(DETAILS, ""), truncated(fields.getOrDefault("truncated", "")));
		FailureOrigin origin = new FailureOrigin(fields.getOrDefault("exception", ""),
				fields.getOrDefault("fingerprint", ""), Boolean.parseBoolean(fields.get("cancellation")));
		return new TaskFailure(task, description, origin, Instant.parse(required(fields, "time")));
	}

	private static Set<FailureDescription.Field> truncated(String names) {
		return Arrays.stream(names.split(" "))
			.filter((name) -> !name.isEmpty())
			.map(FailureDescription.Field::valueOf)
			.collect(Collectors.toSet());
	}

	private static String required(Map<String, String> fields, String name) {
		String value = fields.get(name);
		if (value == null) {
			throw new IllegalArgumentException("the field '" + name + "' is missing");
		}
		return value;
	}

}
