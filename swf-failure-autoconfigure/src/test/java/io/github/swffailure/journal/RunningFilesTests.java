// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.github.swffailure.journal.FailureJournalContract.failure;
import static org.assertj.core.api.Assertions.assertThat;

class RunningFilesTests {

	@TempDir
	private Path temporary;

	private JournalFixture fixture;

	@BeforeEach
	void choose() {
		this.fixture = new JournalFixture(this.temporary.resolve("journal"));
	}

	@Test
	void taskIsNotedUntilItHasEnded() throws IOException {
		DirectoryFailureJournal journal = this.fixture.open();
		assertThat(journal.tracksTasks()).isTrue();
		assertThat(journal.taskStarted(failure("a"))).isTrue();
		assertThat(this.fixture.files(".running")).hasSize(1);
		assertThat(journal.reports()).isEmpty();
		journal.taskEnded(failure("a").task());
		assertThat(this.fixture.files(".running")).isEmpty();
		assertThat(journal.taskStarted(failure("a"))).isTrue();
	}

	@Test
	void taskThatIsNotedAlreadyIsNotNotedAgain() throws IOException {
		DirectoryFailureJournal journal = this.fixture.open();
		assertThat(journal.taskStarted(failure("a"))).isTrue();
		assertThat(journal.taskStarted(failure("a"))).isFalse();
		assertThat(this.fixture.files(".running")).hasSize(1);
	}

	@Test
	void endOfATaskThatIsNotNotedDoesNothing() {
		DirectoryFailureJournal journal = this.fixture.open();
		journal.taskEnded(failure("a").task());
		assertThat(journal.problem()).isNull();
	}

}
