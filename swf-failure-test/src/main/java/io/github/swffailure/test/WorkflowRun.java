// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.swffailure.test.history.HistoryEvent;
import io.github.swffailure.test.protocol.Members;
import io.github.swffailure.test.protocol.ServiceModel;
import io.github.swffailure.test.protocol.SwfFault;

/**
 * A workflow execution whose decider is the test.
 */
public final class WorkflowRun {

	private static final Map<String, Object> TYPE = Map.of("name", "workflow", "version", "1.0");

	private static final Set<String> REGISTERED = Set.of("DomainAlreadyExistsFault", "TypeAlreadyExistsFault");

	private final EmbeddedSwf swf;

	private final String domain;

	private final String workflowId;

	private final String runId;

	private String decisionTask = "";

	private WorkflowRun(EmbeddedSwf swf, String domain, String workflowId) {
		this.swf = swf;
		this.domain = domain;
		this.workflowId = workflowId;
		register("RegisterDomain", Map.of("name", domain, "workflowExecutionRetentionPeriodInDays", "1"));
		register("RegisterWorkflowType", TYPE);
		Map<String, Object> started = call("StartWorkflowExecution",
				Map.of("workflowId", workflowId, "workflowType", TYPE, "taskList", deciderList(), "childPolicy",
						"TERMINATE", "executionStartToCloseTimeout", "31536000", "taskStartToCloseTimeout", "NONE"));
		this.runId = Members.of(started).string("runId");
	}

	static WorkflowRun start(EmbeddedSwf swf, String domain, String workflowId) {
		return new WorkflowRun(swf, domain, workflowId);
	}

	/**
	 * Returns the domain of the execution.
	 * @return the name of the domain
	 */
	public String domain() {
		return this.domain;
	}

	/**
	 * Returns the workflow id of the execution.
	 * @return the workflow id
	 */
	public String workflowId() {
		return this.workflowId;
	}

	/**
	 * Returns the run id of the execution.
	 * @return the run id
	 */
	public String runId() {
		return this.runId;
	}

	/**
	 * Returns the history of the execution.
	 * @return the events so far
	 */
	public List<HistoryEvent> events() {
		return this.swf.events(this.workflowId);
	}

	/**
	 * Waits, at most 10 seconds, for an event in the history.
	 * @param eventType the type of the event, for instance {@code ActivityTaskFailed}
	 * @return the first event of that type
	 * @throws AssertionError if the time is over
	 */
	public HistoryEvent awaitEvent(String eventType) {
		return this.swf.awaitEvent(this.workflowId, eventType);
	}

	/**
	 * Waits for an event in the history.
	 * @param eventType the type of the event, for instance {@code ActivityTaskFailed}
	 * @param atMost how long to wait, in real time
	 * @return the first event of that type
	 * @throws AssertionError if the time is over
	 */
	public HistoryEvent awaitEvent(String eventType, Duration atMost) {
		return this.swf.awaitEvent(this.workflowId, eventType, atMost);
	}

	/**
	 * Terminates the execution, which closes its activity tasks without notice.
	 */
	public void terminate() {
		call("TerminateWorkflowExecution", Map.of("workflowId", this.workflowId));
	}

	/**
	 * Makes one decision, as the decider. If it is refused, another may follow.
	 * @param decisionType the decision in SWF's words, for instance
	 * {@code CompleteWorkflowExecution}
	 * @param attributes its attributes
	 * @throws IllegalArgumentException if SWF has no such decision, or the decision has
	 * no such attribute
	 */
	public void decide(String decisionType, Map<String, ?> attributes) {
		ServiceModel.get().requireDecision(decisionType, attributes);
		String member = Character.toLowerCase(decisionType.charAt(0)) + decisionType.substring(1)
				+ "DecisionAttributes";
		Map<String, Object> decision = Map.of("decisionType", decisionType, member, attributes);
		this.decisionTask = this.decisionTask.isEmpty() ? startDecisionTask() : this.decisionTask;
		this.swf.call("RespondDecisionTaskCompleted",
				Map.of("taskToken", this.decisionTask, "decisions", List.of(decision)));
		this.decisionTask = "";
	}

	private String startDecisionTask() {
		if (Members.of(this.swf.call("CountPendingDecisionTasks", list())).number("count", 0) == 0) {
			call("SignalWorkflowExecution", Map.of("workflowId", this.workflowId, "signalName", "decide"));
		}
		return Members.of(this.swf.call("PollForDecisionTask", list())).string("taskToken");
	}

	private Map<String, Object> list() {
		return Map.of("domain", this.domain, "taskList", deciderList());
	}

	private Map<String, Object> deciderList() {
		return Map.of("name", this.workflowId);
	}

	void register(String operation, Map<String, Object> members) {
		try {
			call(operation, members);
		}
		catch (SwfFault fault) {
			if (!REGISTERED.contains(fault.code())) {
				throw fault;
			}
		}
	}

	Map<String, Object> call(String operation, Map<String, Object> members) {
		Map<String, Object> request = new LinkedHashMap<>(members);
		request.put("domain", this.domain);
		return this.swf.call(operation, request);
	}

	boolean isIn(Map<String, Object> task) {
		return task.get("workflowExecution") instanceof Map<?, ?> execution
				&& this.runId.equals(execution.get("runId"));
	}

}
