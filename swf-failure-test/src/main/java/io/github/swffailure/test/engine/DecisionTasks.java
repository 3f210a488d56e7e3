package io.github.swffailure.test.engine;

import java.util.Map;

import io.github.swffailure.test.protocol.Fields;
import io.github.swffailure.test.protocol.Members;
import org.jspecify.annotations.Nullable;

/**
 * The decision tasks of one execution: at most one is open at a time. What happens while
 * a decider decides is told by one further task, after it has answered.
 */
final class DecisionTasks {

	private final Execution execution;

	private @Nullable DecisionTask open;

	private boolean unseenEvents;

	private boolean refusedDecisions;

	private long previousStartedEventId;

	private Members stickyList = Members.of(Map.of());

	DecisionTasks(Execution execution) {
		this.execution = execution;
	}

	/**
	 * Makes sure that the decider gets to see what has just happened.
	 */
	void need() {
		if (this.open == null) {
			schedule();
		}
		else if (this.open.isStarted()) {
			this.unseenEvents = true;
		}
	}

	private void schedule() {
		Members configuration = this.execution.configuration().members();
		Members sticky = this.stickyList;
		this.stickyList = Members.of(Map.of());
		Members list = (sticky.has("taskList") ? sticky : configuration).structure("taskList");
		String scheduleToStart = sticky.find("taskListScheduleToStartTimeout");
		long eventId = this.execution.add("DecisionTaskScheduled",
				Fields.of("taskList", Map.of("name", list.string("name")))
					.and(configuration.only("taskPriority"))
					.and("startToCloseTimeout", configuration.find("taskStartToCloseTimeout"))
					.and("scheduleToStartTimeout", scheduleToStart));
		DecisionTask task = new DecisionTask(this.execution, eventId,
				new TaskLists.Key(this.execution.ids().domain().name(), list.string("name")),
				this.execution.region().deadlines().after(scheduleToStart, () -> timeOut("SCHEDULE_TO_START")));
		this.open = task;
		this.execution.region().decisionTasks().add(task.list(), task);
	}

	void start(DecisionTask task, @Nullable String identity) {
		this.unseenEvents = false;
		long eventId = this.execution.add("DecisionTaskStarted",
				Fields.of("identity", identity).and("scheduledEventId", task.scheduledEventId()));
		String startToClose = this.execution.configuration().members().find("taskStartToCloseTimeout");
		task.started(eventId, this.execution.region().deadlines().after(startToClose, () -> timeOut("START_TO_CLOSE")));
	}

	private void timeOut(String timeoutType) {
		DecisionTask task = this.open;
		if (task != null) {
			this.execution.region().decisionTasks().remove(task.list(), task);
			this.open = null;
			this.execution.tell("DecisionTaskTimedOut",
					Fields.of("timeoutType", timeoutType)
						.and("scheduledEventId", task.scheduledEventId())
						.and("startedEventId", task.startedEventId()));
		}
	}

	/**
	 * Takes the decider's answer to a started task; {@link #decided()} ends it.
	 * @return the number of the event that says so
	 */
	long complete(DecisionTask task, Members response) {
		task.stopTimeout();
		this.stickyList = response;
		this.execution.state().decided(response.find("executionContext"));
		return this.execution.add("DecisionTaskCompleted",
				Fields.of("scheduledEventId", task.scheduledEventId())
					.and("startedEventId", task.startedEventId())
					.and(response.only("executionContext", "taskList", "taskListScheduleToStartTimeout")));
	}

	/**
	 * Writes that a decision could not be carried out, which the decider has to see.
	 */
	void refuse(String eventType, Fields attributes) {
		this.refusedDecisions = true;
		this.execution.add(eventType, attributes);
	}

	void decided() {
		if (this.open != null) {
			this.previousStartedEventId = this.open.startedEventId();
			this.open = null;
		}
		boolean again = this.unseenEvents || this.refusedDecisions;
		this.unseenEvents = false;
		this.refusedDecisions = false;
		if (again && this.execution.isOpen()) {
			schedule();
		}
	}

	/**
	 * Says whether something happened that the deciding decider has not seen.
	 */
	boolean hasUnseenEvents() {
		return this.unseenEvents;
	}

	void discard() {
		if (this.open != null) {
			this.open.stopTimeout();
			this.execution.region().decisionTasks().remove(this.open.list(), this.open);
			this.open = null;
		}
	}

	/**
	 * Returns the start of the last task that a decider completed, 0 if there was none.
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

		private Deadlines.Deadline timeout;

		private long startedEventId;

		DecisionTask(Execution execution, long scheduledEventId, TaskLists.Key list, Deadlines.Deadline timeout) {
			this.execution = execution;
			this.scheduledEventId = scheduledEventId;
			this.list = list;
			this.timeout = timeout;
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

		void started(long eventId, Deadlines.Deadline startToClose) {
			stopTimeout();
			this.startedEventId = eventId;
			this.timeout = startToClose;
		}

		void stopTimeout() {
			this.execution.region().deadlines().cancel(this.timeout);
		}

	}

}
