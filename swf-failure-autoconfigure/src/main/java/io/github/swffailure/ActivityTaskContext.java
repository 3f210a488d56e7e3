// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Binds an activity task to the current thread, for handlers that do not get it as an
 * argument.
 *
 * <pre class="code">
 * try (ActivityTaskContext.Scope scope = ActivityTaskContext.bind(ActivityTask.from(response))) {
 *     orders.charge(order);
 * }
 * </pre>
 *
 * Handlers are not bound automatically: within a handler, {@link #current()} returns the
 * task that the worker bound before the call. Other threads do not inherit the binding;
 * bind the task there to send heartbeats.
 *
 * @since 0.1
 */
public final class ActivityTaskContext {

	private static final ThreadLocal<ActivityTask> CURRENT = new ThreadLocal<>();

	private static final Map<String, Heartbeats> HEARTBEATS = new ConcurrentHashMap<>();

	private ActivityTaskContext() {
	}

	/**
	 * Binds a task until the scope is closed, which restores what was bound before.
	 * @param task the task
	 * @return the scope; close it on the same thread
	 */
	public static Scope bind(ActivityTask task) {
		ActivityTask previous = CURRENT.get();
		CURRENT.set(task);
		return new Scope(previous);
	}

	/**
	 * The task bound to the current thread.
	 * @return the task, or {@code null} if none is bound
	 */
	public static @Nullable ActivityTask current() {
		return CURRENT.get();
	}

	/**
	 * Sends a heartbeat with details for the task that is bound to the current thread. If
	 * details come faster than SWF's quota allows, only the last ones are sent, with a
	 * later heartbeat. Never throws because of SWF. Does nothing unless a worker sends
	 * heartbeats for the task, so a handler can be tested without one.
	 * @param details the progress to show if the task times out, cut after 2,048
	 * characters
	 * @return what {@link #isCancelRequested()} returns afterwards
	 */
	public static boolean heartbeat(@Nullable String details) {
		Heartbeats heartbeats = heartbeats();
		return heartbeats != null && heartbeats.send(details);
	}

	/**
	 * Whether the task that is bound to the current thread should end early: according to
	 * the answer to a heartbeat, its cancellation was requested, or SWF has closed it.
	 * Throw an {@link ActivityTaskCanceledException} to acknowledge it.
	 * @return {@code false} also if no worker sends heartbeats for it
	 */
	public static boolean isCancelRequested() {
		Heartbeats heartbeats = heartbeats();
		return heartbeats != null && heartbeats.isCancelRequested();
	}

	private static @Nullable Heartbeats heartbeats() {
		ActivityTask task = CURRENT.get();
		return (task != null) ? HEARTBEATS.get(task.taskToken()) : null;
	}

	/**
	 * For workers: sets the sender of the heartbeats of a task, for every thread to which
	 * it is bound.
	 * @param task the task
	 * @param heartbeats the sender; {@code null} when the task has ended
	 */
	public static void setHeartbeats(ActivityTask task, @Nullable Heartbeats heartbeats) {
		if (heartbeats != null) {
			HEARTBEATS.put(task.taskToken(), heartbeats);
		}
		else {
			HEARTBEATS.remove(task.taskToken());
		}
	}

	/** Sends the heartbeats of one task. Safe for use by several threads. */
	public interface Heartbeats {

		/**
		 * Sends a heartbeat, now or as soon as the quota allows.
		 * @param details the progress to show
		 * @return whether the task should end early
		 */
		boolean send(@Nullable String details);

		/**
		 * Whether the task should end early.
		 * @return what the last answers said
		 */
		boolean isCancelRequested();

	}

	/** A binding that ends when it is closed. */
	public static final class Scope implements AutoCloseable {

		private final @Nullable ActivityTask previous;

		private Scope(@Nullable ActivityTask previous) {
			this.previous = previous;
		}

		@Override
		public void close() {
			if (this.previous != null) {
				CURRENT.set(this.previous);
			}
			else {
				CURRENT.remove();
			}
		}

	}

}
