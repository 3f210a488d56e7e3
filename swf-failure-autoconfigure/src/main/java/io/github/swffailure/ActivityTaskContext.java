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
 * A handler binds nothing: within it, {@link #current()} is what the worker bound before
 * the call. The binding does not follow the work to another thread; bind the task there
 * to send heartbeats from it.
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
	 * Sends a heartbeat with details for the task that is bound to the current thread.
	 * Details that come faster than SWF's quota allows are sent with a later heartbeat,
	 * the last of them only. Never throws because of SWF. Does nothing unless a worker
	 * sends the heartbeats of the task, so that a handler can be tested without one.
	 * @param details what to show as progress if the task times out, at most 2,048
	 * characters, the rest is cut off
	 * @return what {@link #isCancelRequested()} returns afterwards
	 */
	public static boolean heartbeat(@Nullable String details) {
		Heartbeats heartbeats = heartbeats();
		return heartbeats != null && heartbeats.send(details);
	}

	/**
	 * Whether the task that is bound to the current thread is to end early: its
	 * cancellation was requested, or SWF has closed it, as the answer to a heartbeat
	 * said. Throw an {@link ActivityTaskCanceledException} to answer.
	 * @return {@code false} also if nobody sends heartbeats for it
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
	 * For workers: says who sends the heartbeats of a task, on whatever thread it is
	 * bound.
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
		 * @param details what to show as progress
		 * @return whether the task is to end early
		 */
		boolean send(@Nullable String details);

		/**
		 * Whether the task is to end early.
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
