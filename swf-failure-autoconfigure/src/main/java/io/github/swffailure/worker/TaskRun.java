// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.util.Map;
import java.util.concurrent.CancellationException;

import io.github.swffailure.ActivityExecutionListener.Execution;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.ActivityTaskCanceledException;
import io.github.swffailure.support.TaskFailureListeners;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * One task from the poll that brought it to its answer. It ends once, with a result or a
 * failure, whichever comes first; the end is passed on, with what the interceptor of the
 * handler has reported already.
 */
final class TaskRun {

	private final ActivityTask task;

	private final Execution note;

	private final Ends ends;

	/** What the handler runs on, or the way to stop what it has started. */
	private @Nullable Runnable stopper;

	private @Nullable Throwable failure;

	private boolean begun;

	private boolean keepsMdc;

	private volatile @Nullable Map<String, String> mdc;

	private boolean intercepted;

	private boolean awaitsInterceptor;

	private boolean ended;

	private volatile boolean cancelRequested;

	TaskRun(ActivityTask task, Execution note, Ends ends) {
		this.task = task;
		this.note = note;
		this.ends = ends;
	}

	ActivityTask task() {
		return this.task;
	}

	/** The journal's note of the task. */
	Execution note() {
		return this.note;
	}

	/** The interceptor begins to watch the handler, and reports to what is returned. */
	synchronized Execution watched() {
		this.begun = true;
		this.mdc = this.keepsMdc ? MDC.getCopyOfContextMap() : null;
		return new Watched();
	}

	/**
	 * The interceptor has seen the end of the handler.
	 * @param reported what it has reported, {@code null} for nothing
	 */
	private void onInterceptorEnd(@Nullable Throwable reported) {
		boolean awaited;
		Throwable late;
		synchronized (this) {
			this.intercepted = true;
			awaited = this.awaitsInterceptor;
			late = this.failure;
		}
		if (reported != null) {
			end(null, reported, true);
		}
		else if (awaited) {
			end(null, late, false);
		}
	}

	/**
	 * Keeps the MDC that the handler finds, for what it goes on with on other threads.
	 */
	synchronized void keepMdc() {
		this.keepsMdc = true;
	}

	@Nullable Map<String, String> mdc() {
		return this.mdc;
	}

	/** Whether the handler is yet to begin, on another thread. */
	synchronized boolean isNotBegun() {
		return !this.begun;
	}

	/** The result of a handler that another thread runs; it has none. */
	void awaitInterceptor() {
		boolean over;
		synchronized (this) {
			this.awaitsInterceptor = true;
			over = this.intercepted;
		}
		if (over) {
			end(null, null, false);
		}
	}

	void completed(@Nullable Object result) {
		end(result, null, false);
	}

	/**
	 * The handler, or what it has started, has failed. Its interceptor reports that, and
	 * knows better what it means, if it watches the handler.
	 */
	void failed(Throwable thrown) {
		boolean interceptorWill;
		synchronized (this) {
			interceptorWill = this.begun && !this.intercepted;
			if (interceptorWill) {
				this.failure = thrown;
				this.awaitsInterceptor = true;
			}
		}
		if (!interceptorWill) {
			end(null, thrown, false);
		}
	}

	private void end(@Nullable Object result, @Nullable Throwable thrown, boolean reported) {
		synchronized (this) {
			if (this.ended) {
				return;
			}
			this.ended = true;
			this.stopper = null;
		}
		this.ends.onEnd(this, result, thrown, reported);
	}

	synchronized boolean isEnded() {
		return this.ended;
	}

	/**
	 * Says how to stop what runs now; {@code null} once nothing can be stopped.
	 */
	synchronized void stoppedBy(@Nullable Runnable action) {
		this.stopper = this.ended ? null : action;
	}

	/** Has the handler's thread interrupted from now on, until it has returned. */
	void stoppedByInterrupt() {
		Thread thread = Thread.currentThread();
		stoppedBy(thread::interrupt);
	}

	/** Interrupts or cancels the handler. While it is stopped, it cannot return. */
	synchronized void stop() {
		if (this.stopper != null) {
			TaskFailureListeners.call(this.stopper, Runnable::run);
		}
	}

	void requestCancel() {
		this.cancelRequested = true;
	}

	boolean isCancelRequested() {
		return this.cancelRequested;
	}

	/** What a canceled subscription stands for, which itself says nothing. */
	RuntimeException cancellation() {
		return this.cancelRequested ? new ActivityTaskCanceledException("The cancellation was requested")
				: new CancellationException("The worker has stopped");
	}

	private final class Watched implements Execution {

		@Override
		public void onEnd(@Nullable Throwable reported) {
			if (reported != null) {
				TaskRun.this.note.onEnd(reported);
			}
			onInterceptorEnd(reported);
		}

		@Override
		public void onLost(Throwable lost) {
			TaskRun.this.note.onLost(lost);
			onInterceptorEnd(lost);
		}

	}

	/** Called once, on whatever thread. */
	@FunctionalInterface
	interface Ends {

		/**
		 * The run has ended.
		 * @param result what the handler has returned, {@code null} for nothing
		 * @param failure what it has failed with, {@code null} if it has not
		 * @param reported whether the failure is reported
		 */
		void onEnd(TaskRun run, @Nullable Object result, @Nullable Throwable failure, boolean reported);

	}

}
