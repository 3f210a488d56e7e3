package io.github.swffailure.journal;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.github.swffailure.ActivityExecutionListener;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureDescriber;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.support.FailureOrigins;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down, at the start of each handler, what SWF is to be told if the worker ends
 * before the handler does, and takes it back at the end. After a {@code kill -9}, the
 * next start, or another worker on the same directory, tells it.
 */
public final class InFlightTasks implements ActivityExecutionListener {

	private static final Logger logger = LoggerFactory.getLogger(InFlightTasks.class);

	private static final Execution UNTRACKED = (failure) -> {
	};

	private final RunningFiles files;

	private final FailureDescriber describer;

	private final Clock clock;

	/**
	 * Creates the tracker.
	 * @param journal where to write
	 * @param describer puts the crash into words
	 * @param clock tells when a handler started
	 */
	public InFlightTasks(DirectoryFailureJournal journal, FailureDescriber describer, Clock clock) {
		this.files = journal.running();
		this.describer = describer;
		this.clock = clock;
	}

	@Override
	public Execution onStart(ActivityTask task) {
		JournalFile file = Uninterrupted.get(() -> this.files.begin(crashOf(task)));
		return (file != null) ? (failure) -> Uninterrupted.run(() -> this.files.end(file)) : UNTRACKED;
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

}
