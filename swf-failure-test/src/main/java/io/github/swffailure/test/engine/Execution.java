// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import io.github.swffailure.test.protocol.Fields;
import io.github.swffailure.test.protocol.Members;
import org.jspecify.annotations.Nullable;

/**
 * One run of a workflow: its history and its open tasks, timers and children.
 */
final class Execution {

	/** The maximum number of events; the service terminates an execution beyond it. */
	static final int MOST_EVENTS = 25_000;

	private final long number;

	private final Ids ids;

	private final Configuration configuration;

	private final Region region;

	private final History history;

	private final ExecutionState state;

	private final ActivityTasks activityTasks = new ActivityTasks(this);

	private final DecisionTasks decisionTasks = new DecisionTasks(this);

	private final Timers timers = new Timers(this);

	private final Children children = new Children(this);

	private Deadlines.@Nullable Deadline timeout;

	Execution(long number, Ids ids, Configuration configuration, Region region) {
		this.number = number;
		this.ids = ids;
		this.configuration = configuration;
		this.region = region;
		this.history = new History(region.deadlines());
		this.state = new ExecutionState(region.deadlines().now());
	}

	void begin(Members request, ExecutionState.Lineage lineage) {
		this.state.begin(request, lineage);
		add("WorkflowExecutionStarted",
				Fields.of("workflowType", this.ids.type().toMap())
					.and(this.configuration.values())
					.and(request.only("input", "tagList"))
					.and(lineage.fields().toMap()));
		this.timeout = this.region.deadlines()
			.after(this.configuration.members().find("executionStartToCloseTimeout"), () -> Closing.timeOut(this));
		this.decisionTasks.need();
	}

	/**
	 * Adds an event.
	 * @return its number
	 */
	long add(String eventType, Fields attributes) {
		if (this.history.size() == MOST_EVENTS) {
			this.region.afterwards(() -> Closing.terminateFull(this));
		}
		return this.history.add(eventType, attributes);
	}

	/**
	 * Adds an event and schedules a decision task.
	 * @return its number
	 */
	long addForDecider(String eventType, Fields attributes) {
		long eventId = add(eventType, attributes);
		this.decisionTasks.need();
		return eventId;
	}

	/**
	 * Closes this run, after its last event.
	 */
	void close(String closeStatus) {
		this.state.close(closeStatus, this.history.lastTimestamp());
		if (this.timeout != null) {
			this.region.deadlines().cancel(this.timeout);
		}
		this.activityTasks.discard();
		this.decisionTasks.discard();
		this.timers.discard();
		this.region.executions().closed(this);
	}

	boolean isOpen() {
		return this.state.isOpen();
	}

	/**
	 * Returns a number that is higher the later the execution was started.
	 */
	long number() {
		return this.number;
	}

	Ids ids() {
		return this.ids;
	}

	String workflowId() {
		return this.ids.workflowId();
	}

	String runId() {
		return this.ids.runId();
	}

	Configuration configuration() {
		return this.configuration;
	}

	Region region() {
		return this.region;
	}

	History history() {
		return this.history;
	}

	ExecutionState state() {
		return this.state;
	}

	ActivityTasks activityTasks() {
		return this.activityTasks;
	}

	DecisionTasks decisionTasks() {
		return this.decisionTasks;
	}

	Timers timers() {
		return this.timers;
	}

	Children children() {
		return this.children;
	}

	/**
	 * The ids and the type of a run.
	 */
	record Ids(Domain domain, String workflowId, String runId, TypeKey type) {

		static Ids newRun(Domain domain, String workflowId, TypeKey type) {
			return new Ids(domain, workflowId, newRunId(), type);
		}

		/**
		 * Returns a run id in the alphabet of the service: 46 characters, two digits and
		 * base64, of which {@code +}, {@code /} and {@code =} have to be escaped in a
		 * URL.
		 */
		private static String newRunId() {
			byte[] random = new byte[32];
			ThreadLocalRandom.current().nextBytes(random);
			return ThreadLocalRandom.current().nextInt(10, 30) + Base64.getEncoder().encodeToString(random);
		}

		Map<String, Object> toMap() {
			return Fields.of("workflowId", this.workflowId).and("runId", this.runId).toMap();
		}

	}

}
