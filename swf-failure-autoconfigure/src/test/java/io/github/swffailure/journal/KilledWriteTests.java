// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.swffailure.TaskReport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.github.swffailure.journal.FailureJournalContract.TIME;
import static io.github.swffailure.journal.FailureJournalContract.failure;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process that is killed after any step of what it does to its journal, and what the
 * next one finds. A kill leaves what was written, forced or not.
 */
@Tag("reliability")
@Tag("endurance")
class KilledWriteTests {

	private static final int KILLED = 137;

	@TempDir
	private Path temporary;

	@ParameterizedTest
	@CsvSource({ "add, create, before", "add, write, before new", "add, force, before new", "add, move, before new",
			"add, force directory, before new", "start, create, before", "start, write, before new",
			"start, force, before new", "start, move, before new", "start, force directory, before new",
			"replace, create, before", "replace, write, after", "replace, force, after", "replace, move, after",
			"replace, force directory, after", "replace, delete, after", "mark, move, before", "remove, delete, ''",
			"end, delete, before", "expire, move, before" })
	void nothingThatWasKeptIsLost(String operation, String step, String found) throws Exception {
		Path directory = this.temporary.resolve("journal");
		assertThat(kill(directory, operation, step)).isEqualTo(KILLED);
		try (DirectoryFailureJournal next = new DirectoryFailureJournal(directory, 10, JournalFixture.CLOCK)) {
			List<TaskReport> reports = List.copyOf(next.reports().toList());
			List<TaskReport> expired = next.expired().toList();
			assertThat(reports).hasSize(operation.equals("expire") ? 0 : words(found));
			assertThat(expired).hasSize(operation.equals("expire") ? 1 : 0);
			String said = String.join(" ",
					(operation.equals("expire") ? expired : reports).stream()
						.map((report) -> FailureJournalContract.description(report).details())
						.sorted()
						.toList());
			assertThat(said).isEqualTo(found);
			assertThat(next.problem()).isNull();
		}
	}

	private static int words(String text) {
		return text.isEmpty() ? 0 : text.split(" ").length;
	}

	private int kill(Path directory, String operation, String step) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
				Worker.class.getName(), directory.toString(), operation, step)
			.redirectErrorStream(true)
			.redirectOutput(this.temporary.resolve("output").toFile())
			.start();
		assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
		return process.exitValue();
	}

	/** Is killed after the given step of the given operation. */
	static final class Worker {

		private Worker() {
		}

		public static void main(String[] arguments) {
			Deadly disk = new Deadly();
			DirectoryFailureJournal journal = new DirectoryFailureJournal(
					new JournalDirectory(Path.of(arguments[0]), disk), 10, JournalFixture.CLOCK, (mayTakeTime) -> null);
			journal.add(failure("a", TIME, "before"));
			if (arguments[1].equals("end")) {
				journal.taskStarted(failure("b", TIME, "new"));
			}
			disk.deadly = arguments[2];
			switch (arguments[1]) {
				case "add" -> journal.add(failure("b", TIME, "new"));
				case "start" -> journal.taskStarted(failure("b", TIME, "new"));
				case "replace" -> journal.add(failure("a", TIME.plusSeconds(1), "after"));
				case "mark" -> journal.setMayHaveArrived(failure("a"), false);
				case "remove" -> journal.remove(failure("a"));
				case "end" -> journal.taskEnded(failure("b").task());
				default -> journal.expire(failure("a"));
			}
		}

	}

	/** Ends the process after a step. */
	private static final class Deadly implements FileOperations {

		private String deadly = "";

		private void did(String step) {
			if (step.equals(this.deadly)) {
				Runtime.getRuntime().halt(KILLED);
			}
		}

		@Override
		public void createDirectory(Path directory, boolean ownerOnly) throws IOException {
			FORCED.createDirectory(directory, ownerOnly);
		}

		@Override
		public NewFile create(Path file) throws IOException {
			NewFile created = FORCED.create(file);
			did("create");
			return new NewFile() {

				@Override
				public void write(byte[] content) throws IOException {
					created.write(content);
					did("write");
				}

				@Override
				public void force() throws IOException {
					created.force();
					did("force");
				}

				@Override
				public void close() throws IOException {
					created.close();
				}

			};
		}

		@Override
		public void move(Path from, Path to) throws IOException {
			FORCED.move(from, to);
			did("move");
		}

		@Override
		public void delete(Path file) throws IOException {
			FORCED.delete(file);
			if (!file.toString().endsWith(JournalFile.UNFINISHED)) {
				did("delete");
			}
		}

		@Override
		public void forceDirectory(Path directory) throws IOException {
			FORCED.forceDirectory(directory);
			did("force directory");
		}

	}

}
