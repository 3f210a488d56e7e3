// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.github.swffailure.test.protocol.ServiceModel;

/**
 * An activity task that a test is about to create, in a workflow execution of its own
 * whose decider is the test. Domain and types are registered as needed. By default, it
 * uses the domain and task list of the endpoint, and has no input and no timeouts.
 *
 * <pre class="code">
 * StartedActivityTask task = swf.activityTask("charge", "1.0").input("42").start();
 * </pre>
 */
public final class NewActivityTask {

	private static final String DECISION = "ScheduleActivityTaskDecisionAttributes";

	private final EmbeddedSwf swf;

	private final Map<String, Object> activityType;

	private final Map<String, Object> attributes = new LinkedHashMap<>();

	private String domain;

	private String taskList;

	private String workflowId = "workflow-" + UUID.randomUUID();

	private String activityId = "activity";

	NewActivityTask(EmbeddedSwf swf, String name, String version) {
		this.swf = swf;
		this.domain = swf.domain();
		this.taskList = swf.taskList();
		require("ActivityType", "name", name);
		require("ActivityType", "version", version);
		this.activityType = Map.of("name", name, "version", version);
		for (String timeout : List.of("scheduleToStart", "scheduleToClose", "startToClose", "heartbeat")) {
			this.attributes.put(timeout + "Timeout", "NONE");
		}
	}

	/**
	 * Uses another domain.
	 * @param name the name of the domain
	 * @return this
	 */
	public NewActivityTask domain(String name) {
		this.domain = require("RegisterDomain", "name", name);
		return this;
	}

	/**
	 * Uses another task list, the one that the worker under test polls.
	 * @param name the name of the task list
	 * @return this
	 */
	public NewActivityTask taskList(String name) {
		this.taskList = require("TaskList", "name", name);
		return this;
	}

	/**
	 * Uses the given workflow id instead of a random one.
	 * @param id the workflow id
	 * @return this
	 */
	public NewActivityTask workflowId(String id) {
		this.workflowId = require("StartWorkflowExecution", "workflowId", id);
		return this;
	}

	/**
	 * Uses the given activity id.
	 * @param id the activity id
	 * @return this
	 */
	public NewActivityTask activityId(String id) {
		this.activityId = require(DECISION, "activityId", id);
		return this;
	}

	/**
	 * Gives the task an input.
	 * @param text what the worker gets
	 * @return this
	 */
	public NewActivityTask input(String text) {
		this.attributes.put("input", require(DECISION, "input", text));
		return this;
	}

	/**
	 * Sets one of the four timeouts.
	 * @param name its name in SWF's words, for instance {@code heartbeatTimeout}
	 * @param timeout the timeout, in whole seconds
	 * @return this
	 * @throws IllegalArgumentException if an activity task has no such timeout, or it is
	 * not counted in whole seconds
	 */
	public NewActivityTask timeout(String name, Duration timeout) {
		if (!name.endsWith("Timeout") || !this.attributes.containsKey(name)) {
			throw new IllegalArgumentException("An activity task has no timeout '" + name
					+ "': use scheduleToStartTimeout, scheduleToCloseTimeout, startToCloseTimeout or heartbeatTimeout");
		}
		if (timeout.isNegative() || timeout.toNanosPart() != 0) {
			throw new IllegalArgumentException(
					"SWF counts timeouts in whole seconds, from 0 on, but '" + name + "' was '" + timeout + "'");
		}
		this.attributes.put(name, require(DECISION, name, Long.toString(timeout.toSeconds())));
		return this;
	}

	private static String require(String shape, String member, String value) {
		ServiceModel.get().requireMember(shape, member, value);
		return value;
	}

	/**
	 * Schedules the task; a worker that polls the task list gets it.
	 * @return the task
	 */
	public ScheduledActivityTask schedule() {
		this.attributes.put("activityType", this.activityType);
		this.attributes.put("activityId", this.activityId);
		this.attributes.put("taskList", Map.of("name", this.taskList));
		WorkflowRun run = WorkflowRun.start(this.swf, this.domain, this.workflowId);
		run.register("RegisterActivityType", this.activityType);
		run.decide("ScheduleActivityTask", this.attributes);
		return new ScheduledActivityTask(run, this.activityId, this.taskList);
	}

	/**
	 * Schedules the task and starts it, like a worker that polls.
	 * @return the task, open until it is answered
	 */
	public StartedActivityTask start() {
		return schedule().start();
	}

}
