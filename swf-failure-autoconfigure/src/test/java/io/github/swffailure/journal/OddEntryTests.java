// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static io.github.swffailure.journal.FailureJournalContract.failure;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Something else in the place of an entry: it holds up no other entry, and is set aside.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@EnabledOnOs(OS.LINUX)
class OddEntryTests {

	@TempDir
	private Path temporary;

	private JournalFixture fixture;

	@BeforeEach
	void locate() {
		this.fixture = new JournalFixture(this.temporary.resolve("journal"));
	}

	static Stream<Arguments> entriesOfTheDead() {
		return Stream.of("failure", "running", "failure.tmp", "completion", "unsent.failure")
			.flatMap((ending) -> Arrays.stream(Odd.values()).map((odd) -> Arguments.of(ending, odd)));
	}

	@ParameterizedTest
	@MethodSource("entriesOfTheDead")
	void entryOfADeadWorkerHoldsNoOtherUp(String ending, Odd odd) throws IOException {
		odd.replace(this.fixture.leaveBehind(ending, failure("a")));
		this.fixture.leaveBehind("failure", failure("b"));
		DirectoryFailureJournal journal = this.fixture.open();
		assertThat(journal.reports()).containsExactly(failure("b"));
		assertThat(journal.reports()).containsExactly(failure("b"));
		assertThat(this.fixture.files("." + ending + ".unreadable")).hasSize(1);
		assertThat(journal.losses()).isOne();
		assertThat(journal.problem()).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void entryOfTheWorkerItselfHoldsNoOtherUp(Odd odd) throws IOException {
		DirectoryFailureJournal journal = this.fixture.open();
		journal.add(failure("a"));
		odd.replace(this.fixture.files(".failure").get(0));
		journal.add(failure("b"));
		assertThat(journal.reports()).containsExactly(failure("b"));
		assertThat(this.fixture.files(".failure.unreadable")).hasSize(1);
		assertThat(journal.losses()).isOne();
		assertThat(journal.problem()).isNull();
		assertThat(journal.size()).isOne();
	}

	@ParameterizedTest
	@EnumSource
	void expiredEntryHidesNoOther(Odd odd) throws IOException {
		odd.replace(this.fixture.leaveBehind("expired", failure("a")));
		this.fixture.leaveBehind("expired", failure("b"));
		DirectoryFailureJournal journal = this.fixture.open();
		assertThat(journal.expired()).containsExactly(failure("b"));
		assertThat(journal.requeue(failure("b"))).isTrue();
		assertThat(journal.problem()).isNull();
	}

	/**
	 * Whoever it belongs to is taken for alive, or for dead if a lock cannot be there.
	 */
	@ParameterizedTest
	@EnumSource
	void lockHoldsUpNoOtherWorker(Odd odd) throws IOException {
		Path lock = this.fixture.leaveBehind("failure", failure("a")).resolveSibling(JournalFixture.DEAD + ".lock");
		odd.replace(lock);
		Path other = this.fixture.leaveBehind("failure", failure("b"));
		String anotherWorker = "ffffffffffffffffffff";
		Files.move(other,
				other.resolveSibling(other.getFileName().toString().replace(JournalFixture.DEAD, anotherWorker)));
		DirectoryFailureJournal journal = this.fixture.open();
		assertThat(journal.reports()).contains(failure("b"));
		assertThat(journal.reports()).contains(failure("b"));
	}

	/** What a file may be that is no report. */
	enum Odd {

		EMPTY, HALF, GARBAGE, OF_ANOTHER_VERSION, VAST, LINK_TO_A_FILE, LINK_TO_NOTHING, LINK_TO_ITSELF,
		LINK_TO_A_DEVICE, PIPE, DIRECTORY, FULL_DIRECTORY;

		void replace(Path file) throws IOException {
			byte[] before = Files.readAllBytes(file);
			Files.delete(file);
			switch (this) {
				case EMPTY -> Files.createFile(file);
				case HALF -> Files.write(file, Arrays.copyOf(before, before.length / 2));
				case GARBAGE -> Files.write(file, new byte[] { (byte) 0xff, 0, (byte) 0xfe, 1, '\n' });
				case OF_ANOTHER_VERSION -> Files.writeString(file, new String(before, StandardCharsets.UTF_8)
					.replaceFirst("swf-failure-journal 1", "swf-failure-journal 2"));
				case VAST -> makeVast(file);
				case PIPE -> makePipe(file);
				case DIRECTORY -> Files.createDirectory(file);
				case FULL_DIRECTORY -> Files.write(Files.createDirectory(file).resolve("a"), before);
				default -> link(file, before);
			}
		}

		private void link(Path file, byte[] before) throws IOException {
			Path elsewhere = file.resolve("../../elsewhere").normalize();
			Path target = switch (this) {
				case LINK_TO_A_FILE -> Files.write(elsewhere, before);
				case LINK_TO_ITSELF -> file;
				case LINK_TO_A_DEVICE -> Path.of("/dev/zero");
				default -> elsewhere.resolve("nothing");
			};
			Files.createSymbolicLink(file, target);
		}

		private static void makeVast(Path file) throws IOException {
			try (RandomAccessFile vast = new RandomAccessFile(file.toFile(), "rw")) {
				vast.setLength(Integer.MAX_VALUE + 1L);
			}
		}

		private static void makePipe(Path file) throws IOException {
			assertThat(new ProcessBuilder(List.of("mkfifo", file.toString())).start().onExit().join().exitValue())
				.isZero();
		}

	}

}
