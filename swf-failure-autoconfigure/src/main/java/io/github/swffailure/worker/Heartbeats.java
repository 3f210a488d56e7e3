// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.ActivityTaskContext;
import io.github.swffailure.support.SafeText;
import io.github.swffailure.worker.ActivityWorker.Answers;
import io.github.swffailure.worker.SwfCalls.Heartbeat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the heartbeats of running tasks: those that are due at each {@link #goOver}, and
 * those with details from a handler, at most one per second and task. Stays below SWF's
 * quota for all tasks together, and waits for a growing time when SWF throttles.
 */
final class Heartbeats {

	private static final Logger logger = LoggerFactory.getLogger(Heartbeats.class);

	/** The refill rate of SWF's quota. */
	static final int PER_SECOND = 160;

	static final int MAX_DETAILS_LENGTH = 2048;

	private static final long SHORTEST_GAP = Duration.ofSeconds(1).toNanos();

	private static final long LONGEST_PAUSE = Duration.ofSeconds(30).toNanos();

	private final SwfCalls swf;

	private final Answers answers;

	private final Intervals intervals;

	private final boolean interrupt;

	private final LongSupplier nanoTime;

	private final Map<String, Beating> running = new ConcurrentHashMap<>();

	private double tokens = PER_SECOND;

	private long refilled;

	private long pausedUntil;

	private long pause = SHORTEST_GAP;

	/**
	 * Creates the sender.
	 * @param intervals the time between two heartbeats of a task
	 * @param interrupt whether the handler of a task that should end early is interrupted
	 * @param nanoTime the current time
	 */
	Heartbeats(SwfCalls swf, Answers answers, Intervals intervals, boolean interrupt, LongSupplier nanoTime) {
		this.swf = swf;
		this.answers = answers;
		this.intervals = intervals;
		this.interrupt = interrupt;
		this.nanoTime = nanoTime;
		this.refilled = nanoTime.getAsLong();
		this.pausedUntil = this.refilled;
	}

	void add(TaskRun run) {
		Beating beating = new Beating(run);
		this.running.put(run.task().taskToken(), beating);
		ActivityTaskContext.setHeartbeats(run.task(), beating);
	}

	void remove(TaskRun run) {
		if (this.running.remove(run.task().taskToken()) != null) {
			ActivityTaskContext.setHeartbeats(run.task(), null);
		}
	}

	/** Sends the heartbeats that are due. */
	void goOver(Executor executor) {
		long now = this.nanoTime.getAsLong();
		for (Beating beating : this.running.values()) {
			if (beating.isDue(now) && beating.underWay.compareAndSet(false, true)) {
				try {
					executor.execute(beating::beat);
				}
				catch (RejectedExecutionException | OutOfMemoryError ex) {
					// No thread is free: the next round tries again
					beating.underWay.set(false);
					return;
				}
			}
		}
	}

	private synchronized boolean permits() {
		long now = this.nanoTime.getAsLong();
		this.tokens = Math.min(PER_SECOND, this.tokens + (now - this.refilled) * 1e-9 * PER_SECOND);
		this.refilled = now;
		if (this.tokens < 1 || now - this.pausedUntil < 0) {
			return false;
		}
		this.tokens--;
		return true;
	}

	private synchronized void after(Heartbeat answer) {
		if (answer == Heartbeat.THROTTLED) {
			this.pausedUntil = this.nanoTime.getAsLong() + this.pause;
			this.pause = Math.min(LONGEST_PAUSE, this.pause * 2);
		}
		else if (answer != Heartbeat.FAILED) {
			this.pause = SHORTEST_GAP;
		}
	}

	/** The time between two heartbeats of a task of a type; zero for none. */
	@FunctionalInterface
	interface Intervals {

		Duration of(ActivityTask.@Nullable Type type);

	}

	private final class Beating implements ActivityTaskContext.Heartbeats {

		private final TaskRun run;

		private final AtomicBoolean underWay = new AtomicBoolean();

		private volatile long last;

		private volatile @Nullable String details;

		private volatile boolean unsent;

		private Beating(TaskRun run) {
			this.run = run;
			this.last = Heartbeats.this.nanoTime.getAsLong();
		}

		private boolean isDue(long now) {
			long interval = Heartbeats.this.intervals.of(this.run.task().type()).toNanos();
			long since = now - this.last;
			return !this.run.isEnded()
					&& ((interval > 0 && since >= interval) || (this.unsent && since >= SHORTEST_GAP));
		}

		@Override
		public boolean send(@Nullable String progress) {
			this.details = (progress != null) ? SafeText.cut(progress, MAX_DETAILS_LENGTH) : null;
			boolean first = !this.unsent;
			this.unsent = true;
			long now = Heartbeats.this.nanoTime.getAsLong();
			if (first && now - this.last >= SHORTEST_GAP && this.underWay.compareAndSet(false, true)) {
				beat();
			}
			return isCancelRequested();
		}

		/** Also sends it on an interrupted thread, and restores the flag. */
		private void beat() {
			boolean interrupted = Thread.interrupted();
			try {
				if (permits()) {
					this.unsent = false;
					this.last = Heartbeats.this.nanoTime.getAsLong();
					learn(Heartbeats.this.swf.heartbeat(this.run.task(), this.details));
				}
			}
			finally {
				this.underWay.set(false);
				if (interrupted) {
					Thread.currentThread().interrupt();
				}
			}
		}

		private void learn(Heartbeat answer) {
			after(answer);
			if (answer == Heartbeat.THROTTLED || answer == Heartbeat.FAILED) {
				this.unsent = true;
			}
			if ((answer == Heartbeat.CANCEL_REQUESTED || answer == Heartbeat.CLOSED) && !this.run.isCancelRequested()) {
				logger.debug("{} is to end early: {}", this.run.task(), answer);
				Heartbeats.this.answers.cancelRequested(this.run.task());
				this.run.requestCancel();
				if (Heartbeats.this.interrupt) {
					this.run.stop();
				}
			}
		}

		@Override
		public boolean isCancelRequested() {
			return this.run.isCancelRequested();
		}

	}

}
