// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.swffailure.test.protocol.Fields;
import io.github.swffailure.test.protocol.Members;
import org.jspecify.annotations.Nullable;

/**
 * The open activity tasks of one execution, scheduled and started.
 */
final class ActivityTasks {

	private static final int MOST_OPEN = 1000;

	private final Execution execution;

	private final Map<String, ActivityTask> open = new LinkedHashMap<>();

	ActivityTasks(Execution execution) {
		this.execution = execution;
	}

	/**
	 * Schedules a task, or adds an event with the cause why it cannot be scheduled.
	 */
	void schedule(Members attributes, long completedEventId) {
		TypeKey key = TypeKey.of(TypeKey.Kind.ACTIVITY, attributes.structure("activityType"));
		RegisteredType type = this.execution.ids().domain().findType(key);
		Configuration configuration = (type != null) ? Configuration.ofActivity(attributes, type) : null;
		String cause = refusal(attributes.string("activityId"), type, configuration);
		Fields event = Fields.of("activityType", key.toMap())
			.and("activityId", attributes.string("activityId"))
			.and("decisionTaskCompletedEventId", completedEventId);
		if (cause != null || configuration == null) {
			this.execution.decisionTasks().refuse("ScheduleActivityTaskFailed", event.and("cause", cause));
			return;
		}
		long eventId = this.execution.add("ActivityTaskScheduled",
				event.and(configuration.values()).and(attributes.only("input", "control")));
		add(new ActivityTask(this.execution, attributes.string("activityId"), configuration, eventId));
	}

	private @Nullable String refusal(String activityId, @Nullable RegisteredType type,
			@Nullable Configuration configuration) {
		if (type == null || configuration == null) {
			return "ACTIVITY_TYPE_DOES_NOT_EXIST";
		}
		if (type.isDeprecated()) {
			return "ACTIVITY_TYPE_DEPRECATED";
		}
		if (isOpen(activityId)) {
			return "ACTIVITY_ID_ALREADY_IN_USE";
		}
		if (isFull()) {
			return "OPEN_ACTIVITIES_LIMIT_EXCEEDED";
		}
		if (configuration.undefined() != null) {
			return configuration.cause();
		}
		return isWithinRate(configuration) ? null : "ACTIVITY_CREATION_RATE_EXCEEDED";
	}

	private boolean isWithinRate(Configuration configuration) {
		Buckets buckets = this.execution.region().buckets();
		return buckets.allow("ScheduleActivityTask")
				&& buckets.allow("ScheduleActivityTask/taskList", ActivityTask.list(this.execution, configuration));
	}

	private void add(ActivityTask task) {
		this.open.put(task.activityId(), task);
		this.execution.state().activityTaskScheduled(this.execution.history().lastTimestamp());
		this.execution.region().activityTasks().add(task.list(), task);
	}

	private boolean isOpen(String activityId) {
		return this.open.containsKey(activityId);
	}

	private boolean isFull() {
		return this.open.size() >= MOST_OPEN;
	}

	Map<String, Object> start(ActivityTask task, @Nullable String identity) {
		long eventId = this.execution.add("ActivityTaskStarted",
				Fields.of("identity", identity).and("scheduledEventId", task.scheduledEventId()));
		task.started(eventId);
		Members scheduled = Members.of(this.execution.history().event(task.scheduledEventId()).attributes());
		return Fields.of("taskToken", TaskToken.of(TaskToken.Kind.ACTIVITY, task).encode())
			.and("activityId", task.activityId())
			.and("startedEventId", eventId)
			.and("workflowExecution", this.execution.ids().toMap())
			.and(scheduled.only("activityType", "input"))
			.toMap();
	}

	/**
	 * Closes a started task with the answer of its worker.
	 */
	void close(ActivityTask task, String eventType, Fields answer) {
		remove(task);
		this.execution.addForDecider(eventType, answer.and(task.closing().toMap()));
	}

	void timeOut(ActivityTask task, String timeoutType) {
		remove(task);
		this.execution.region().activityTasks().remove(task.list(), task);
		this.execution.addForDecider("ActivityTaskTimedOut",
				Fields.of("timeoutType", timeoutType)
					.and("details", task.heartbeatDetails())
					.and(task.closing().toMap()));
	}

	/**
	 * Requests cancellation: a waiting task is cancelled at once; the worker of a started
	 * one is informed by its next heartbeat.
	 */
	void requestCancel(Members attributes, long decisionTaskCompletedEventId) {
		String activityId = attributes.string("activityId");
		ActivityTask task = this.open.get(activityId);
		Fields event = Fields.of("activityId", activityId)
			.and("decisionTaskCompletedEventId", decisionTaskCompletedEventId);
		if (task == null) {
			this.execution.decisionTasks()
				.refuse("RequestCancelActivityTaskFailed", event.and("cause", "ACTIVITY_ID_UNKNOWN"));
			return;
		}
		task.requestCancel(this.execution.add("ActivityTaskCancelRequested", event));
		this.execution.region().afterwards(() -> cancelUnlessStarted(task));
	}

	private void cancelUnlessStarted(ActivityTask task) {
		if (this.open.get(task.activityId()) == task && !task.isStarted()) {
			this.execution.region().activityTasks().remove(task.list(), task);
			cancel(task, null);
		}
	}

	void cancel(ActivityTask task, @Nullable String details) {
		close(task, "ActivityTaskCanceled",
				Fields.of("details", details).and("latestCancelRequestedEventId", task.latestCancelRequestedEventId()));
	}

	private void remove(ActivityTask task) {
		this.open.remove(task.activityId());
		task.stopTimeouts();
	}

	void discard() {
		for (ActivityTask task : new ArrayList<>(this.open.values())) {
			remove(task);
			this.execution.region().activityTasks().remove(task.list(), task);
		}
	}

	@Nullable ActivityTask find(long scheduledEventId) {
		return this.open.values()
			.stream()
			.filter((task) -> task.scheduledEventId() == scheduledEventId)
			.findFirst()
			.orElse(null);
	}

	int size() {
		return this.open.size();
	}

}
