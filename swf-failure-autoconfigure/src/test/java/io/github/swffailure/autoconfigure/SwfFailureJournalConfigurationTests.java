// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import io.github.swffailure.ActivityExecutionListener;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.ListJournal;
import io.github.swffailure.journal.DirectoryFailureJournal;
import io.github.swffailure.journal.InMemoryFailureJournal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

class SwfFailureJournalConfigurationTests {

	@TempDir
	private Path temporary;

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SwfClientAutoConfiguration.class, SwfFailureAutoConfiguration.class));

	private ApplicationContextRunner inDirectory() {
		return this.contextRunner
			.withPropertyValues("swf.failure.journal.directory=" + this.temporary.resolve("journal"));
	}

	@Test
	void withoutADirectoryFailuresAreKeptInMemory() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(InMemoryFailureJournal.class);
			assertThat(context.getBeansOfType(ActivityExecutionListener.class))
				.doesNotContainKey("swfFailureInFlightTasks");
		});
	}

	@Test
	void withADirectoryFailuresAndRunningTasksAreKeptThere() {
		inDirectory().run((context) -> {
			assertThat(context).hasSingleBean(DirectoryFailureJournal.class)
				.hasSingleBean(FailureJournal.class)
				.hasSingleBean(InFlightTasks.class);
			assertThat(this.temporary.resolve("journal")).isNotEmptyDirectory();
		});
		assertThat(this.temporary.resolve("journal")).isEmptyDirectory();
	}

	@Test
	void runningTasksNeedNotBeTracked() {
		inDirectory().withPropertyValues("swf.failure.journal.track-in-flight=false")
			.run((context) -> assertThat(context).hasSingleBean(DirectoryFailureJournal.class)
				.doesNotHaveBean(InFlightTasks.class));
	}

	@Test
	void journalOfTheApplicationIsKept() {
		inDirectory().withBean(ListJournal.class)
			.run((context) -> assertThat(context).hasSingleBean(ListJournal.class).hasSingleBean(FailureJournal.class));
	}

	@Test
	void directoryThatOthersCanWriteToStopsTheStart() throws Exception {
		Path directory = Files.createDirectory(this.temporary.resolve("journal"));
		Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
		inDirectory().run((context) -> assertThat(context).getFailure()
			.rootCause()
			.hasMessageContaining("Failure journal directory '" + directory + "' can be written to by others")
			.hasMessageNotContaining("chmod"));
	}

	@Test
	void sharedDirectoryIsNotToBeChanged() {
		this.contextRunner.withPropertyValues("swf.failure.journal.directory=/tmp")
			.run((context) -> assertThat(new SwfConfigurationFailureAnalyzer(null).analyze(context.getStartupFailure()))
				.satisfies((analysis) -> {
					assertThat(analysis.getDescription()).contains("swf.failure.journal.directory").contains("'/tmp'");
					assertThat(analysis.getAction()).contains("'/tmp/swf-failure'").doesNotContain("chmod");
				}));
	}

	@Test
	void emptyDirectoryIsRefused() {
		this.contextRunner.withPropertyValues("swf.failure.journal.directory=")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("swf.failure.journal.directory must be the path of the directory "
						+ "that keeps the journal, but was ''"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "file/journal", "file/a/b/journal", "dangling/journal", "dangling" })
	void directoryThatCannotBeCreatedIsRefused(String path) throws Exception {
		Files.createFile(this.temporary.resolve("file"));
		Files.createSymbolicLink(this.temporary.resolve("dangling"), this.temporary.resolve("missing"));
		assertCannotBeCreated(this.temporary.resolve(path), this.temporary.resolve(path.split("/")[0]));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/sys", "/proc" })
	void directoryInOneThatCannotBeWrittenIsRefused(Path readOnly) {
		assumeThat(readOnly).isDirectory();
		assertCannotBeCreated(readOnly.resolve("swf-failure/journal"), readOnly);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/sys", "/proc", "/dev/pts" })
	void directoryThatCanNeverHoldFilesIsRefused(Path noFiles) throws Exception {
		assumeThat(noFiles).isDirectory();
		assumeThat(Files.getFileStore(noFiles).getTotalSpace()).isZero();
		assertCannotBeCreated(noFiles, noFiles);
	}

	@Test
	void nameThatIsTooLongIsRefused() {
		assertCannotBeCreated(this.temporary.resolve("x".repeat(300)), this.temporary);
	}

	@Test
	void tildeIsNotTakenForTheNameOfADirectory() {
		this.contextRunner.withPropertyValues("swf.failure.journal.directory=~/journal")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("must not begin with '~'")
				.hasMessageContaining("'~/journal'"));
		assertThat(Path.of("~")).doesNotExist();
	}

	@Test
	void parentsOfTheDirectoryNeedNotExist() {
		this.contextRunner
			.withPropertyValues("swf.failure.journal.directory=" + this.temporary.resolve("new/directory/journal"))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(this.temporary.resolve("new/directory/journal")).isDirectory();
			});
	}

	private void assertCannotBeCreated(Path directory, Path obstacle) {
		this.contextRunner.withPropertyValues("swf.failure.journal.directory=" + directory)
			.run((context) -> assertThat(new SwfConfigurationFailureAnalyzer(null).analyze(context.getStartupFailure()))
				.satisfies((analysis) -> {
					assertThat(analysis.getDescription()).contains("swf.failure.journal.directory must be")
						.contains("nothing can be created in '" + obstacle + "'")
						.contains("'" + directory + "'");
					assertThat(analysis.getAction()).contains("swf.failure.journal.directory");
				}));
	}

	@Test
	void fileIsNoDirectory() throws Exception {
		Path file = Files.createFile(this.temporary.resolve("file"));
		this.contextRunner.withPropertyValues("swf.failure.journal.directory=" + file)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageStartingWith("swf.failure.journal.directory must be a directory")
				.hasMessageContaining("'" + file + "'"));
	}

}
