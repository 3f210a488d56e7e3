// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.util.Map;
import java.util.Objects;

import io.github.swffailure.test.protocol.Fields;
import io.github.swffailure.test.protocol.Members;
import org.jspecify.annotations.Nullable;

/**
 * The decision tasks of one execution. At most one is started at a time. An event during
 * it schedules the next one at once, which waits until the decider has answered.
 */
final class DecisionTasks {

	private static final String NEVER = "NONE";

	private final Execution execution;

	private @Nullable DecisionTask open;

	private @Nullable DecisionTask next;

	private boolean refusedDecisions;

	private long previousStartedEventId;

	private @Nullable Members override;

	DecisionTasks(Execution execution) {
		this.execution = execution;
	}

	/**
	 * Schedules a decision task if none is scheduled, so that the decider sees the latest
	 * events.
	 */
	void need() {
		if (this.open == null) {
			offer(schedule());
		}
		else if (this.open.isStarted() && this.next == null) {
			this.next = schedule();
		}
	}

	private DecisionTask schedule() {
		Members configuration = this.execution.configuration().members();
		Members list = ((this.override != null) ? this.override : configuration).structure("taskList");
		String scheduleToStart = (this.override != null) ? this.override.find("taskListScheduleToStartTimeout") : null;
		long eventId = this.execution.add("DecisionTaskScheduled",
				Fields.of("taskList", Map.of("name", list.string("name")))
					.and(configuration.only("taskPriority"))
					.and("startToCloseTimeout", configuration.find("taskStartToCloseTimeout"))
					.and("scheduleToStartTimeout", Objects.requireNonNullElse(scheduleToStart, NEVER)));
		return new DecisionTask(this.execution, eventId,
				new TaskLists.Key(this.execution.ids().domain().name(), list.string("name")), scheduleToStart);
	}

	private void offer(@Nullable DecisionTask task) {
		this.open = task;
		if (task != null) {
			task.scheduled(() -> timeOut("SCHEDULE_TO_START"));
			this.execution.region().decisionTasks().add(task.list(), task);
		}
	}

	private void offerNext() {
		DecisionTask scheduled = this.next;
		this.next = null;
		offer(scheduled);
	}

	void start(DecisionTask task, @Nullable String identity) {
		long eventId = this.execution.add("DecisionTaskStarted",
				Fields.of("identity", identity).and("scheduledEventId", task.scheduledEventId()));
		String startToClose = this.execution.configuration().members().find("taskStartToCloseTimeout");
		task.started(eventId, startToClose, () -> timeOut("START_TO_CLOSE"));
	}

	/**
	 * Ends a task without an answer, and with it the use of a temporary task list.
	 */
	private void timeOut(String timeoutType) {
		DecisionTask task = this.open;
		if (task != null) {
			this.execution.region().decisionTasks().remove(task.list(), task);
			if (task.isOnOverride()) {
				this.override = null;
			}
			this.execution.add("DecisionTaskTimedOut",
					Fields.of("timeoutType", timeoutType)
						.and("scheduledEventId", task.scheduledEventId())
						.and("startedEventId", task.startedEventId()));
			offerNext();
			need();
		}
	}

	/**
	 * Completes a started task with the decider's answer; {@link #decided()} follows once
	 * the decisions have been carried out.
	 * @return the number of the event
	 */
	long complete(DecisionTask task, Members response) {
		task.stopTimeout();
		if (response.has("taskList")) {
			this.override = response;
		}
		this.execution.state().decided(response.find("executionContext"));
		return this.execution.add("DecisionTaskCompleted",
				Fields.of("scheduledEventId", task.scheduledEventId())
					.and("startedEventId", task.startedEventId())
					.and(response.only("executionContext", "taskList", "taskListScheduleToStartTimeout")));
	}

	/**
	 * Adds the event of a decision that could not be carried out, for the decider to see.
	 */
	void refuse(String eventType, Fields attributes) {
		this.refusedDecisions = true;
		this.execution.add(eventType, attributes);
	}

	void decided() {
		boolean again = this.refusedDecisions;
		this.refusedDecisions = false;
		if (this.open != null) {
			this.previousStartedEventId = this.open.startedEventId();
			offerNext();
		}
		if (again && this.execution.isOpen()) {
			need();
		}
	}

	/**
	 * Says whether there are events that the decider has not seen.
	 */
	boolean hasUnseenEvents() {
		return this.next != null;
	}

	void discard() {
		if (this.open != null) {
			this.open.stopTimeout();
			this.execution.region().decisionTasks().remove(this.open.list(), this.open);
		}
		this.open = null;
		this.next = null;
	}

	/**
	 * Returns the number of the event that started the last completed task, 0 if there
	 * was none.
	 */
	long previousStartedEventId() {
		return this.previousStartedEventId;
	}

	@Nullable DecisionTask open() {
		return this.open;
	}

	/**
	 * A decision task of an execution, scheduled or started.
	 */
	static final class DecisionTask implements Task {

		private final Execution execution;

		private final long scheduledEventId;

		private final TaskLists.Key list;

		private final @Nullable String scheduleToStart;

		private Deadlines.@Nullable Deadline timeout;

		private long startedEventId;

		DecisionTask(Execution execution, long scheduledEventId, TaskLists.Key list, @Nullable String scheduleToStart) {
			this.execution = execution;
			this.scheduledEventId = scheduledEventId;
			this.list = list;
			this.scheduleToStart = scheduleToStart;
		}

		@Override
		public Execution execution() {
			return this.execution;
		}

		@Override
		public int priority() {
			return this.execution.configuration().priority();
		}

		@Override
		public long scheduledEventId() {
			return this.scheduledEventId;
		}

		TaskLists.Key list() {
			return this.list;
		}

		long startedEventId() {
			return this.startedEventId;
		}

		boolean isStarted() {
			return this.startedEventId != 0;
		}

		/**
		 * Says whether this task waits in a temporary task list.
		 */
		boolean isOnOverride() {
			return this.scheduleToStart != null;
		}

		void scheduled(Runnable onTimeout) {
			this.timeout = this.execution.region().deadlines().after(this.scheduleToStart, onTimeout);
		}

		void started(long eventId, @Nullable String startToClose, Runnable onTimeout) {
			stopTimeout();
			this.startedEventId = eventId;
			this.timeout = this.execution.region().deadlines().after(startToClose, onTimeout);
		}

		void stopTimeout() {
			if (this.timeout != null) {
				this.execution.region().deadlines().cancel(this.timeout);
			}
		}

	}

}
