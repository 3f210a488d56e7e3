package io.github.swffailure.test.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.swffailure.test.protocol.Fields;
import io.github.swffailure.test.protocol.Members;

/**
 * The open children of one execution.
 */
final class Children {

	private static final int MOST_OPEN = 1000;

	private static final Map<String, String> WORDS = Map.of("COMPLETED", "Completed", "FAILED", "Failed", "CANCELED",
			"Canceled", "TIMED_OUT", "TimedOut", "TERMINATED", "Terminated");

	private final Execution execution;

	private final Map<String, Child> open = new LinkedHashMap<>();

	private int initiated;

	Children(Execution execution) {
		this.execution = execution;
	}

	/**
	 * Counts a child that this decision starts, once it is over.
	 */
	void initiated() {
		this.initiated++;
	}

	/**
	 * Says that a child which was initiated is about to be started, or to fail to.
	 */
	void settled() {
		this.initiated--;
	}

	int starting() {
		return this.initiated;
	}

	boolean isFull() {
		return this.open.size() + this.initiated >= MOST_OPEN;
	}

	void started(Execution child, long initiatedEventId) {
		long eventId = this.execution.isOpen() ? this.execution.tell("ChildWorkflowExecutionStarted",
				identity(child).and("initiatedEventId", initiatedEventId)) : 0;
		this.open.put(child.runId(), new Child(child, initiatedEventId, eventId));
	}

	/**
	 * Follows a child that continues as a new run.
	 */
	void continued(Execution child, Execution newRun) {
		Child continued = this.open.remove(child.runId());
		if (continued != null) {
			this.open.put(newRun.runId(), new Child(newRun, continued.initiatedEventId(), continued.startedEventId()));
		}
	}

	void closed(Execution child, String status, Map<String, Object> outcome) {
		Child closed = this.open.remove(child.runId());
		if (closed != null && this.execution.isOpen()) {
			this.execution.tell("ChildWorkflowExecution" + WORDS.get(status),
					identity(child).and("initiatedEventId", closed.initiatedEventId())
						.and("startedEventId", closed.startedEventId())
						.and(outcome));
		}
	}

	private static Fields identity(Execution child) {
		return Fields.of("workflowExecution", child.ids().toMap()).and("workflowType", child.ids().type().toMap());
	}

	/**
	 * Applies the child policy once the parent has been terminated or has timed out.
	 */
	void abandon(Object childPolicy) {
		for (Child child : new ArrayList<>(this.open.values())) {
			this.execution.region().afterwards(() -> apply(childPolicy, child.execution()));
		}
	}

	private static void apply(Object childPolicy, Execution child) {
		if (!child.isOpen()) {
			return;
		}
		if (childPolicy.equals("TERMINATE")) {
			Closing.terminate(child, Members.of(Map.of()), "CHILD_POLICY_APPLIED");
		}
		else if (childPolicy.equals("REQUEST_CANCEL")) {
			child.state().requestCancel();
			child.tell("WorkflowExecutionCancelRequested",
					Fields.of("cause", "CHILD_POLICY_APPLIED").and("externalInitiatedEventId", 0));
		}
	}

	int size() {
		return this.open.size();
	}

	/**
	 * A child and the parent's events about it.
	 */
	record Child(Execution execution, long initiatedEventId, long startedEventId) {
	}

}
