// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.github.swffailure.ActivityExecutionListener;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.system.CapturedOutput;

import static io.github.swffailure.journal.FailureJournalContract.failure;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A journal on a disk that is read-only for real.
 */
class ReadOnlyDiskTests extends WithRealDisk {

	@Test
	void workerStartsAndReportsFromMemory(CapturedOutput output) throws IOException {
		Files.createDirectory(this.fixture.directory(), DirectoryPermissions.ofDirectory(this.fixture.directory()));
		this.disk.makeReadOnly();
		DirectoryFailureJournal journal = this.fixture.open();
		assertThat(journal.problem()).contains("Read-only file system");
		assertThat(journal.add(failure("a"))).isTrue();
		assertThat(journal.reports()).containsExactly(failure("a"));
		assertThat(journal.losses()).isOne();
		assertThat(count(output, "ERROR")).isOne();
		this.disk.makeWritable();
		assertThat(journal.reports()).containsExactly(failure("a"));
		assertThat(journal.isDurable()).isTrue();
		assertThat(journal.problem()).isNull();
		assertThat(this.fixture.files(".failure")).hasSize(1);
		assertThat(count(output, "can be used again")).isOne();
		journal.close();
		assertThat(this.fixture.open().reports()).containsExactly(failure("a"));
	}

	@Test
	void directoryThatCannotBeMadeDoesNotStopTheWorker() throws IOException {
		this.disk.makeReadOnly();
		DirectoryFailureJournal journal = this.fixture.open();
		assertThat(journal.add(failure("a"))).isTrue();
		assertThat(journal.problem()).contains("Read-only file system");
		this.disk.makeWritable();
		assertThat(journal.reports()).containsExactly(failure("a"));
		assertThat(journal.problem()).isNull();
	}

	@Test
	void whatTheDeadHaveLeftWaitsUntilItCanBeClaimed(CapturedOutput output) throws IOException {
		this.fixture.leaveBehind("failure", failure("a"));
		this.fixture.leaveBehind("running", failure("b"));
		this.disk.makeReadOnly();
		DirectoryFailureJournal journal = this.fixture.open();
		assertThat(journal.reports()).isEmpty();
		assertThat(journal.reports()).isEmpty();
		assertThat(journal.size()).isZero();
		assertThat(journal.problem()).isNotNull();
		assertThat(count(output, "ERROR")).isOne();
		this.disk.makeWritable();
		assertThat(journal.reports()).extracting((failure) -> failure.task().taskToken())
			.containsExactlyInAnyOrder("a", "b");
		assertThat(journal.problem()).isNull();
		assertThat(this.fixture.files(".lock")).hasSize(1);
	}

	@Test
	void deliveredReportThatCannotBeDeletedIsNotDeliveredAgain(CapturedOutput output) throws IOException {
		DirectoryFailureJournal journal = this.fixture.open();
		journal.add(failure("a"));
		journal.add(failure("b"));
		this.disk.makeReadOnly();
		assertThat(journal.reports()).containsExactlyInAnyOrder(failure("a"), failure("b"));
		journal.remove(failure("a"));
		assertThat(journal.reports()).containsExactly(failure("b"));
		journal.remove(failure("b"));
		assertThat(journal.reports()).isEmpty();
		assertThat(journal.contains(failure("a"))).isFalse();
		assertThat(journal.size()).isZero();
		assertThat(this.fixture.files(".failure")).hasSize(2);
		assertThat(journal.problem()).contains("Read-only file system");
		assertThat(count(output, "ERROR")).isOne();
		this.disk.makeWritable();
		assertThat(journal.reports()).isEmpty();
		assertThat(this.fixture.files(".failure")).isEmpty();
		assertThat(journal.problem()).isNull();
	}

	@Test
	void failureThatIsKeptAgainIsNotTakenForTheOneToBeDeleted() throws IOException {
		DirectoryFailureJournal journal = this.fixture.open();
		journal.add(failure("a"));
		this.disk.makeReadOnly();
		journal.remove(failure("a"));
		this.disk.makeWritable();
		journal.add(failure("a"));
		assertThat(journal.reports()).containsExactly(failure("a"));
		assertThat(this.fixture.files(".failure")).hasSize(1);
	}

	@Test
	void closedJournalDeletesWhatItCouldNotBefore() throws IOException {
		DirectoryFailureJournal journal = this.fixture.open();
		journal.add(failure("a"));
		this.disk.makeReadOnly();
		journal.remove(failure("a"));
		this.disk.makeWritable();
		journal.close();
		assertThat(this.fixture.files("")).isEmpty();
	}

	@Test
	void reportsOfAJournalThatEndsOnAReadOnlyDiskAreForTheNext() throws IOException {
		DirectoryFailureJournal journal = this.fixture.open();
		journal.add(failure("delivered"));
		journal.add(failure("undelivered"));
		this.disk.makeReadOnly();
		journal.remove(failure("delivered"));
		journal.close();
		Path lock = this.fixture.files(".lock").get(0);
		this.disk.makeWritable();
		try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
				FileLock free = channel.tryLock()) {
			assertThat(free).isNotNull();
		}
	}

	@Test
	void taskThatEndsOnAReadOnlyDiskHasNotCrashed() throws IOException {
		DirectoryFailureJournal journal = this.fixture.open();
		ActivityExecutionListener.Execution task = JournalFixture.inFlight(journal).onStart(failure("a").task());
		this.disk.makeReadOnly();
		task.onEnd(null);
		assertThat(journal.reports()).isEmpty();
		assertThat(this.fixture.files(".running")).hasSize(1);
		JournalFixture.inFlight(journal).onStart(failure("b").task()).onEnd(null);
		this.disk.makeWritable();
		assertThat(journal.reports()).isEmpty();
		assertThat(this.fixture.files(".running")).isEmpty();
	}

}
