// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.github.swffailure.journal.FailureJournalContract.TIME;
import static io.github.swffailure.journal.FailureJournalContract.failure;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the names of files say of reports that expired or have not arrived.
 */
class ExpiredFilesTests {

	@TempDir
	private Path temporary;

	private JournalFixture fixture;

	@BeforeEach
	void locate() {
		this.fixture = new JournalFixture(this.temporary.resolve("journal"));
	}

	@Test
	void expiredReportIsSetAsideUnderItsOwnEndingAsItWas() throws IOException {
		DirectoryFailureJournal journal = this.fixture.open();
		journal.add(failure("a"));
		byte[] content = Files.readAllBytes(this.fixture.files(".failure").get(0));
		assertThat(journal.expire(failure("a"))).isTrue();
		assertThat(this.fixture.files(".failure")).isEmpty();
		assertThat(this.fixture.files(".expired")).singleElement()
			.satisfies((file) -> assertThat(file).hasBinaryContent(content));
	}

	@Test
	void everyWorkerListsTheExpiredAndKeepsThemAgain() throws IOException {
		DirectoryFailureJournal first = this.fixture.open();
		first.add(failure("b", TIME.plusSeconds(1), ""));
		first.add(failure("a"));
		first.expire(failure("a"));
		first.expire(failure("b"));
		DirectoryFailureJournal second = this.fixture.open();
		assertThat(second.reports()).isEmpty();
		assertThat(second.expired()).containsExactly(failure("a"), failure("b", TIME.plusSeconds(1), ""));
		first.close();
		assertThat(second.reports()).isEmpty();
		assertThat(second.requeue(failure("a"))).isTrue();
		assertThat(second.reports()).singleElement().satisfies((again) -> {
			assertThat(again.task()).isEqualTo(failure("a").task());
			assertThat(again.time()).isEqualTo(JournalFixture.CLOCK.instant());
		});
		assertThat(this.fixture.files(".expired")).hasSize(1);
	}

	@Test
	void roomIsCountedByWhatIsThere() throws IOException {
		DirectoryFailureJournal journal = new DirectoryFailureJournal(this.fixture.directory(), 1,
				JournalFixture.CLOCK);
		journal.add(failure("a"));
		journal.expire(failure("a"));
		Files.delete(this.fixture.files(".expired").get(0));
		journal.add(failure("b"));
		journal.reports();
		assertThat(journal.expire(failure("b"))).isTrue();
		DirectoryFailureJournal next = new DirectoryFailureJournal(this.fixture.directory(), 1, JournalFixture.CLOCK);
		assertThat(next.reports()).isEmpty();
		next.add(failure("c"));
		assertThat(next.expire(failure("c"))).isFalse();
		assertThat(this.fixture.files(".failure")).isEmpty();
	}

	@Test
	void expiredReportThatCannotBeReadIsSetAsideOnce() throws IOException {
		DirectoryFailureJournal journal = this.fixture.open();
		journal.add(failure("a"));
		journal.expire(failure("a"));
		Files.writeString(this.fixture.files(".expired").get(0), "torn");
		assertThat(journal.expired()).isEmpty();
		assertThat(journal.expired()).isEmpty();
		assertThat(this.fixture.files(".expired.unreadable")).hasSize(1);
		assertThat(journal.losses()).isOne();
	}

	@Test
	void nextWorkerKnowsThatNothingCanHaveArrived() throws IOException {
		DirectoryFailureJournal first = this.fixture.open();
		first.add(failure("a"));
		first.add(failure("b"));
		first.setMayHaveArrived(failure("a"), false);
		assertThat(this.fixture.files(".unsent.failure")).hasSize(1);
		assertThat(this.fixture.files(".failure")).hasSize(2);
		first.close();
		DirectoryFailureJournal second = this.fixture.open();
		assertThat(second.reports()).hasSize(2);
		assertThat(second.mayHaveArrived(failure("a"))).isFalse();
		assertThat(second.mayHaveArrived(failure("b"))).isTrue();
	}

	@Test
	void crashWasNeverSent() throws IOException {
		this.fixture.leaveBehind("running", failure("a"));
		DirectoryFailureJournal journal = this.fixture.open();
		assertThat(journal.reports()).hasSize(1);
		assertThat(journal.mayHaveArrived(failure("a"))).isFalse();
	}

	@Test
	void nameWithoutAPossibleTimeIsForeign() {
		String name = JournalFile.of(failure("a"), JournalFixture.DEAD, JournalFile.Kind.FAILURE).name();
		assertThat(JournalFile.parse(name)).isNotNull();
		assertThat(JournalFile.parse("99999999T999999999Z" + name.substring(19))).isNull();
	}

}
