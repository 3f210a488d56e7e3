// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

import io.github.swffailure.ActivityExecutionListener;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureOrigin;
import io.github.swffailure.TaskFailure;
import org.jspecify.annotations.Nullable;

/**
 * A directory with journals, and what the dead have left in it.
 *
 * @param directory where
 */
record JournalFixture(Path directory) {

	static final Clock CLOCK = Clock.fixed(FailureJournalContract.TIME.plus(Duration.ofHours(1)), ZoneOffset.UTC);

	/** A worker in a JVM that has ended. */
	static final String DEAD = "1234567890ab12345678";

	DirectoryFailureJournal openAt(@Nullable ReportAddress address) {
		return new DirectoryFailureJournal(this.directory, 100, CLOCK, (mayTakeTime) -> address, null);
	}

	DirectoryFailureJournal open() {
		return new DirectoryFailureJournal(this.directory, 100, CLOCK);
	}

	/** Notes tasks as an application does. */
	static ActivityExecutionListener inFlight(DirectoryFailureJournal journal) {
		return (task) -> journal.taskStarted(new TaskFailure(task, new FailureDescription("WorkerCrashed: crash", ""),
				new FailureOrigin("WorkerCrashed", "crash", false), CLOCK.instant()))
						? new ActivityExecutionListener.Execution() {

							@Override
							public void onEnd(@Nullable Throwable failure) {
								journal.taskEnded(task);
							}

						} : ActivityExecutionListener.Execution.NONE;
	}

	List<Path> files(String ending) throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.filter((file) -> file.toString().endsWith(ending)).sorted().toList();
		}
	}

	/** What a killed worker leaves: a file, and its lock, which nobody holds. */
	Path leaveBehind(String ending, TaskFailure failure) throws IOException {
		return leaveBehind(ending, failure, null);
	}

	Path leaveBehind(String ending, TaskFailure failure, @Nullable ReportAddress address) throws IOException {
		deadLock();
		String name = JournalFile.of(failure, DEAD, JournalFile.Kind.FAILURE).name().replace("failure", ending);
		return Files.write(this.directory.resolve(name), ReportText.write(failure, address));
	}

	Path deadLock() throws IOException {
		if (Files.notExists(this.directory)) {
			Files.createDirectory(this.directory, DirectoryPermissions.ofDirectory(this.directory));
		}
		Path lock = this.directory.resolve(DEAD + ".lock");
		return Files.exists(lock, LinkOption.NOFOLLOW_LINKS) ? lock : Files.createFile(lock);
	}

}
