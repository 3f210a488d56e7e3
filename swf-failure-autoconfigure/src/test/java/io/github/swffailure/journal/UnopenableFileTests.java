// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.system.CapturedOutput;

import static io.github.swffailure.journal.FailureJournalContract.failure;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Entries that no process can open.
 */
class UnopenableFileTests extends WithRealDisk {

	private void makeUnopenable(Path file) throws IOException {
		Files.delete(file);
		Files.createDirectory(file);
	}

	@Test
	void entryIsSetAsideAndCountedOnce(CapturedOutput output) throws IOException {
		DirectoryFailureJournal journal = this.fixture.open();
		journal.add(failure("a"));
		makeUnopenable(this.fixture.files(".failure").get(0));
		journal.add(failure("b"));
		for (int i = 0; i < 3; i++) {
			assertThat(journal.reports()).containsExactly(failure("b"));
			assertThat(journal.problem()).isNull();
		}
		assertThat(journal.size()).isOne();
		assertThat(journal.losses()).isOne();
		assertThat(this.fixture.files(".failure.unreadable")).hasSize(1);
		assertThat(count(output, "it is not a regular file")).isOne();
		assertThat(count(output, "ERROR")).isOne();
	}

	@Test
	void entryOfADeadWorkerHoldsNoOtherUp() throws IOException {
		makeUnopenable(this.fixture.leaveBehind("failure", failure("a")));
		makeUnopenable(this.fixture.leaveBehind("running", failure("b")));
		makeUnopenable(this.fixture.leaveBehind("failure.tmp", failure("c")));
		this.fixture.leaveBehind("failure", failure("d"));
		DirectoryFailureJournal journal = this.fixture.open();
		assertThat(journal.reports()).containsExactly(failure("d"));
		assertThat(journal.reports()).containsExactly(failure("d"));
		assertThat(this.fixture.files(".unreadable")).hasSize(3);
		assertThat(journal.losses()).isEqualTo(3);
		assertThat(journal.problem()).isNull();
	}

	@Test
	void entryThatCannotEvenBeSetAsideIsIgnored(CapturedOutput output) throws IOException {
		DirectoryFailureJournal journal = this.fixture.open();
		journal.add(failure("a"));
		makeUnopenable(this.fixture.files(".failure").get(0));
		this.disk.makeReadOnly();
		assertThat(journal.reports()).isEmpty();
		assertThat(journal.reports()).isEmpty();
		assertThat(journal.losses()).isOne();
		this.disk.makeWritable();
		for (int i = 0; i < 3; i++) {
			assertThat(journal.reports()).isEmpty();
			assertThat(journal.problem()).isNull();
		}
		assertThat(journal.losses()).isOne();
		assertThat(journal.size()).isZero();
		assertThat(count(output, "it is ignored")).isOne();
		assertThat(count(output, "can be used again")).isOne();
	}

}
