// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.swffailure.test.protocol.Fields;
import io.github.swffailure.test.protocol.Members;
import org.jspecify.annotations.Nullable;

/**
 * The state of a run, as the visibility operations show it.
 */
final class ExecutionState {

	private final Instant startTimestamp;

	private Lineage lineage = Lineage.NONE;

	private List<?> tagList = List.of();

	private boolean cancelRequested;

	private @Nullable String closeStatus;

	private @Nullable Instant closeTimestamp;

	private @Nullable Instant latestActivityTask;

	private @Nullable String latestContext;

	ExecutionState(Instant startTimestamp) {
		this.startTimestamp = startTimestamp;
	}

	void begin(Members request, Lineage lineage) {
		this.tagList = request.list("tagList");
		this.lineage = lineage;
	}

	void close(String status, Instant now) {
		this.closeStatus = status;
		this.closeTimestamp = now;
	}

	void requestCancel() {
		this.cancelRequested = true;
	}

	void activityTaskScheduled(Instant now) {
		this.latestActivityTask = now;
	}

	void decided(@Nullable String executionContext) {
		if (executionContext != null) {
			this.latestContext = executionContext;
		}
	}

	boolean isOpen() {
		return this.closeStatus == null;
	}

	boolean isCancelRequested() {
		return this.cancelRequested;
	}

	Lineage lineage() {
		return this.lineage;
	}

	List<?> tagList() {
		return this.tagList;
	}

	Instant startTimestamp() {
		return this.startTimestamp;
	}

	@Nullable String closeStatus() {
		return this.closeStatus;
	}

	@Nullable Instant closeTimestamp() {
		return this.closeTimestamp;
	}

	/**
	 * Returns the time at which the execution closed, for closed executions only.
	 */
	Instant closedAt() {
		return (this.closeTimestamp != null) ? this.closeTimestamp : Instant.MAX;
	}

	@Nullable Instant latestActivityTask() {
		return this.latestActivityTask;
	}

	@Nullable String latestContext() {
		return this.latestContext;
	}

	static Map<String, Object> detail(Execution execution) {
		ExecutionState state = execution.state();
		return Fields.of("executionInfo", info(execution))
			.and("executionConfiguration", execution.configuration().values())
			.and("openCounts", openCounts(execution))
			.and("latestActivityTaskTimestamp", state.latestActivityTask())
			.and("latestExecutionContext", state.latestContext())
			.toMap();
	}

	static Map<String, Object> info(Execution execution) {
		ExecutionState state = execution.state();
		Execution parent = state.lineage().parent();
		List<?> tags = state.tagList();
		return Fields.of("execution", execution.ids().toMap())
			.and("workflowType", execution.ids().type().toMap())
			.and("startTimestamp", state.startTimestamp())
			.and("closeTimestamp", state.closeTimestamp())
			.and("executionStatus", state.isOpen() ? "OPEN" : "CLOSED")
			.and("closeStatus", state.closeStatus())
			.and("parent", (parent != null) ? parent.ids().toMap() : null)
			.and("tagList", tags.isEmpty() ? null : tags)
			.and("cancelRequested", state.isCancelRequested())
			.toMap();
	}

	private static Map<String, Object> openCounts(Execution execution) {
		return Fields.of("openActivityTasks", execution.activityTasks().size())
			.and("openDecisionTasks", (execution.decisionTasks().open() != null) ? 1 : 0)
			.and("openTimers", execution.timers().size())
			.and("openChildWorkflowExecutions", execution.children().size())
			.and("openLambdaFunctions", 0)
			.toMap();
	}

	/**
	 * The parent and the previous run.
	 *
	 * @param parent the execution that started it as a child, if any
	 * @param initiatedEventId the event with which the parent did so, 0 without a parent
	 * @param continuedRunId the run that continued as this one, if any
	 */
	record Lineage(@Nullable Execution parent, long initiatedEventId, @Nullable String continuedRunId) {

		static final Lineage NONE = new Lineage(null, 0, null);

		Lineage continuing(Execution run) {
			return new Lineage(this.parent, this.initiatedEventId, run.runId());
		}

		Fields fields() {
			return Fields.of("continuedExecutionRunId", this.continuedRunId)
				.and("parentWorkflowExecution", (this.parent != null) ? this.parent.ids().toMap() : null)
				.and("parentInitiatedEventId", this.initiatedEventId);
		}

	}

}
