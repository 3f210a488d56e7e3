// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.SyncFailedException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.swffailure.ActivityExecutionListener;
import io.github.swffailure.HandClock;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.swffailure.journal.FailureJournalContract.TIME;
import static io.github.swffailure.journal.FailureJournalContract.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * What survives when the power goes between any two steps of the journal.
 */
class PowerCutTests {

	@TempDir
	private Path temporary;

	private Path before;

	private PowerCut disk;

	/** What must survive from now on: a text that the details end with, by token. */
	private final Map<String, String> promised = new LinkedHashMap<>();

	private final List<Moment> moments = new ArrayList<>();

	@BeforeEach
	void create() throws IOException {
		this.before = Files.createDirectory(this.temporary.resolve("before"));
		this.disk = new PowerCut(this.before);
	}

	private DirectoryFailureJournal open() {
		return new DirectoryFailureJournal(new JournalDirectory(this.before.resolve("worker/journal"), this.disk), 10,
				JournalFixture.CLOCK, (mayTakeTime) -> null);
	}

	private void watch(PowerCut.Loss loss) {
		this.disk.afterEachCall(() -> this.moments
			.add(new Moment(this.disk.calls().size(), this.disk.cut(loss), new HashMap<>(this.promised))));
	}

	private void assertNothingPromisedIsLost(int leastMoments) throws IOException {
		assertThat(this.moments).hasSizeGreaterThan(leastMoments);
		for (Moment moment : this.moments) {
			Path after = Files.createDirectory(this.temporary.resolve("after" + moment.call()));
			moment.remains().restore(after);
			HandClock clock = new HandClock(TIME);
			DirectoryFailureJournal next = new DirectoryFailureJournal(after.resolve("worker/journal"), 10, clock);
			next.reports();
			clock.move(TakeOver.GRACE);
			List<TaskReport> survivors = Stream.concat(next.reports(), next.expired()).toList();
			moment.promised()
				.forEach((token, details) -> assertThat(survivors)
					.as("after %s", this.disk.calls().get(moment.call() - 1))
					.anySatisfy((failure) -> {
						assertThat(failure.task().taskToken()).isEqualTo(token);
						assertThat(FailureJournalContract.description(failure).details()).endsWith(details);
					}));
			next.close();
		}
	}

	@Test
	void reportIsForcedBeforeItsNameAndItsNameBeforeTheCall() {
		DirectoryFailureJournal journal = open();
		this.disk.calls().clear();
		journal.add(failure("a"));
		assertThat(this.disk.calls()).containsExactly("create failure.tmp", "write failure.tmp", "force failure.tmp",
				"move failure.tmp to failure", "force directory journal");
	}

	@Test
	void trackedTaskIsForcedLikeAReport() {
		DirectoryFailureJournal journal = open();
		this.disk.calls().clear();
		ActivityExecutionListener.Execution task = JournalFixture.inFlight(journal).onStart(failure("a").task());
		assertThat(this.disk.calls()).containsExactly("create running.tmp", "write running.tmp", "force running.tmp",
				"move running.tmp to running", "force directory journal");
		task.onEnd(null);
	}

	@Test
	void directoryAndItsParentAreForced() {
		open();
		assertThat(this.disk.calls()).startsWith("create directory worker", "force directory before",
				"create directory journal", "force directory worker");
	}

	@Test
	void laterReportIsOnDiskBeforeTheEarlierIsDeleted() {
		DirectoryFailureJournal journal = open();
		journal.add(failure("a"));
		this.disk.calls().clear();
		journal.add(failure("a", TIME.plusSeconds(1), "later"));
		assertThat(this.disk.calls()).endsWith("force directory journal", "delete failure");
	}

	@ParameterizedTest
	@EnumSource
	void reportThatWasKeptSurvivesAtAnyMoment(PowerCut.Loss loss) throws IOException {
		watch(loss);
		DirectoryFailureJournal journal = open();
		journal.add(failure("a", TIME, "first"));
		this.promised.put("a", "");
		journal.add(failure("b", TIME, "of b"));
		this.promised.put("b", "of b");
		journal.setMayHaveArrived(failure("b"), false);
		journal.setMayHaveArrived(failure("b"), true);
		journal.add(failure("a", TIME.plusSeconds(1), "second"));
		this.promised.put("a", "second");
		this.promised.remove("b");
		journal.remove(failure("b"));
		journal.add(failure("c"));
		this.promised.put("c", "");
		journal.reports();
		journal.expire(failure("c"));
		journal.requeue(failure("c"));
		journal.close();
		assertNothingPromisedIsLost(30);
	}

	@ParameterizedTest
	@EnumSource
	void whatADeadWorkerLeftSurvivesItsTakeOverAtAnyMoment(PowerCut.Loss loss) throws IOException {
		JournalFixture dead = new JournalFixture(
				Files.createDirectory(this.before.resolve("worker")).resolve("journal"));
		this.disk.add(dead.leaveBehind("failure", failure("a")));
		this.disk.add(dead.leaveBehind("running", failure("b")));
		this.disk.add(dead.leaveBehind("failure.tmp", failure("c")));
		this.promised.putAll(Map.of("a", "", "b", "", "c", ""));
		watch(loss);
		DirectoryFailureJournal journal = open();
		assertThat(journal.reports()).hasSize(3);
		journal.close();
		assertNothingPromisedIsLost(7);
	}

	@ParameterizedTest
	@EnumSource
	void taskThatRanSurvivesAtAnyMoment(PowerCut.Loss loss) throws IOException {
		watch(loss);
		DirectoryFailureJournal journal = open();
		ActivityExecutionListener.Execution task = JournalFixture.inFlight(journal).onStart(failure("a").task());
		this.promised.put("a", "");
		journal.add(failure("b"));
		this.promised.put("b", "");
		this.promised.remove("a");
		task.onEnd(null);
		assertNothingPromisedIsLost(10);
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void forcingReachesTheSystem() throws IOException {
		Path unforceable = Path.of("/dev/null");
		try (FileOperations.NewFile file = new FileOperations.Output(new FileOutputStream("/dev/null"), true)) {
			assertThatExceptionOfType(SyncFailedException.class).isThrownBy(file::force);
		}
		try (FileOperations.NewFile file = new FileOperations.Output(new FileOutputStream("/dev/null"), false)) {
			assertThatNoException().isThrownBy(file::force);
		}
		assertThatIOException().isThrownBy(() -> FileOperations.FORCED.forceDirectory(unforceable));
		assertThatNoException().isThrownBy(() -> FileOperations.UNFORCED.forceDirectory(unforceable));
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void journalForcesUnlessAskedNotTo() throws IOException {
		try (FileOperations.NewFile file = FileOperations.FORCED.create(this.temporary.resolve("a"))) {
			assertThat(file).isEqualTo(new FileOperations.Output(((FileOperations.Output) file).stream(), true));
		}
		assertThat(new DirectoryFailureJournal(this.temporary.resolve("forced"), 1, JournalFixture.CLOCK).directory()
			.operations()).isSameAs(FileOperations.FORCED);
		assertThat(DirectoryFailureJournal.unforced(this.temporary.resolve("un"), 1, JournalFixture.CLOCK)
			.directory()
			.operations()).isSameAs(FileOperations.UNFORCED);
	}

	@Test
	void interruptedThreadForcesAndStaysInterrupted() throws IOException {
		Thread.currentThread().interrupt();
		FileOperations.FORCED.forceDirectory(this.temporary);
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void interruptInTheMiddleOfAForceForcesOnceMore() throws IOException {
		List<String> attempts = new ArrayList<>();
		String result = FileOperations.uninterrupted(() -> {
			attempts.add("attempt");
			if (attempts.size() == 1) {
				Thread.currentThread().interrupt();
				throw new ClosedByInterruptException();
			}
			assertThat(Thread.currentThread().isInterrupted()).isFalse();
			return "forced";
		});
		assertThat(Thread.interrupted()).isTrue();
		assertThat(result).isEqualTo("forced");
		assertThat(attempts).hasSize(2);
	}

	/**
	 * The power goes.
	 *
	 * @param call after how many calls
	 * @param remains what is on disk
	 * @param promised what must be among it
	 */
	private record Moment(int call, PowerCut.Remains remains, Map<String, String> promised) {

	}

}
