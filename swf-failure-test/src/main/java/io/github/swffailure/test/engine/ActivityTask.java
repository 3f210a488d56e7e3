// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.util.ArrayList;
import java.util.List;

import io.github.swffailure.test.protocol.Fields;
import io.github.swffailure.test.protocol.Members;
import org.jspecify.annotations.Nullable;

/**
 * An open activity task.
 */
final class ActivityTask implements Task {

	private final Execution execution;

	private final String activityId;

	private final Configuration configuration;

	private final long scheduledEventId;

	private final List<Deadlines.Deadline> timeouts = new ArrayList<>();

	private Deadlines.@Nullable Deadline heartbeatTimeout;

	private long startedEventId;

	private long cancelRequestedEventId;

	private @Nullable String heartbeatDetails;

	ActivityTask(Execution execution, String activityId, Configuration configuration, long scheduledEventId) {
		this.execution = execution;
		this.activityId = activityId;
		this.configuration = configuration;
		this.scheduledEventId = scheduledEventId;
		timeOutAfter("scheduleToCloseTimeout", "SCHEDULE_TO_CLOSE");
		this.timeouts.add(timeout("scheduleToStartTimeout", "SCHEDULE_TO_START"));
	}

	@Override
	public Execution execution() {
		return this.execution;
	}

	@Override
	public int priority() {
		return this.configuration.priority();
	}

	@Override
	public long scheduledEventId() {
		return this.scheduledEventId;
	}

	String activityId() {
		return this.activityId;
	}

	TaskLists.Key list() {
		return list(this.execution, this.configuration);
	}

	static TaskLists.Key list(Execution execution, Configuration configuration) {
		Members list = configuration.members().structure("taskList");
		return new TaskLists.Key(execution.ids().domain().name(), list.string("name"));
	}

	void started(long eventId) {
		this.startedEventId = eventId;
		this.execution.region().deadlines().cancel(this.timeouts.remove(this.timeouts.size() - 1));
		timeOutAfter("startToCloseTimeout", "START_TO_CLOSE");
		restartHeartbeat();
	}

	void heartbeat(@Nullable String details) {
		this.heartbeatDetails = details;
		restartHeartbeat();
	}

	private void restartHeartbeat() {
		if (this.heartbeatTimeout != null) {
			this.execution.region().deadlines().cancel(this.heartbeatTimeout);
		}
		this.heartbeatTimeout = timeout("heartbeatTimeout", "HEARTBEAT");
	}

	private void timeOutAfter(String member, String timeoutType) {
		this.timeouts.add(timeout(member, timeoutType));
	}

	private Deadlines.Deadline timeout(String member, String timeoutType) {
		String seconds = this.configuration.members().find(member);
		return this.execution.region()
			.deadlines()
			.after(seconds, () -> this.execution.activityTasks().timeOut(this, timeoutType));
	}

	void stopTimeouts() {
		this.timeouts.forEach(this.execution.region().deadlines()::cancel);
		if (this.heartbeatTimeout != null) {
			this.execution.region().deadlines().cancel(this.heartbeatTimeout);
		}
	}

	void requestCancel(long eventId) {
		this.cancelRequestedEventId = eventId;
	}

	boolean isStarted() {
		return this.startedEventId != 0;
	}

	boolean isCancelRequested() {
		return this.cancelRequestedEventId != 0;
	}

	@Nullable String heartbeatDetails() {
		return this.heartbeatDetails;
	}

	/**
	 * Returns the attributes with which every closing event refers to this task.
	 */
	Fields closing() {
		return Fields.of("scheduledEventId", this.scheduledEventId).and("startedEventId", this.startedEventId);
	}

	@Nullable Long latestCancelRequestedEventId() {
		return isCancelRequested() ? this.cancelRequestedEventId : null;
	}

}
