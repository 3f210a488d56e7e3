// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.swffailure.support.TaskFailureListeners;
import io.github.swffailure.worker.ActivityWorker.PollListener;
import io.github.swffailure.worker.FailureBudget.Result;
import io.github.swffailure.worker.PollProblems.PollOutcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;

/**
 * Polls one task list and runs its tasks. The thread that receives a task runs its
 * handler, and another thread continues to poll. There are as many polls at the same time
 * as configured, but only while fewer handlers run than the concurrency allows. Threads
 * are started only when no idle one is left.
 */
final class TaskListPolling {

	private static final Logger logger = LoggerFactory.getLogger(TaskListPolling.class);

	/** SWF holds an empty poll for 60 seconds, but a mock may return at once. */
	private static final long SHORTEST_POLL = TimeUnit.MILLISECONDS.toNanos(100);

	private static final long AFTER_ERROR = TimeUnit.SECONDS.toNanos(1);

	private final String name;

	private final WorkerSettings.TaskList settings;

	private final SwfCalls swf;

	private final TaskRunner runner;

	private final PollProblems problems;

	private final FailureBudget budget;

	private final ThreadFactory threadFactory;

	private final Semaphore handlers;

	private final Semaphore pollers;

	private final AtomicInteger threads = new AtomicInteger();

	private final AtomicInteger idle = new AtomicInteger();

	private final AtomicInteger polls = new AtomicInteger();

	private final AtomicInteger active = new AtomicInteger();

	private final CountDownLatch stopping = new CountDownLatch(1);

	private final PollListener listener;

	TaskListPolling(String name, WorkerSettings.TaskList settings, Parts parts, FailureBudget budget) {
		this.name = name;
		this.settings = settings;
		this.swf = parts.swf();
		this.runner = parts.runner();
		this.problems = new PollProblems(name, parts.swf());
		this.budget = budget;
		this.threadFactory = parts.threads();
		this.listener = parts.listener();
		this.handlers = new Semaphore(settings.concurrency());
		this.pollers = new Semaphore(settings.pollers());
	}

	void start() {
		for (int i = 0; i < Math.min(this.settings.pollers(), this.settings.concurrency()); i++) {
			startThread();
		}
	}

	private void startThread() {
		boolean started = false;
		try {
			if (this.threads.incrementAndGet() <= this.settings.concurrency()) {
				this.threadFactory.newThread(this::work).start();
				started = true;
			}
		}
		finally {
			if (!started) {
				this.threads.decrementAndGet();
			}
		}
	}

	private void work() {
		while (!isStopping()) {
			this.idle.incrementAndGet();
			this.handlers.acquireUninterruptibly();
			this.pollers.acquireUninterruptibly();
			TaskRunner.clearInterrupt();
			this.polls.incrementAndGet();
			AtomicBoolean polling = new AtomicBoolean(true);
			try {
				takeOne(polling);
			}
			catch (Throwable ex) {
				TaskFailureListeners.call(logger,
						(log) -> log.error("Task list '{}' is polled again after an error", this.name, ex));
				pause(AFTER_ERROR);
			}
			finally {
				endPolling(polling);
			}
		}
	}

	private void endPolling(AtomicBoolean polling) {
		if (polling.getAndSet(false)) {
			this.polls.decrementAndGet();
			this.pollers.release();
			this.idle.decrementAndGet();
		}
	}

	private void takeOne(AtomicBoolean polling) {
		boolean probe = false;
		PollForActivityTaskResponse task = null;
		try {
			long wait = this.budget.acquire();
			probe = wait == FailureBudget.PROBE;
			pause((wait > 0) ? wait : this.problems.waitNanos());
			task = (wait > 0) ? null : poll();
		}
		finally {
			if (task == null) {
				this.budget.withoutTask(probe);
				this.handlers.release();
			}
		}
		if (task != null) {
			run(task, probe, polling);
		}
	}

	private void run(PollForActivityTaskResponse task, boolean probe, AtomicBoolean polling) {
		this.active.incrementAndGet();
		endPolling(polling);
		if (this.idle.get() < this.settings.pollers()) {
			TaskFailureListeners.call(this, TaskListPolling::startThread);
		}
		this.runner.run(this.name, task, (result) -> ended(result, probe));
	}

	private void ended(Result result, boolean probe) {
		boolean pauses = this.budget.after(result, probe);
		this.active.decrementAndGet();
		this.handlers.release();
		if (pauses) {
			TaskFailureListeners.call(logger,
					(log) -> log.warn("Polling of task list '{}' pauses: its tasks fail more often than "
							+ "'swf.worker.failure-budget.limit' allows", this.name));
		}
	}

	private void pause(long nanos) {
		try {
			if (nanos > 0) {
				this.stopping.await(nanos, TimeUnit.NANOSECONDS);
			}
		}
		catch (InterruptedException ex) {
			// Only handlers are interrupted: this came too late for one that has ended
		}
	}

	private @Nullable PollForActivityTaskResponse poll() {
		if (isStopping()) {
			return null;
		}
		long begun = System.nanoTime();
		PollForActivityTaskResponse task;
		this.problems.begun();
		try {
			task = this.swf.poll(this.name);
		}
		catch (Throwable ex) {
			polled(this.problems.after(ex));
			return null;
		}
		finally {
			this.problems.ended();
		}
		TaskFailureListeners.call(this.problems, PollProblems::over);
		polled((task != null) ? PollOutcome.TASK : PollOutcome.EMPTY);
		if (task == null) {
			pause(SHORTEST_POLL - (System.nanoTime() - begun));
		}
		return task;
	}

	/** An exception of the listener must not lose the task of the poll. */
	private void polled(PollOutcome outcome) {
		TaskFailureListeners.call(this.listener, (polls) -> polls.onPoll(this.name, outcome.id()));
	}

	private boolean isStopping() {
		return this.stopping.getCount() == 0;
	}

	/** Starts no further polls. */
	void stop() {
		this.stopping.countDown();
		this.handlers.release(this.settings.concurrency());
		this.pollers.release(this.settings.concurrency());
	}

	/** Whether no poll is in progress. */
	boolean hasNoPolls() {
		return this.polls.get() == 0;
	}

	/** Whether no poll is in progress and no task runs; checked in this order. */
	boolean isQuiet() {
		return hasNoPolls() && this.active.get() == 0;
	}

	String name() {
		return this.name;
	}

	ActivityWorker.State.TaskListState state() {
		return new ActivityWorker.State.TaskListState(this.name, this.active.get(), this.settings.concurrency(),
				this.budget.isPaused(), this.problems.current());
	}

	/** The collaborators that all task lists of a worker share. */
	record Parts(SwfCalls swf, TaskRunner runner, ThreadFactory threads, PollListener listener) {
	}

}
