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
 * One task, from its poll to its answer. It ends once, with a result or a failure,
 * whichever comes first, and also knows whether the handler's interceptor has already
 * reported the failure.
 */
final class TaskRun {

	private final ActivityTask task;

	private final Execution note;

	private final Ends ends;

	/** Interrupts the handler, or cancels the work that it has started. */
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

	/** Removes the journal's record of the running task. */
	Execution note() {
		return this.note;
	}

	/** The interceptor has started the handler; the returned callback gets its end. */
	synchronized Execution watched() {
		this.begun = true;
		this.mdc = this.keepsMdc ? MDC.getCopyOfContextMap() : null;
		return new Watched();
	}

	/**
	 * The interceptor has seen the end of the handler.
	 * @param reported the failure that it has reported, {@code null} if there was none
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
	 * Keeps the MDC at the start of the handler, for the other threads on which it
	 * continues.
	 */
	synchronized void keepMdc() {
		this.keepsMdc = true;
	}

	@Nullable Map<String, String> mdc() {
		return this.mdc;
	}

	/** Whether the handler has not started yet, because it runs on another thread. */
	synchronized boolean isNotBegun() {
		return !this.begun;
	}

	/**
	 * Ends with the interceptor: the handler runs on another thread and has no result.
	 */
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
	 * The handler, or work that it has started, has failed. If the interceptor watches
	 * the handler, its report decides what the failure means.
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
	 * Sets how to stop the handler; {@code null} if nothing can be stopped.
	 */
	synchronized void stoppedBy(@Nullable Runnable action) {
		this.stopper = this.ended ? null : action;
	}

	/** A stop interrupts the current thread, until the handler has returned. */
	void stoppedByInterrupt() {
		Thread thread = Thread.currentThread();
		stoppedBy(thread::interrupt);
	}

	/** Interrupts or cancels the handler. Synchronized, so that it hits no later task. */
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

	/** The failure of a cancelled subscription, which has no exception of its own. */
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

	/** Called once, on any thread. */
	@FunctionalInterface
	interface Ends {

		/**
		 * The run has ended.
		 * @param result the result of the handler, {@code null} if there is none
		 * @param failure the failure, {@code null} if it has succeeded
		 * @param reported whether the failure is already reported
		 */
		void onEnd(TaskRun run, @Nullable Object result, @Nullable Throwable failure, boolean reported);

	}

}
