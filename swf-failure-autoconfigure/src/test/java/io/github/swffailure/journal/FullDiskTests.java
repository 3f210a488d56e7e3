// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.swffailure.ActivityExecutionListener;
import io.github.swffailure.TaskFailure;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.system.CapturedOutput;

import static io.github.swffailure.journal.FailureJournalContract.TIME;
import static io.github.swffailure.journal.FailureJournalContract.failure;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A journal on a disk that is full for real.
 */
class FullDiskTests extends WithRealDisk {

	private static final int PAGE = 4096;

	private static final TaskFailure LARGE = failure("large", TIME.plusSeconds(1), "d".repeat(32_768));

	@Test
	void reportsAreInMemoryUntilThereIsRoom(CapturedOutput output) throws IOException {
		this.disk.fill(0);
		DirectoryFailureJournal journal = this.fixture.open();
		assertThat(journal.add(failure("a"))).isTrue();
		assertThat(journal.add(failure("b"))).isTrue();
		assertThat(journal.reports()).containsExactly(failure("a"), failure("b"));
		assertThat(this.fixture.files(".failure")).isEmpty();
		assertThat(this.fixture.files(".tmp")).isEmpty();
		assertThat(journal.losses()).isEqualTo(2);
		assertThat(journal.isDurable()).isFalse();
		assertThat(journal.problem()).contains("cannot be written").contains("No space left on device");
		assertThat(count(output, "ERROR")).isOne();
		this.disk.makeRoom();
		assertThat(journal.reports()).containsExactlyInAnyOrder(failure("a"), failure("b"));
		assertThat(this.fixture.files(".failure")).hasSize(2);
		assertThat(journal.isDurable()).isTrue();
		assertThat(journal.problem()).isNull();
		assertThat(journal.losses()).isEqualTo(2);
		assertThat(count(output, "can be used again")).isOne();
		assertThat(count(output, "ERROR")).isOne();
	}

	@Test
	void diskThatIsFullInTheMiddleOfAReportKeepsNoHalf(CapturedOutput output) throws IOException {
		DirectoryFailureJournal journal = this.fixture.open();
		this.disk.fill(3 * PAGE);
		assertThat(journal.add(LARGE)).isTrue();
		assertThat(output).contains("No space left on device");
		assertThat(this.fixture.files("")).singleElement().asString().endsWith(".lock");
		assertThat(journal.reports()).containsExactly(LARGE);
		this.disk.makeRoom();
		assertThat(journal.reports()).containsExactly(LARGE);
		assertThat(this.fixture.files(".failure")).singleElement()
			.satisfies((file) -> assertThat(Files.size(file)).isGreaterThan(32_768));
		journal.close();
		assertThat(this.fixture.open().reports()).containsExactly(LARGE);
		assertThat(output).doesNotContain(".unreadable");
	}

	@Test
	void secondFailureThatFindsNoRoomReplacesTheFirst() throws IOException {
		DirectoryFailureJournal journal = this.fixture.open();
		journal.add(failure("large"));
		this.disk.fill(PAGE);
		assertThat(journal.add(LARGE)).isTrue();
		assertThat(journal.reports()).containsExactly(LARGE);
		this.disk.makeRoom();
		assertThat(journal.reports()).containsExactly(LARGE);
		journal.remove(LARGE);
		assertThat(journal.size()).isZero();
		assertThat(this.fixture.files(".failure")).isEmpty();
	}

	@Test
	void secondFailureThatFindsRoomReplacesTheOneInMemory() throws IOException {
		DirectoryFailureJournal journal = this.fixture.open();
		this.disk.fill(0);
		journal.add(failure("large"));
		this.disk.makeRoom();
		assertThat(journal.add(LARGE)).isTrue();
		assertThat(journal.size()).isOne();
		assertThat(journal.reports()).containsExactly(LARGE);
		assertThat(this.fixture.files(".failure")).hasSize(1);
	}

	@Test
	void whatIsInMemoryIsMarkedAsSentThere() throws IOException {
		DirectoryFailureJournal journal = this.fixture.open();
		this.disk.fill(0);
		journal.add(failure("a"));
		journal.setMayHaveArrived(failure("a"), false);
		assertThat(journal.mayHaveArrived(failure("a"))).isFalse();
		this.disk.makeRoom();
		assertThat(journal.reports()).containsExactly(failure("a"));
		assertThat(journal.mayHaveArrived(failure("a"))).isFalse();
	}

	@Test
	void diskWithRoomForSmallFilesOnlyIsLoggedOnce(CapturedOutput output) throws IOException {
		DirectoryFailureJournal journal = this.fixture.open();
		this.disk.fill(2 * PAGE);
		for (int i = 0; i < 5; i++) {
			ActivityExecutionListener.Execution small = JournalFixture.inFlight(journal)
				.onStart(failure("small" + i).task());
			assertThat(journal.add(LARGE)).isTrue();
			assertThat(journal.add(failure("small"))).isTrue();
			journal.remove(failure("small"));
			assertThat(journal.problem()).contains("No space left on device");
			journal.remove(LARGE);
			small.onEnd(null);
		}
		assertThat(count(output, "ERROR")).isOne();
		assertThat(output).doesNotContain("can be used again");
		assertThat(journal.reports()).isEmpty();
		assertThat(journal.problem()).isNotNull();
	}

	@Test
	void journalIsNotDurableWhileALargeReportWaitsBesideSmallOnes() throws IOException {
		DirectoryFailureJournal journal = this.fixture.open();
		this.disk.fill(2 * PAGE);
		journal.add(LARGE);
		journal.add(failure("small"));
		assertThat(this.fixture.files(".failure")).hasSize(1);
		assertThat(journal.isDurable()).isFalse();
		assertThat(journal.problem()).isNotNull();
		assertThat(journal.reports()).containsExactlyInAnyOrder(LARGE, failure("small"));
	}

	@Test
	void roomIsNoticedWithoutAnotherFailure(CapturedOutput output) throws IOException {
		DirectoryFailureJournal journal = this.fixture.open();
		this.disk.fill(0);
		journal.add(failure("a"));
		journal.remove(failure("a"));
		assertThat(journal.reports()).isEmpty();
		assertThat(journal.problem()).isNotNull();
		this.disk.makeRoom();
		assertThat(journal.reports()).isEmpty();
		assertThat(journal.problem()).isNull();
		assertThat(count(output, "can be used again")).isOne();
		assertThat(this.fixture.files("")).singleElement().asString().endsWith(".lock");
	}

	@Test
	void trackingOnAFullDiskDisturbsNoHandler(CapturedOutput output) throws IOException {
		DirectoryFailureJournal journal = this.fixture.open();
		this.disk.fill(0);
		JournalFixture.inFlight(journal).onStart(failure("a").task()).onEnd(null);
		assertThat(this.fixture.files("")).singleElement().asString().endsWith(".lock");
		assertThat(journal.problem()).contains("No space left on device");
		this.disk.makeRoom();
		ActivityExecutionListener.Execution tracked = JournalFixture.inFlight(journal).onStart(failure("b").task());
		assertThat(this.fixture.files(".running")).hasSize(1);
		this.disk.fill(0);
		tracked.onEnd(null);
		assertThat(this.fixture.files(".running")).isEmpty();
		assertThat(count(output, "ERROR")).isOne();
	}

	@Test
	void crashThatIsFoundOnAFullDiskIsKept() throws IOException {
		this.fixture.leaveBehind("running", failure("a", TIME, "crash"));
		this.disk.fill(0);
		DirectoryFailureJournal journal = this.fixture.open();
		assertThat(journal.reports()).containsExactly(failure("a", TIME, "crash"));
		assertThat(this.fixture.files(".running")).isEmpty();
		assertThat(this.fixture.files(".failure")).hasSize(1);
		journal.remove(failure("a"));
		assertThat(journal.reports()).isEmpty();
		assertThat(this.fixture.files(".failure")).isEmpty();
	}

	@Test
	void failureThatIsFoundOnAFullDiskIsKept() throws IOException {
		this.fixture.leaveBehind("failure", failure("a"));
		this.fixture.leaveBehind("running", failure("a", TIME.minus(Duration.ofMinutes(1)), "crash"));
		this.disk.fill(0);
		DirectoryFailureJournal journal = this.fixture.open();
		assertThat(journal.reports()).containsExactly(failure("a"));
		assertThat(this.fixture.files(".running")).isEmpty();
		assertThat(journal.isDurable()).isTrue();
	}

	@Test
	void diskWithoutRoomForAnotherFileDoesNotStopTheWorker(CapturedOutput output) throws IOException {
		this.fixture.leaveBehind("failure", failure("left behind"));
		List<Path> fillers = this.disk.fillWithFiles();
		DirectoryFailureJournal journal = this.fixture.open();
		assertThat(journal.problem()).contains("No space left on device");
		assertThat(journal.add(failure("a"))).isTrue();
		assertThat(journal.reports()).containsExactly(failure("left behind"), failure("a"));
		assertThat(count(output, "ERROR")).isOne();
		for (Path filler : fillers) {
			Files.delete(filler);
		}
		assertThat(journal.reports()).containsExactlyInAnyOrder(failure("left behind"), failure("a"));
		assertThat(journal.isDurable()).isTrue();
		assertThat(this.fixture.files(".lock")).hasSize(1);
	}

}
