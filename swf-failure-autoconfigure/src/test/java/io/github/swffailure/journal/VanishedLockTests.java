// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;

import io.github.swffailure.ActivityExecutionListener;
import io.github.swffailure.HandClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static io.github.swffailure.journal.FailureJournalContract.TIME;
import static io.github.swffailure.journal.FailureJournalContract.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Workers whose lock was deleted by something else.
 */
@ExtendWith(OutputCaptureExtension.class)
class VanishedLockTests {

	private static final String JVM_PROPERTY = "io.github.swffailure.journal.jvm";

	private final HandClock clock = new HandClock(TIME.plus(Duration.ofHours(1)));

	@TempDir
	private Path temporary;

	private JournalFixture fixture;

	@BeforeEach
	void locate() {
		this.fixture = new JournalFixture(this.temporary.resolve("journal"));
	}

	private DirectoryFailureJournal open() {
		return new DirectoryFailureJournal(this.fixture.directory(), 100, this.clock);
	}

	private DirectoryFailureJournal openInAnotherJvm() {
		String jvm = System.clearProperty(JVM_PROPERTY);
		try {
			return open();
		}
		finally {
			System.setProperty(JVM_PROPERTY, jvm);
		}
	}

	private void deleteLocks() throws IOException {
		for (Path lock : this.fixture.files(".lock")) {
			Files.delete(lock);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "gone", "empty", "copy", "moved copy", "link", "directory" })
	void lockIsMadeAnewByTheNextRound(String now, CapturedOutput output) throws IOException {
		DirectoryFailureJournal journal = open();
		Path lock = this.fixture.files(".lock").get(0);
		replace(lock, now);
		journal.reports();
		assertThat(this.fixture.files(".lock")).containsExactly(lock);
		try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
			assertThatExceptionOfType(OverlappingFileLockException.class).isThrownBy(channel::tryLock);
		}
		assertThat(output).containsOnlyOnce("has vanished from failure journal directory");
		assertThat(journal.problem()).isNull();
		journal.close();
		assertThat(this.fixture.files("")).isEmpty();
	}

	private void replace(Path lock, String now) throws IOException {
		Path copy = Files.copy(lock, this.temporary.resolve("copy"));
		Files.delete(lock);
		switch (now) {
			case "empty" -> Files.createFile(lock);
			case "copy" -> Files.copy(copy, lock);
			case "moved copy" -> Files.move(copy, lock);
			case "link" -> Files.createSymbolicLink(lock, copy);
			case "directory" -> Files.createDirectory(lock);
			default -> assertThat(lock).doesNotExist();
		}
	}

	@Test
	void lockAndRunningTasksLookYoungAfterEachRound() throws IOException {
		DirectoryFailureJournal journal = open();
		ActivityExecutionListener.Execution task = JournalFixture.inFlight(journal).onStart(failure("a").task());
		this.clock.move(Duration.ofDays(11));
		journal.reports();
		assertThat(this.fixture.files("")).hasSize(2)
			.allSatisfy((file) -> assertThat(Files.getLastModifiedTime(file))
				.isEqualTo(FileTime.from(this.clock.instant())));
		task.onEnd(null);
	}

	@Test
	void taskOfALivingWorkerHasNotCrashed() throws IOException {
		DirectoryFailureJournal first = open();
		ActivityExecutionListener.Execution task = JournalFixture.inFlight(first).onStart(failure("a").task());
		deleteLocks();
		DirectoryFailureJournal second = openInAnotherJvm();
		assertThat(second.reports()).isEmpty();
		this.clock.move(TakeOver.GRACE.minusSeconds(1));
		first.reports();
		assertThat(second.reports()).isEmpty();
		this.clock.move(TakeOver.GRACE.multipliedBy(2));
		assertThat(second.reports()).isEmpty();
		assertThat(this.fixture.files(".running")).hasSize(1);
		task.onEnd(null);
		assertThat(this.fixture.files(".running")).isEmpty();
	}

	@Test
	void crashWithoutALockIsFoundAfterTheGraceTime() throws IOException {
		this.fixture.leaveBehind("running", failure("a"));
		this.fixture.leaveBehind("failure", failure("b"));
		deleteLocks();
		DirectoryFailureJournal journal = open();
		assertThat(journal.reports()).containsExactly(failure("b"));
		this.clock.move(TakeOver.GRACE.minusMillis(1));
		assertThat(journal.reports()).containsExactly(failure("b"));
		this.clock.move(Duration.ofMillis(1));
		assertThat(journal.reports()).extracting((failure) -> failure.task().taskToken())
			.containsExactlyInAnyOrder("a", "b");
		assertThat(this.fixture.files(".running")).isEmpty();
	}

	@Test
	void graceTimeBeginsAnewWithTheLock() throws IOException {
		this.fixture.leaveBehind("running", failure("a"));
		Path held = this.fixture.deadLock();
		deleteLocks();
		DirectoryFailureJournal journal = open();
		this.clock.move(TakeOver.GRACE.minusMillis(1));
		try (FileChannel channel = FileChannel.open(held, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
			assertThat(channel.lock().isValid()).isTrue();
			assertThat(journal.reports()).isEmpty();
		}
		deleteLocks();
		this.clock.move(Duration.ofMinutes(1));
		assertThat(journal.reports()).isEmpty();
		this.clock.move(TakeOver.GRACE);
		assertThat(journal.reports()).hasSize(1);
	}

	@Test
	void clockThatIsSetBackDelaysNothingForLong() throws IOException {
		this.fixture.leaveBehind("running", failure("a"));
		deleteLocks();
		DirectoryFailureJournal journal = open();
		this.clock.move(Duration.ofDays(-8));
		assertThat(journal.reports()).isEmpty();
		this.clock.move(TakeOver.GRACE);
		assertThat(journal.reports()).hasSize(1);
	}

}
