// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The settings of a worker.
 *
 * @param domain the SWF domain
 * @param identity the identity of the worker in workflow histories, at most 256
 * characters
 * @param taskLists the task lists to poll, by name
 * @param others settings of task lists that only annotations name
 * @param timing intervals and timeouts
 * @param flow whether inputs and results have the form of the AWS Flow Framework
 * @param interruptOnCancel whether the handler of a task that should end early is
 * interrupted
 * @param budget when task lists are paused, {@code null} for never
 * @param types timeouts for registering types, {@code null} to register none
 */
public record WorkerSettings(String domain, String identity, Map<String, TaskList> taskLists, TaskList others,
		Timing timing, boolean flow, boolean interruptOnCancel, @Nullable Budget budget, @Nullable Registration types) {

	/** Maximum number of characters of an identity, from the SWF API reference. */
	public static final int MAX_IDENTITY_LENGTH = 256;

	/**
	 * How a task list is polled.
	 *
	 * @param concurrency maximum number of handlers at the same time
	 * @param pollers maximum number of polls at the same time
	 */
	public record TaskList(int concurrency, int pollers) {
	}

	/**
	 * Intervals and timeouts.
	 *
	 * @param heartbeatInterval time between heartbeats of a running task, zero for none
	 * @param shutdownTimeout maximum time to wait for running handlers
	 * @param attemptTimeout maximum time of a call other than a poll
	 */
	public record Timing(Duration heartbeatInterval, Duration shutdownTimeout, Duration attemptTimeout) {
	}

	/**
	 * When a task list is paused.
	 *
	 * @param window the time over which tasks count
	 * @param limit share of failures, from 0 to 1, beyond which the list is paused
	 * @param minimumTasks number of tasks that must have ended in the window
	 * @param initialPause length of the first pause
	 * @param maxPause maximum length of a pause
	 */
	public record Budget(Duration window, double limit, int minimumTasks, Duration initialPause, Duration maxPause) {
	}

	/**
	 * Default timeouts of the types that the worker registers, as SWF expects them:
	 * seconds or {@code NONE}.
	 *
	 * @param startToClose maximum time from the start of a task
	 * @param scheduleToStart maximum time in the task list
	 * @param scheduleToClose maximum time of both
	 * @param heartbeat maximum time between heartbeats
	 */
	public record Registration(String startToClose, String scheduleToStart, String scheduleToClose, String heartbeat) {
	}

}
