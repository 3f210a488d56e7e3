package io.github.swffailure.test.engine;

/**
 * A decision task of an execution, scheduled or started.
 */
final class DecisionTask implements Task {

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
		return Priority.of(this.execution.configuration());
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
