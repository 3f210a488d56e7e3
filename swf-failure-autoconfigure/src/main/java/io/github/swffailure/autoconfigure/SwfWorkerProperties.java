// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.swffailure.worker.WorkerSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import static io.github.swffailure.autoconfigure.PropertyChecks.require;
import static io.github.swffailure.autoconfigure.PropertyChecks.requireAtLeast;
import static io.github.swffailure.autoconfigure.PropertyChecks.requireBetween;
import static io.github.swffailure.autoconfigure.PropertyChecks.requireName;
import static io.github.swffailure.autoconfigure.PropertyChecks.requireNotLess;

/**
 * Properties of the worker.
 *
 * @param enabled Whether to run a worker if a task list is set.
 * @param domain SWF domain to poll. If not set, 'swf.failure.domain' is used.
 * @param taskList Task list to poll.
 * @param taskLists Additional task lists to poll, by name, each with its own concurrency
 * and pollers.
 * @param concurrency Maximum number of handlers that run at the same time, per task list.
 * @param pollers Maximum number of concurrent polls, per task list.
 * @param identity Name of the worker in workflow histories. If not set, process id and
 * host name.
 * @param heartbeatInterval Time between heartbeats of a running task, or a third of the
 * heartbeat timeout that its type is registered with if that is shorter. Zero disables
 * automatic heartbeats.
 * @param shutdownTimeout Maximum time that the shutdown of the application waits for
 * running handlers before it interrupts them.
 * @param inputFormat Format of inputs and results.
 * @param interruptOnCancel Whether to interrupt a handler whose task is canceled or
 * closed.
 * @param registerTypes Whether to register the activity types of handlers at startup.
 * @param timeouts Timeouts of the types that are registered.
 * @param failureBudget Settings of the pause of a task list whose tasks fail too often.
 */
@ConfigurationProperties("swf.worker")
record SwfWorkerProperties(@DefaultValue("true") boolean enabled, @Nullable String domain, @Nullable String taskList,
		@DefaultValue Map<String, TaskList> taskLists, @DefaultValue("10") int concurrency,
		@DefaultValue("2") int pollers, @Nullable String identity, @DefaultValue("30s") Duration heartbeatInterval,
		@DefaultValue("20s") Duration shutdownTimeout, @DefaultValue("json") InputFormat inputFormat,
		@DefaultValue("false") boolean interruptOnCancel, @DefaultValue("false") boolean registerTypes,
		@DefaultValue Timeouts timeouts, @DefaultValue FailureBudget failureBudget) {

	private static final int MAX_CONCURRENCY = 10_000;

	private static final int MAX_POLLERS = 1_000;

	SwfWorkerProperties {
		requireName("swf.worker.domain", domain);
		requireName("swf.worker.task-list", taskList);
		taskLists.keySet().forEach((name) -> requireName("swf.worker.task-lists", name));
		requireBetween("swf.worker.concurrency", concurrency, 1, MAX_CONCURRENCY);
		requireBetween("swf.worker.pollers", pollers, 1, MAX_POLLERS);
		taskLists.forEach(SwfWorkerProperties::check);
		PropertyChecks.requireReplaced("swf.worker.identity", identity);
		require(identity == null || identity.length() <= WorkerSettings.MAX_IDENTITY_LENGTH, "swf.worker.identity",
				String.valueOf(identity), "have at most 256 characters");
		if (!heartbeatInterval.isZero()) {
			requireAtLeast("swf.worker.heartbeat-interval", heartbeatInterval, Duration.ofSeconds(1));
		}
		if (!shutdownTimeout.isZero()) {
			requireAtLeast("swf.worker.shutdown-timeout", shutdownTimeout, Duration.ofMillis(100));
		}
	}

	private static void check(String name, TaskList list) {
		String prefix = "swf.worker.task-lists." + name;
		if (list.concurrency() != null) {
			requireBetween(prefix + ".concurrency", list.concurrency(), 1, MAX_CONCURRENCY);
		}
		if (list.pollers() != null) {
			requireBetween(prefix + ".pollers", list.pollers(), 1, MAX_POLLERS);
		}
	}

	/** All task lists in the properties, with their settings. */
	Map<String, WorkerSettings.TaskList> toTaskLists() {
		Map<String, WorkerSettings.TaskList> lists = new LinkedHashMap<>();
		if (this.taskList != null) {
			lists.put(this.taskList, others());
		}
		this.taskLists.forEach(
				(name, list) -> lists.put(name, of((list.concurrency() != null) ? list.concurrency() : this.concurrency,
						(list.pollers() != null) ? list.pollers() : this.pollers)));
		return lists;
	}

	WorkerSettings.TaskList others() {
		return of(this.concurrency, this.pollers);
	}

	private static WorkerSettings.TaskList of(int concurrency, int pollers) {
		return new WorkerSettings.TaskList(concurrency, Math.min(pollers, concurrency));
	}

	WorkerSettings.@Nullable Budget toBudget() {
		FailureBudget budget = this.failureBudget;
		return budget.enabled() ? new WorkerSettings.Budget(budget.window(), budget.limit(), budget.minimumTasks(),
				budget.initialPause(), budget.maxPause()) : null;
	}

	WorkerSettings.@Nullable Registration toRegistration() {
		return this.registerTypes ? this.timeouts.toRegistration() : null;
	}

	enum InputFormat {

		JSON, FLOW

	}

	/**
	 * How one task list is polled.
	 *
	 * @param concurrency Maximum number of handlers that run at the same time.
	 * @param pollers Maximum number of concurrent polls.
	 */
	record TaskList(@Nullable Integer concurrency, @Nullable Integer pollers) {
	}

	/**
	 * Timeouts of the types that are registered.
	 *
	 * @param startToClose Maximum time that a worker may take for a task, for types that
	 * the worker registers. If not set, none.
	 * @param scheduleToStart Maximum time that a task may wait for a worker, for types
	 * that the worker registers. If not set, none.
	 * @param scheduleToClose Maximum time from the scheduling of a task to its end, for
	 * types that the worker registers. If not set, none.
	 * @param heartbeat Maximum time between two heartbeats, for types that the worker
	 * registers. If not set, none.
	 */
	record Timeouts(@Nullable Duration startToClose, @Nullable Duration scheduleToStart,
			@Nullable Duration scheduleToClose, @Nullable Duration heartbeat) {

		Timeouts {
			check("swf.worker.timeouts.start-to-close", startToClose);
			check("swf.worker.timeouts.schedule-to-start", scheduleToStart);
			check("swf.worker.timeouts.schedule-to-close", scheduleToClose);
			check("swf.worker.timeouts.heartbeat", heartbeat);
		}

		private static void check(String property, @Nullable Duration timeout) {
			if (timeout != null) {
				requireAtLeast(property, timeout, Duration.ofSeconds(1));
			}
		}

		WorkerSettings.Registration toRegistration() {
			return new WorkerSettings.Registration(text(this.startToClose), text(this.scheduleToStart),
					text(this.scheduleToClose), text(this.heartbeat));
		}

		private static String text(@Nullable Duration timeout) {
			return (timeout != null) ? Long.toString(timeout.toSeconds()) : "NONE";
		}

	}

	/**
	 * When a task list whose tasks fail too often is paused.
	 *
	 * @param enabled Whether to pause a task list whose tasks fail too often.
	 * @param window Time window for which the share of failures is computed.
	 * @param limit Share of failures, 0 to 1, above which a task list is paused.
	 * @param minimumTasks Minimum number of tasks in the window before a task list is
	 * paused.
	 * @param initialPause Length of the first pause. A single task follows; if it fails,
	 * the pause doubles.
	 * @param maxPause Maximum length of a pause.
	 */
	record FailureBudget(@DefaultValue("false") boolean enabled, @DefaultValue("1m") Duration window,
			@DefaultValue("0.5") double limit, @DefaultValue("20") int minimumTasks,
			@DefaultValue("10s") Duration initialPause, @DefaultValue("5m") Duration maxPause) {

		FailureBudget {
			requireAtLeast("swf.worker.failure-budget.window", window, Duration.ofSeconds(1));
			require(limit >= 0 && limit <= 1, "swf.worker.failure-budget.limit", limit, "be 0 to 1");
			requireBetween("swf.worker.failure-budget.minimum-tasks", minimumTasks, 1, Integer.MAX_VALUE);
			requireAtLeast("swf.worker.failure-budget.initial-pause", initialPause, Duration.ofMillis(100));
			requireNotLess("swf.worker.failure-budget.max-pause", maxPause, "swf.worker.failure-budget.initial-pause",
					initialPause);
		}

	}

}
