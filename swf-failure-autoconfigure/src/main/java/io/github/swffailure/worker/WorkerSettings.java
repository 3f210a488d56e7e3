// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a worker does.
 *
 * @param domain the SWF domain
 * @param identity how the worker calls itself in histories, at most 256 characters
 * @param taskLists the lists to poll, by name
 * @param others how lists are polled that only annotations name
 * @param timing how long what takes
 * @param flow whether inputs and results have the form of the AWS Flow Framework
 * @param interruptOnCancel whether a handler whose task is to end early is interrupted
 * @param budget when lists are paused, {@code null} for never
 * @param types which types to register, {@code null} for none
 */
public record WorkerSettings(String domain, String identity, Map<String, TaskList> taskLists, TaskList others,
		Timing timing, boolean flow, boolean interruptOnCancel, @Nullable Budget budget, @Nullable Registration types) {

	/** Maximum number of characters of an identity, from the SWF API reference. */
	public static final int MAX_IDENTITY_LENGTH = 256;

	/**
	 * How a list is polled.
	 *
	 * @param concurrency maximum number of handlers at a time
	 * @param pollers maximum number of polls at a time
	 */
	public record TaskList(int concurrency, int pollers) {
	}

	/**
	 * How long what takes.
	 *
	 * @param heartbeatInterval time between heartbeats of a running task, zero for none
	 * @param shutdownTimeout how long running handlers are waited for
	 * @param attemptTimeout maximum time of a call other than a poll
	 */
	public record Timing(Duration heartbeatInterval, Duration shutdownTimeout, Duration attemptTimeout) {
	}

	/**
	 * When a list is paused.
	 *
	 * @param window the time over which tasks count
	 * @param limit share of failures, from 0 to 1, beyond which the list is paused
	 * @param minimumTasks number of tasks that must have ended in the window
	 * @param initialPause length of the first pause
	 * @param maxPause length that pauses grow to
	 */
	public record Budget(Duration window, double limit, int minimumTasks, Duration initialPause, Duration maxPause) {
	}

	/**
	 * Default timeouts of the types that the worker registers, in the words of SWF:
	 * seconds or {@code NONE}.
	 *
	 * @param startToClose maximum time of a task once it was started
	 * @param scheduleToStart maximum time in the list
	 * @param scheduleToClose maximum time of both
	 * @param heartbeat maximum time between heartbeats
	 */
	public record Registration(String startToClose, String scheduleToStart, String scheduleToClose, String heartbeat) {
	}

}
