// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.swffailure.test.protocol.Members;
import io.github.swffailure.test.protocol.SwfFault;
import org.jspecify.annotations.Nullable;

/**
 * The open executions, and the closed ones for as long as they are kept.
 */
final class Executions {

	private static final int MOST_FORGOTTEN = 1000;

	private final Region region;

	private final Map<String, Execution> byRunId = new LinkedHashMap<>();

	private final Map<String, Execution> latest = new HashMap<>();

	private final Map<Execution, Deadlines.Deadline> closed = new LinkedHashMap<>();

	private final Set<String> forgotten = new LinkedHashSet<>();

	Executions(Region region) {
		this.region = region;
	}

	Execution start(Execution.Ids ids, Configuration configuration, Members request, ExecutionState.Lineage lineage) {
		Execution execution = new Execution(this.region.nextStart(), ids, configuration, this.region);
		this.byRunId.put(ids.runId(), execution);
		this.latest.put(ids.workflowId(), execution);
		ids.domain().open().put(ids.workflowId(), execution);
		execution.begin(request, lineage);
		return execution;
	}

	/**
	 * Keeps a closed execution as long as its domain retains it and there is room.
	 */
	void closed(Execution execution) {
		Execution.Ids ids = execution.ids();
		ids.domain().open().remove(ids.workflowId(), execution);
		long retention = ids.domain().retentionSeconds();
		if (retention == 0) {
			forget(execution);
			return;
		}
		this.closed.put(execution, this.region.deadlines().after(Long.toString(retention), () -> forget(execution)));
		if (this.closed.size() > this.region.settings().closedExecutions()) {
			forget(this.closed.keySet().iterator().next());
		}
	}

	/**
	 * Returns the workflow ids of which there is a run, open or closed.
	 */
	Set<String> workflowIds() {
		return this.latest.keySet();
	}

	/**
	 * Says whether all runs of a workflow have been removed; only the last 1,000 such
	 * workflows are known.
	 */
	boolean isForgotten(String workflowId) {
		return this.forgotten.contains(workflowId);
	}

	private void forget(Execution execution) {
		Deadlines.Deadline retention = this.closed.remove(execution);
		if (retention != null) {
			this.region.deadlines().cancel(retention);
		}
		this.byRunId.remove(execution.runId());
		if (this.latest.remove(execution.workflowId(), execution)) {
			this.forgotten.add(execution.workflowId());
			if (this.forgotten.size() > MOST_FORGOTTEN) {
				this.forgotten.remove(this.forgotten.iterator().next());
			}
		}
	}

	@Nullable Execution find(String runId) {
		return this.byRunId.get(runId);
	}

	/**
	 * Returns the run of that workflow id that was started last, in whatever domain.
	 */
	@Nullable Execution latest(String workflowId) {
		return this.latest.get(workflowId);
	}

	Stream<Execution> in(Domain domain) {
		return this.byRunId.values().stream().filter((execution) -> execution.ids().domain() == domain);
	}

	/**
	 * Returns a run, open or closed.
	 * @throws SwfFault if there is none
	 */
	Execution get(Domain domain, Members execution) {
		Execution found = find(execution.string("runId"));
		if (found == null || found.ids().domain() != domain
				|| !found.workflowId().equals(execution.string("workflowId"))) {
			throw unknown(execution.string("workflowId"), execution.string("runId"));
		}
		return found;
	}

	/**
	 * Returns the open run with the request's {@code workflowId} and, if given,
	 * {@code runId}.
	 * @throws SwfFault if there is none
	 */
	Execution open(Domain domain, Members request) {
		String workflowId = request.string("workflowId");
		String runId = request.find("runId");
		Execution found = domain.open().get(workflowId);
		if (runId == null || runId.isEmpty()) {
			if (found == null) {
				throw SwfFault.unknownResource("Unknown execution, workflowId = " + workflowId);
			}
			return found;
		}
		if (found == null || !found.runId().equals(runId)) {
			throw unknown(workflowId, runId);
		}
		return found;
	}

	static SwfFault unknown(String workflowId, String runId) {
		return SwfFault.unknownResource(
				"Unknown execution: WorkflowExecution=[workflowId=" + workflowId + ", runId=" + runId + "]");
	}

}
