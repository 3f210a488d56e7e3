package io.github.swffailure.journal;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.swffailure.ActivityExecutionListener;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureDescriber;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.support.FailureOrigins;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down, at the start of each handler, the failure to report if the worker ends
 * before the handler does, and takes it back at the end. After a {@code kill -9}, the
 * next start, or another worker on the same directory, reports it.
 */
public final class InFlightTasks implements ActivityExecutionListener {

	private static final Logger logger = LoggerFactory.getLogger(InFlightTasks.class);

	private final RunningFiles files;

	private final FailureDescriber describer;

	private final Clock clock;

	/**
	 * Creates the tracker.
	 * @param journal where to write
	 * @param describer describes the crash
	 * @param clock says when a handler started
	 */
	public InFlightTasks(DirectoryFailureJournal journal, FailureDescriber describer, Clock clock) {
		this.files = journal.running();
		this.describer = describer;
		this.clock = clock;
	}

	@Override
	public Execution onStart(ActivityTask task) {
		JournalFile file = this.files.begin(crashOf(task));
		return (file != null) ? new Tracked(this.files, file) : Execution.NONE;
	}

	private TaskFailure crashOf(ActivityTask task) {
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
		WorkerCrashed crash = new WorkerCrashed(task, now.toString());
		return new TaskFailure(task, describe(task, crash), FailureOrigins.of(crash), now);
	}

	private FailureDescription describe(ActivityTask task, WorkerCrashed crash) {
		try {
			return this.describer.describe(task, crash);
		}
		catch (RuntimeException ex) {
			logger.warn("The failure describer threw for {}", task, ex);
			return new FailureDescription("WorkerCrashed: the worker process ended while it ran the activity", "");
		}
	}

	private record Tracked(RunningFiles files, JournalFile file) implements Execution {

		@Override
		public void onEnd(@Nullable Throwable failure) {
			this.files.end(this.file);
		}

		/** The file stays, so that the next start reports the task. */
		@Override
		public void onLost(Throwable failure) {
		}

	}

	/**
	 * The files of tasks that run in this worker.
	 */
	static final class RunningFiles {

		private final WorkerFiles files;

		private final Set<String> names = ConcurrentHashMap.newKeySet();

		private volatile boolean closed;

		RunningFiles(WorkerFiles files) {
			this.files = files;
		}

		@Nullable JournalFile begin(TaskFailure crash) {
			JournalFile file = JournalFile.of(crash, this.files.owner(), JournalFile.Kind.RUNNING);
			this.names.add(file.name());
			if (this.files.write(file, crash)) {
				return file;
			}
			this.names.remove(file.name());
			return null;
		}

		void end(JournalFile file) {
			this.files.delete(file);
			this.names.remove(file.name());
			if (this.closed) {
				close();
			}
		}

		boolean contains(JournalFile file) {
			return this.names.contains(file.name());
		}

		/** Keeps the files young for whatever deletes old ones. */
		void touch(Instant now) {
			this.names.forEach((name) -> this.files.directory().touch(name, now));
		}

		/** Ends this worker for the others, as soon as no task runs here. */
		void close() {
			this.closed = true;
			if (this.names.isEmpty()) {
				this.files.lock().release();
			}
		}

	}

}
