// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.swffailure.ActivityExecutionListener;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureDescriber;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.support.FailureOrigins;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the start of each handler in the journal, with the failure to report if the
 * worker ends before the handler, and removes the record at the end. After a
 * {@code kill -9}, the next start or another worker on the same journal reports the
 * failure. If a task is already recorded, for example by the worker that polled it, that
 * record stays until its owner removes it.
 */
final class InFlightTasks implements ActivityExecutionListener {

	private static final Logger logger = LoggerFactory.getLogger(InFlightTasks.class);

	private final FailureJournal journal;

	private final FailureDescriber describer;

	private final Clock clock;

	private final Set<String> taken = ConcurrentHashMap.newKeySet();

	/**
	 * Creates the listener.
	 * @param journal a journal that {@linkplain FailureJournal#tracksTasks() tracks
	 * tasks}
	 */
	InFlightTasks(FailureJournal journal, FailureDescriber describer, Clock clock) {
		this.journal = journal;
		this.describer = describer;
		this.clock = clock;
	}

	@Override
	public Execution onStart(ActivityTask task) {
		return this.taken.contains(task.taskToken()) ? Execution.NONE : note(task);
	}

	/**
	 * Records a task as soon as it is polled, also on behalf of its handler.
	 * @return removes the record at the end
	 */
	Execution onTaken(ActivityTask task) {
		Execution note = note(task);
		if (note != Execution.NONE) {
			this.taken.add(task.taskToken());
		}
		return note;
	}

	private Execution note(ActivityTask task) {
		return this.journal.taskStarted(crashOf(task)) ? new Tracked(task) : Execution.NONE;
	}

	private TaskFailure crashOf(ActivityTask task) {
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
		WorkerCrashed crash = new WorkerCrashed(task, now.toString());
		return new TaskFailure(task, describe(task, crash), FailureOrigins.of(crash), now);
	}

	private FailureDescription describe(ActivityTask task, WorkerCrashed crash) {
		try {
			return Objects.requireNonNull(this.describer.describe(task, crash), "It returned null");
		}
		catch (Throwable ex) {
			logger.warn("The failure describer threw an exception for {}", task, ex);
			return new FailureDescription("WorkerCrashed: the worker process ended while it ran the activity", "");
		}
	}

	private final class Tracked implements Execution {

		private final ActivityTask task;

		private Tracked(ActivityTask task) {
			this.task = task;
		}

		@Override
		public void onEnd(@Nullable Throwable failure) {
			InFlightTasks.this.taken.remove(this.task.taskToken());
			InFlightTasks.this.journal.taskEnded(this.task);
		}

		/** Keeps the record, so that the next start reports the task. */
		@Override
		public void onLost(Throwable failure) {
			InFlightTasks.this.taken.remove(this.task.taskToken());
		}

	}

}
