// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static io.github.swffailure.journal.FailureJournalContract.TIME;
import static io.github.swffailure.journal.FailureJournalContract.failure;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a worker makes of the files of others.
 */
@ExtendWith(OutputCaptureExtension.class)
class DirectoryScanTests {

	private static final int FILES = 60;

	@TempDir
	private Path temporary;

	private JournalFixture fixture;

	@BeforeEach
	void locate() {
		this.fixture = new JournalFixture(this.temporary.resolve("journal"));
	}

	@Test
	void workersThatTakeOverAtOnceShareWithoutAnyFileTwice(CapturedOutput output) throws Exception {
		for (int i = 0; i < FILES; i++) {
			this.fixture.leaveBehind((i % 3 == 0) ? "running" : "failure", failure("token" + i));
		}
		int workers = 4;
		CyclicBarrier start = new CyclicBarrier(workers);
		ExecutorService executor = Executors.newFixedThreadPool(workers);
		Callable<DirectoryFailureJournal> worker = () -> {
			start.await();
			return this.fixture.open();
		};
		List<DirectoryFailureJournal> journals = new ArrayList<>();
		for (Future<DirectoryFailureJournal> opened : executor.invokeAll(List.of(worker, worker, worker, worker))) {
			journals.add(opened.get());
		}
		executor.shutdown();
		journals.get(0).reports();
		List<String> tokens = journals.stream()
			.flatMap((journal) -> journal.reports().map((failure) -> failure.task().taskToken()))
			.toList();
		assertThat(tokens).hasSize(FILES).doesNotHaveDuplicates();
		assertThat(this.fixture.files("failure")).hasSize(FILES);
		assertThat(this.fixture.files(".running")).isEmpty();
		assertThat(output).doesNotContain("ERROR");
		assertThat(journals).extracting(DirectoryFailureJournal::losses).containsOnly(0L);
	}

	@Test
	void deadWorkerThatAnotherOfThisJvmTakesOverIsLeftToIt(CapturedOutput output) throws IOException {
		this.fixture.leaveBehind("failure", failure("a"));
		try (FileChannel taking = FileChannel.open(this.fixture.deadLock(), StandardOpenOption.WRITE)) {
			assertThat(taking.lock().isValid()).isTrue();
			DirectoryFailureJournal journal = this.fixture.open();
			assertThat(journal.reports()).isEmpty();
			assertThat(output).doesNotContain("ERROR");
		}
		assertThat(this.fixture.open().reports()).containsExactly(failure("a"));
	}

	@Test
	void deadWorkerThatLeftNothingLosesItsLock() throws IOException {
		this.fixture.deadLock();
		DirectoryFailureJournal journal = this.fixture.open();
		assertThat(journal.reports()).isEmpty();
		assertThat(this.fixture.files(".lock")).singleElement()
			.asString()
			.doesNotContain(JournalFixture.DEAD)
			.endsWith(".lock");
		assertThat(journal.size()).isZero();
	}

	@Test
	void whatIsTakenOverComesAmongOursByAge() throws IOException {
		DirectoryFailureJournal journal = this.fixture.open();
		journal.add(failure("second", TIME.plusMillis(2), ""));
		this.fixture.leaveBehind("failure", failure("third", TIME.plusMillis(3), ""));
		this.fixture.leaveBehind("failure", failure("first", TIME.plusMillis(1), ""));
		assertThat(journal.reports()).extracting((failure) -> failure.task().taskToken())
			.containsExactly("first", "second", "third");
		assertThat(journal.oldest()).isEqualTo(TIME.plusMillis(1));
	}

	@Test
	void crashThatWasWrittenButNotMovedIsFound() throws IOException {
		this.fixture.leaveBehind("running.tmp", failure("a", TIME, "crash"));
		assertThat(this.fixture.open().reports()).singleElement()
			.extracting((failure) -> FailureJournalContract.description(failure).details())
			.isEqualTo("crash");
		assertThat(this.fixture.files("")).hasSize(2);
	}

	@Test
	void crashThatCannotBeReadIsSetAsideAndTheOthersAreKept() throws IOException {
		Files.writeString(this.fixture.leaveBehind("running", failure("torn")), "swf-failure-journal 1\ntime: 2");
		this.fixture.leaveBehind("running", failure("whole"));
		DirectoryFailureJournal journal = this.fixture.open();
		assertThat(journal.reports()).extracting((failure) -> failure.task().taskToken()).containsExactly("whole");
		assertThat(this.fixture.files(".running.unreadable")).hasSize(1);
		assertThat(journal.losses()).isOne();
	}

	@Test
	void fileThatWasSetAsideIsLeftAlone() throws IOException {
		Path aside = this.fixture.leaveBehind("failure.unreadable", failure("a"));
		assertThat(this.fixture.open().reports()).isEmpty();
		assertThat(aside).exists();
	}

	@Test
	void takeOverNeverExceedsTheCapacity(CapturedOutput output) throws IOException {
		for (int i = 0; i < 5; i++) {
			this.fixture.leaveBehind((i < 3) ? "failure" : "running", failure("token" + i, TIME.plusMillis(i), ""));
		}
		DirectoryFailureJournal journal = new DirectoryFailureJournal(this.fixture.directory(), 2,
				JournalFixture.CLOCK);
		assertThat(journal.reports()).hasSize(2);
		assertThat(journal.size()).isEqualTo(2);
		assertThat(this.fixture.files(JournalFixture.DEAD + ".lock")).hasSize(1);
		List<String> tokens = new ArrayList<>();
		List<Integer> sizes = new ArrayList<>();
		journal.reports().forEach((failure) -> {
			sizes.add(journal.size());
			tokens.add(failure.task().taskToken());
			journal.remove(failure);
		});
		assertThat(tokens).containsExactly("token4", "token3", "token0", "token1", "token2");
		assertThat(sizes).containsExactly(2, 1, 2, 1, 1);
		assertThat(output.getOut().lines().filter((line) -> line.contains("are taken over"))).hasSize(2);
		assertThat(journal.size()).isZero();
		assertThat(this.fixture.files("")).hasSize(1);
		assertThat(journal.losses()).isZero();
	}

	@Test
	void crashesAreTakenOverBeforeABacklogAndUseTheRoomThatIsKeptFree() throws IOException {
		for (int i = 0; i < 40; i++) {
			this.fixture.leaveBehind("failure", failure("token" + i, TIME.plusMillis(i), ""));
		}
		this.fixture.leaveBehind("running", failure("crashed", TIME.plusSeconds(1), "crash"));
		this.fixture.leaveBehind("running", failure("token39", TIME.minusSeconds(1), "crash"));
		DirectoryFailureJournal journal = new DirectoryFailureJournal(this.fixture.directory(), 20,
				JournalFixture.CLOCK);
		assertThat(journal.newestFirst()).first()
			.extracting((report) -> report.task().taskToken())
			.isEqualTo("crashed");
		assertThat(journal.size()).isEqualTo(18);
		this.fixture.leaveBehind("running", failure("later", TIME.plusSeconds(2), "crash"));
		assertThat(journal.reports()).extracting((report) -> report.task().taskToken()).contains("later").hasSize(19);
		journal.reports().forEach(journal::remove);
		assertThat(journal.size()).isZero();
		assertThat(this.fixture.files(".running")).isEmpty();
	}

	@Test
	void tenthOfTheCapacityStaysFreeForWhatFailsHere() throws IOException {
		for (int i = 0; i < 30; i++) {
			this.fixture.leaveBehind("failure", failure("token" + i));
		}
		DirectoryFailureJournal journal = new DirectoryFailureJournal(this.fixture.directory(), 20,
				JournalFixture.CLOCK);
		assertThat(journal.reports()).hasSize(18);
		assertThat(journal.add(failure("a"))).isTrue();
		assertThat(journal.add(failure("b"))).isTrue();
		assertThat(journal.reports()).hasSize(20);
	}

	@Test
	void startTakesOverNothingAndReadingAll() throws IOException {
		for (int i = 0; i < TakeOver.BATCH + 2; i++) {
			this.fixture.leaveBehind("failure", failure("token" + i, TIME.plusMillis(i), ""));
		}
		DirectoryFailureJournal journal = new DirectoryFailureJournal(this.fixture.directory(), 10_000,
				JournalFixture.CLOCK);
		assertThat(journal.size()).isZero();
		assertThat(journal.reports()).hasSize(TakeOver.BATCH + 2)
			.isSortedAccordingTo(Comparator.comparing(TaskReport::time));
		assertThat(journal.size()).isEqualTo(TakeOver.BATCH + 2);
	}

	@Test
	void restIsTakenOverWhileTheFirstAreRead() throws IOException {
		for (int i = 0; i < 2 * TakeOver.BATCH + 2; i++) {
			this.fixture.leaveBehind("failure", failure("token" + i, TIME.plusMillis(i), ""));
		}
		DirectoryFailureJournal journal = new DirectoryFailureJournal(this.fixture.directory(), 10_000,
				JournalFixture.CLOCK);
		assertThat(journal.reports()).hasSize(2 * TakeOver.BATCH + 2);
	}

}
