// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.swffailure.test.protocol.Fields;
import io.github.swffailure.test.protocol.Members;
import org.jspecify.annotations.Nullable;

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
	 * Starts a child after the decision, or adds an event with the cause why it cannot be
	 * started.
	 */
	void start(Members attributes, long completedEventId) {
		TypeKey key = TypeKey.of(TypeKey.Kind.WORKFLOW, attributes.structure("workflowType"));
		RegisteredType type = this.execution.ids().domain().findType(key);
		Configuration configuration = (type != null) ? Configuration.ofWorkflow(attributes, type) : null;
		String cause = refusal(type, configuration);
		if (cause != null || configuration == null) {
			this.execution.decisionTasks()
				.refuse("StartChildWorkflowExecutionFailed",
						failure(attributes, completedEventId).and("cause", cause).and("initiatedEventId", 0));
			return;
		}
		initiate(attributes, configuration, completedEventId);
	}

	private void initiate(Members attributes, Configuration configuration, long completedEventId) {
		TypeKey type = TypeKey.of(TypeKey.Kind.WORKFLOW, attributes.structure("workflowType"));
		long initiatedEventId = this.execution.add("StartChildWorkflowExecutionInitiated",
				new Fields().and(attributes.only("workflowId", "workflowType", "control", "input", "tagList"))
					.and(configuration.values())
					.and("decisionTaskCompletedEventId", completedEventId));
		Execution.Ids ids = Execution.Ids.newRun(this.execution.ids().domain(), attributes.string("workflowId"), type);
		ExecutionState.Lineage lineage = new ExecutionState.Lineage(this.execution, initiatedEventId, null);
		Fields failure = failure(attributes, completedEventId).and("initiatedEventId", initiatedEventId);
		this.initiated++;
		this.execution.region().afterwards(() -> {
			this.initiated--;
			if (!ids.domain().open().containsKey(ids.workflowId())) {
				Execution child = this.execution.region().executions().start(ids, configuration, attributes, lineage);
				started(child, initiatedEventId);
			}
			else if (this.execution.isOpen()) {
				this.execution.addForDecider("StartChildWorkflowExecutionFailed",
						failure.and("cause", "WORKFLOW_ALREADY_RUNNING"));
			}
		});
	}

	private @Nullable String refusal(@Nullable RegisteredType type, @Nullable Configuration configuration) {
		if (type == null || configuration == null) {
			return "WORKFLOW_TYPE_DOES_NOT_EXIST";
		}
		if (type.isDeprecated()) {
			return "WORKFLOW_TYPE_DEPRECATED";
		}
		if (isFull()) {
			return "OPEN_CHILDREN_LIMIT_EXCEEDED";
		}
		if (!this.execution.ids().domain().hasRoomFor(1 + this.initiated)) {
			return "OPEN_WORKFLOWS_LIMIT_EXCEEDED";
		}
		if (configuration.undefined() != null) {
			return configuration.cause();
		}
		return this.execution.region().buckets().allow("StartChildWorkflowExecution") ? null
				: "CHILD_CREATION_RATE_EXCEEDED";
	}

	private static Fields failure(Members attributes, long completedEventId) {
		return new Fields().and(attributes.only("workflowId", "workflowType", "control"))
			.and("decisionTaskCompletedEventId", completedEventId);
	}

	private boolean isFull() {
		return this.open.size() + this.initiated >= MOST_OPEN;
	}

	private void started(Execution child, long initiatedEventId) {
		long eventId = this.execution.isOpen() ? this.execution.addForDecider("ChildWorkflowExecutionStarted",
				identity(child).and("initiatedEventId", initiatedEventId)) : 0;
		this.open.put(child.runId(), new Child(child, initiatedEventId, eventId));
	}

	/**
	 * Replaces a child that continues as a new run by that run.
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
			this.execution.addForDecider("ChildWorkflowExecution" + WORDS.get(status),
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
			child.addForDecider("WorkflowExecutionCancelRequested",
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
