package io.github.swffailure;

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
 * the call. The binding does not follow the work to another thread.
 *
 * @since 0.1
 */
public final class ActivityTaskContext {

	private static final ThreadLocal<ActivityTask> CURRENT = new ThreadLocal<>();

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
	 * A binding that ends when it is closed.
	 */
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
