// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.time.Duration;
import java.util.function.LongSupplier;

import io.github.swffailure.ActivityTaskCanceledException;
import org.jspecify.annotations.Nullable;

/**
 * Pauses a task list whose tasks fail too often: when the share of failures in a window
 * exceeds the limit, no task is accepted for a while, then a single one. If that
 * succeeds, the pause is over; if it fails, the next pause is twice as long.
 * <p>
 * Safe for use by several threads.
 */
final class FailureBudget {

	/** Returned by {@link #acquire} to accept a single task. */
	static final long PROBE = -1;

	private static final int SLICES = 10;

	private final WorkerSettings.@Nullable Budget settings;

	private final LongSupplier nanoTime;

	private final long[] failed = new long[SLICES];

	private final long[] ended = new long[SLICES];

	private long slice;

	private State state = State.OPEN;

	private long resumeAt;

	private Duration pause = Duration.ZERO;

	FailureBudget(WorkerSettings.@Nullable Budget settings, LongSupplier nanoTime) {
		this.settings = settings;
		this.nanoTime = nanoTime;
	}

	/**
	 * Asks whether a task may be polled. {@link #after} or {@link #withoutTask} must
	 * follow.
	 * @return 0 if so, {@value #PROBE} for a single task; otherwise the nanoseconds to
	 * wait before asking again
	 */
	synchronized long acquire() {
		if (this.settings == null || this.state == State.OPEN) {
			return 0;
		}
		long wait = this.resumeAt - this.nanoTime.getAsLong();
		if (this.state == State.PAUSED && wait <= 0) {
			this.state = State.PROBING;
			return PROBE;
		}
		return Math.max(wait, Duration.ofMillis(100).toNanos());
	}

	/** The poll has returned no task. */
	synchronized void withoutTask(boolean probe) {
		if (probe) {
			this.state = State.PAUSED;
		}
	}

	/**
	 * A task has ended. During a pause, only the probe counts.
	 * @return whether this task has caused a pause
	 */
	synchronized boolean after(Result result, boolean probe) {
		if (this.settings == null || (this.state != State.OPEN && !probe)) {
			return false;
		}
		if (probe) {
			afterProbe(this.settings, result);
			return false;
		}
		int current = advance(this.settings);
		this.ended[current]++;
		this.failed[current] += (result == Result.FAILED) ? 1 : 0;
		if (isExhausted(this.settings)) {
			pause(this.settings.initialPause());
			return true;
		}
		return false;
	}

	private void afterProbe(WorkerSettings.Budget budget, Result result) {
		if (result == Result.FAILED) {
			Duration doubled = this.pause.multipliedBy(2);
			pause((doubled.compareTo(budget.maxPause()) < 0) ? doubled : budget.maxPause());
			return;
		}
		this.state = State.OPEN;
		clear();
	}

	private void pause(Duration length) {
		this.state = State.PAUSED;
		this.pause = length;
		this.resumeAt = this.nanoTime.getAsLong() + length.toNanos();
	}

	private boolean isExhausted(WorkerSettings.Budget budget) {
		long all = 0;
		long bad = 0;
		for (int i = 0; i < SLICES; i++) {
			all += this.ended[i];
			bad += this.failed[i];
		}
		return all >= budget.minimumTasks() && bad > budget.limit() * all;
	}

	private int advance(WorkerSettings.Budget budget) {
		long now = Math.floorDiv(this.nanoTime.getAsLong(), Math.max(1, budget.window().toNanos() / SLICES));
		if (now - this.slice >= SLICES) {
			clear();
		}
		else {
			for (long i = this.slice + 1; i <= now; i++) {
				this.ended[Math.floorMod(i, SLICES)] = 0;
				this.failed[Math.floorMod(i, SLICES)] = 0;
			}
		}
		this.slice = now;
		return Math.floorMod(now, SLICES);
	}

	private void clear() {
		java.util.Arrays.fill(this.ended, 0);
		java.util.Arrays.fill(this.failed, 0);
	}

	synchronized boolean isPaused() {
		return this.state != State.OPEN;
	}

	/** How a task ended. */
	enum Result {

		COMPLETED, FAILED, CANCELED;

		static Result of(@Nullable Throwable failure) {
			if (failure == null) {
				return COMPLETED;
			}
			return (failure instanceof ActivityTaskCanceledException) ? CANCELED : FAILED;
		}

	}

	private enum State {

		OPEN, PAUSED, PROBING

	}

}
