// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.swffailure.ActivityExecutionListener;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.TaskFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@ExtendWith(OutputCaptureExtension.class)
class DirectoryFailureJournalTests extends FailureJournalContract {

	@TempDir
	private Path temporary;

	private int journals;

	@AfterEach
	void letTheDirectoryBeDeleted() throws IOException {
		try (Stream<Path> paths = Files.walk(this.temporary)) {
			paths.filter(Files::isDirectory).forEach((path) -> path.toFile().setWritable(true, true));
		}
	}

	@Override
	protected FailureJournal journal(int capacity) {
		return new DirectoryFailureJournal(this.temporary.resolve("new/journal" + this.journals++), capacity,
				JournalFixture.CLOCK);
	}

	private Path directory() {
		return this.temporary.resolve("journal");
	}

	private JournalFixture fixture() {
		return new JournalFixture(directory());
	}

	private DirectoryFailureJournal open() {
		return fixture().open();
	}

	private List<Path> files(String ending) throws IOException {
		return fixture().files(ending);
	}

	@Test
	void reportIsReadWhileItsFileIsRenamed() throws InterruptedException {
		DirectoryFailureJournal journal = open();
		TaskFailure failure = failure("a");
		journal.add(failure);
		Thread marking = new Thread(
				() -> IntStream.range(0, 4_000).forEach((i) -> journal.setMayHaveArrived(failure, i % 2 == 0)));
		marking.start();
		while (marking.isAlive()) {
			assertThat(journal.newestFirst()).isNotEmpty().containsOnly(failure);
		}
		assertThat(journal.reports()).containsExactly(failure);
		journal.close();
	}

	@Test
	void closedJournalIsContinuedByTheNext() throws IOException {
		DirectoryFailureJournal first = open();
		first.add(failure("a"));
		first.add(failure("b", TIME.minusSeconds(1), ""));
		first.close();
		assertThat(files(".lock")).isEmpty();
		DirectoryFailureJournal second = open();
		assertThat(second.reports()).containsExactly(failure("b", TIME.minusSeconds(1), ""), failure("a"));
		assertThat(second.size()).isEqualTo(2);
		assertThat(second.oldest()).isEqualTo(TIME.minusSeconds(1));
		second.remove(failure("a"));
		second.remove(failure("b"));
		second.close();
		assertThat(files("")).isEmpty();
	}

	@Test
	void filesOfALivingJournalAreItsOwn() {
		DirectoryFailureJournal first = open();
		first.add(failure("a"));
		DirectoryFailureJournal second = open();
		assertThat(second.reports()).isEmpty();
		second.add(failure("b"));
		assertThat(first.reports()).containsExactly(failure("a"));
		first.close();
		assertThat(second.reports()).containsExactlyInAnyOrder(failure("a"), failure("b"));
		assertThat(second.size()).isEqualTo(2);
	}

	@Test
	void fileIsReadableByAPerson() throws IOException {
		DirectoryFailureJournal journal = open();
		journal.add(failure("AAAA+/=", TIME, "java.io.IOException: disk\n\tat Disk.write(Disk.java:1)"));
		Path file = files(".failure").get(0);
		assertThat(file.getFileName().toString()).startsWith("20261123T100000123Z-").doesNotContain("AAAA");
		assertThat(file).hasContent("""
				swf-failure-journal 1
				time: 2026-11-23T10:00:00.123Z
				task-token: AAAA+/=
				activity-id: charge-42
				activity-name: charge
				activity-version: 1.0
				workflow-id: order-42
				run-id: run-1
				exception: java.io.IOException
				fingerprint: 00c0ffee
				cancellation: false
				truncated: DETAILS
				reason: IOException: disk
				details:
				 java.io.IOException: disk
				 	at Disk.write(Disk.java:1)
				crc32: 91290b25
				""");
	}

	@Test
	void directoryAndFilesAreForTheirOwnerAlone() throws IOException {
		open().add(failure("a"));
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory()))).isEqualTo("rwx------");
		assertThat(files("")).hasSize(2)
			.allSatisfy((file) -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
				.isEqualTo("rw-------"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "rwxrwxrwx", "rwx----w-", "rwxrwx---" })
	void directoryThatOthersCanWriteToIsRefused(String permissions) throws IOException {
		Files.createDirectory(directory());
		Files.setPosixFilePermissions(directory(), PosixFilePermissions.fromString(permissions));
		assertThatIllegalStateException().isThrownBy(this::open)
			.withMessageContaining("'" + directory() + "'")
			.withMessageContaining(permissions)
			.withMessageContaining("use a directory inside it");
	}

	@Test
	void directoryThatOthersCanOnlyReadIsTaken() throws IOException {
		Files.createDirectory(directory(),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
		assertThat(open().add(failure("a"))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "hello", "swf-failure-journal 2\ntask-token: a\n", "swf-failure-journal 1\n",
			"swf-failure-journal 1\ntask-token: a\ncrc32: 00000000\n",
			"swf-failure-journal 1\ntime: never\ncrc32: 7c4bb4bb\n" })
	void fileThatCannotBeReadIsSetAside(String content, CapturedOutput output) throws IOException {
		DirectoryFailureJournal journal = open();
		journal.add(failure("a"));
		journal.add(failure("b"));
		Path file = files(".failure").get(0);
		Files.writeString(file, content);
		assertThat(journal.reports()).hasSize(1);
		assertThat(journal.size()).isOne();
		assertThat(files(".unreadable")).singleElement()
			.satisfies((aside) -> assertThat(Files.readString(aside)).isEqualTo(content));
		assertThat(journal.losses()).isOne();
		assertThat(output).contains("File '" + file.getFileName() + "'").contains("is set aside as");
		assertThat(journal.reports()).hasSize(1);
	}

	@Test
	void everyTornEndIsRecognised() throws IOException {
		DirectoryFailureJournal journal = open();
		journal.add(failure("a"));
		byte[] whole = Files.readAllBytes(files(".failure").get(0));
		for (int length = 0; length < whole.length; length++) {
			byte[] torn = Arrays.copyOf(whole, length);
			assertThatExceptionOfType(ReportContent.UnreadableFileException.class)
				.isThrownBy(() -> ReportText.read(torn));
		}
	}

	@Test
	void filesOfSomebodyElseAreLeftAlone(CapturedOutput output) throws IOException {
		Files.createDirectory(directory(), DirectoryPermissions.ofDirectory(directory()));
		for (int i = 10; i < 60; i++) {
			Files.writeString(directory().resolve("notes" + i + ".txt"), "mine");
		}
		DirectoryFailureJournal journal = open();
		journal.reports();
		journal.reports();
		assertThat(directory().resolve("notes10.txt")).hasContent("mine");
		assertThat(output).containsOnlyOnce("not part of the journal")
			.contains("50 files in failure journal directory '" + directory()
					+ "' are not part of the journal and left alone: "
					+ "'notes10.txt', 'notes11.txt', 'notes12.txt' and others");
	}

	@Test
	void fileThatAPersonPutsBackIsTakenUp() throws IOException {
		DirectoryFailureJournal journal = open();
		journal.add(failure("a"));
		Path file = files(".failure").get(0);
		Files.move(file, this.temporary.resolve("away"));
		assertThat(journal.reports()).isEmpty();
		Files.move(this.temporary.resolve("away"), file);
		assertThat(journal.reports()).containsExactly(failure("a"));
	}

	@Test
	void directoryThatVanishesIsMadeAnew(CapturedOutput output) throws IOException {
		DirectoryFailureJournal journal = open();
		journal.add(failure("a"));
		for (Path file : files("")) {
			Files.delete(file);
		}
		Files.delete(directory());
		assertThat(journal.reports()).isEmpty();
		assertThat(journal.problem()).contains("cannot be read");
		assertThat(journal.losses()).isOne();
		assertThat(output).contains("has vanished from failure journal directory");
		assertThat(journal.add(failure("b"))).isTrue();
		assertThat(journal.problem()).isNull();
		assertThat(files(".failure")).hasSize(1);
		assertThat(files(".lock")).hasSize(1);
	}

	@Test
	void directoryThatCannotBeWrittenIsLoggedOnceAndBypassed(CapturedOutput output) throws IOException {
		DirectoryFailureJournal journal = open();
		for (Path file : files("")) {
			Files.delete(file);
		}
		Files.delete(directory());
		Files.writeString(directory(), "a file is in the way");
		assertThat(journal.add(failure("a"))).isTrue();
		assertThat(journal.add(failure("b"))).isTrue();
		assertThat(journal.size()).isEqualTo(2);
		assertThat(journal.contains(failure("a"))).isTrue();
		assertThat(journal.oldest()).isEqualTo(TIME);
		assertThat(journal.isDurable()).isFalse();
		assertThat(journal.losses()).isEqualTo(2);
		assertThat(journal.problem()).contains(directory().toString());
		assertThat(StringUtils.countOccurrencesOf(output.getOut(), "ERROR")).isOne();
		assertThat(output).contains("Failures are kept in memory in the meantime");
		Files.delete(directory());
		assertThat(journal.reports()).containsExactlyInAnyOrder(failure("a"), failure("b"));
		assertThat(journal.isDurable()).isTrue();
		assertThat(files(".failure")).hasSize(2);
		assertThat(output).contains("can be used again");
	}

	@Test
	void directoryThatCannotBeMadeDoesNotStopTheWorker(CapturedOutput output) throws IOException {
		Files.writeString(this.temporary.resolve("file"), "");
		DirectoryFailureJournal journal = new DirectoryFailureJournal(this.temporary.resolve("file/journal"), 10,
				JournalFixture.CLOCK);
		assertThat(journal.add(failure("a"))).isTrue();
		assertThat(journal.reports()).containsExactly(failure("a"));
		assertThat(journal.problem()).isNotNull();
		assertThat(output).contains("file/journal");
		journal.close();
	}

	@Test
	void unforcedJournalKeepsAsWell() {
		DirectoryFailureJournal journal = DirectoryFailureJournal.unforced(directory(), 10, JournalFixture.CLOCK);
		assertThat(journal.add(failure("a"))).isTrue();
		assertThat(journal.reports()).containsExactly(failure("a"));
	}

	@Test
	void taskOfALivingWorkerHasNotCrashed() throws IOException {
		DirectoryFailureJournal first = open();
		ActivityExecutionListener.Execution execution = JournalFixture.inFlight(first).onStart(failure("a").task());
		assertThat(first.reports()).isEmpty();
		assertThat(open().reports()).isEmpty();
		assertThat(files(".running")).hasSize(1);
		execution.onEnd(null);
		assertThat(files(".running")).isEmpty();
	}

	@Test
	void taskThatStillRunsWhenItsJournalIsClosedHasNotCrashed() throws IOException {
		DirectoryFailureJournal first = open();
		ActivityExecutionListener.Execution execution = JournalFixture.inFlight(first).onStart(failure("a").task());
		first.close();
		assertThat(open().reports()).isEmpty();
		execution.onEnd(null);
		assertThat(files(".running")).isEmpty();
		assertThat(files(".lock")).hasSize(1);
	}

	@Test
	void crashOfAWorkerIsReported(CapturedOutput output) throws IOException {
		fixture().leaveBehind("running", failure("a"));
		DirectoryFailureJournal journal = open();
		assertThat(journal.reports()).singleElement().satisfies((crash) -> {
			assertThat(crash.task()).isEqualTo(failure("a").task());
			assertThat(crash.time()).isEqualTo(JournalFixture.CLOCK.instant());
		});
		assertThat(files(".running")).isEmpty();
		assertThat(output).contains("1 files of worker 1234567890ab12345678, which has ended, are taken over");
	}

	@Test
	void failureCountsMoreThanTheCrashAfterIt() throws IOException {
		fixture().leaveBehind("running", failure("a", TIME.minusSeconds(9), "crash"));
		fixture().leaveBehind("failure", failure("a"));
		assertThat(open().reports()).containsExactly(failure("a"));
		assertThat(files(".running")).isEmpty();
		assertThat(files(".failure")).hasSize(1);
	}

	@Test
	void laterOfTwoFailuresOfATaskCounts() throws IOException {
		fixture().leaveBehind("failure", failure("a", TIME.minusSeconds(9), "first"));
		fixture().leaveBehind("failure", failure("a"));
		assertThat(open().reports()).containsExactly(failure("a"));
		assertThat(files(".failure")).hasSize(1);
	}

	@Test
	void fileThatADeadWorkerHadWrittenButNotMovedIsTakenOver() throws IOException {
		fixture().leaveBehind("failure.tmp", failure("a"));
		Path torn = fixture().leaveBehind("failure.tmp", failure("b"));
		Files.writeString(torn, "swf-failure-journal 1\ntime: 20");
		assertThat(open().reports()).containsExactly(failure("a"));
		assertThat(files(".tmp")).isEmpty();
		assertThat(files(".unreadable")).hasSize(1);
	}

	@Test
	void trackingSurvivesADirectoryThatCannotBeWritten() throws IOException {
		Files.writeString(directory(), "a file is in the way");
		DirectoryFailureJournal journal = open();
		JournalFixture.inFlight(journal).onStart(failure("a").task()).onEnd(null);
		assertThat(journal.problem()).isNotNull();
	}

}
