// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static io.github.swffailure.journal.FailureJournalContract.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

@ExtendWith(OutputCaptureExtension.class)
class DirectoryPermissionsTests {

	@TempDir
	private Path temporary;

	@ParameterizedTest
	@ValueSource(strings = { "rwx------", "rwxr-xr-x", "rwx--x--x", "r-x------" })
	void directoryThatOnlyItsOwnerWritesToIsTaken(String permissions) throws IOException {
		Files.setPosixFilePermissions(this.temporary, PosixFilePermissions.fromString(permissions));
		assertThatNoException().isThrownBy(() -> DirectoryPermissions.check(this.temporary));
	}

	@Test
	void linkIsJudgedByTheDirectoryBehindIt() throws IOException {
		Path open = Files.createDirectory(this.temporary.resolve("open"));
		Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
		Path link = Files.createSymbolicLink(this.temporary.resolve("link"), open);
		assertThatIllegalStateException().isThrownBy(() -> DirectoryPermissions.check(link));
		Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwx------"));
		assertThatNoException().isThrownBy(() -> DirectoryPermissions.check(link));
	}

	@Test
	void directoryThatIsNotThereYetIsTaken() {
		assertThatNoException().isThrownBy(() -> DirectoryPermissions.check(this.temporary.resolve("new")));
	}

	@Test
	void fileSystemWithoutPermissionsIsTaken() throws IOException {
		try (FileSystem zip = FileSystems.newFileSystem(this.temporary.resolve("files.zip"),
				Map.of("create", "true"))) {
			Path directory = Files.createDirectory(zip.getPath("/journal"),
					DirectoryPermissions.ofDirectory(zip.getPath("/")));
			Path file = Files.createFile(directory.resolve("file"), DirectoryPermissions.ofFile(directory));
			assertThatNoException().isThrownBy(() -> DirectoryPermissions.check(directory));
			assertThat(file).exists();
		}
	}

	@Test
	void directoryOfAnotherUserIsRefused() throws IOException {
		UserPrincipal nobody = nobody();
		Path directory = Files.createDirectory(this.temporary.resolve("journal"),
				DirectoryPermissions.ofDirectory(this.temporary));
		Files.setOwner(directory, nobody);
		assertThatIllegalStateException()
			.isThrownBy(() -> new DirectoryFailureJournal(directory, 10, JournalFixture.CLOCK))
			.withMessageContaining("'" + directory + "' belongs to user '" + nobody + "'");
		assertThat(directory).isEmptyDirectory();
	}

	@Test
	void directoryThatIsGivenToAnotherUserLaterIsNotTrusted(CapturedOutput output) throws IOException {
		UserPrincipal nobody = nobody();
		Path directory = this.temporary.resolve("journal");
		DirectoryFailureJournal journal = new DirectoryFailureJournal(directory, 10, JournalFixture.CLOCK);
		new JournalFixture(directory).files(".lock").get(0).toFile().delete();
		Files.setOwner(directory, nobody);
		journal.reports();
		assertThat(journal.problem()).contains("belongs to user '" + nobody + "'");
		assertThat(journal.add(failure("a"))).isTrue();
		assertThat(directory).isEmptyDirectory();
		assertThat(output).containsOnlyOnce("ERROR");
	}

	private UserPrincipal nobody() throws IOException {
		UserPrincipal nobody = this.temporary.getFileSystem()
			.getUserPrincipalLookupService()
			.lookupPrincipalByName("nobody");
		assumeTrue("root".equals(System.getProperty("user.name")), "only root can give a directory away");
		return nobody;
	}

	@ParameterizedTest
	@ValueSource(strings = { "rwxrwxrwx", "rwx----w-", "rwxrwx---" })
	void parentThatOthersCanWriteToIsWarnedOf(String permissions, CapturedOutput output) throws IOException {
		Path parent = Files.createDirectory(this.temporary.resolve("parent"));
		Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString(permissions));
		DirectoryFailureJournal journal = new DirectoryFailureJournal(parent.resolve("journal"), 10,
				JournalFixture.CLOCK);
		assertThat(journal.add(failure("a"))).isTrue();
		assertThat(output).containsOnlyOnce("The directory above failure journal directory '"
				+ parent.resolve("journal") + "' can be written to by others (" + permissions + ")");
	}

	@Test
	void parentThatOnlyItsOwnerWritesToIsNotMentioned(CapturedOutput output) throws IOException {
		Path parent = Files.createDirectory(this.temporary.resolve("parent"));
		Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
		new DirectoryFailureJournal(parent.resolve("journal"), 10, JournalFixture.CLOCK);
		assertThat(output).doesNotContain("The directory above");
	}

	@Test
	void parentInWhichOnlyOwnersMayRenameIsNotMentioned(CapturedOutput output) throws IOException {
		Path parent = Files.createDirectory(this.temporary.resolve("parent"));
		Files.setAttribute(parent, "unix:mode", 01777);
		new DirectoryFailureJournal(parent.resolve("journal"), 10, JournalFixture.CLOCK);
		assertThat(output).doesNotContain("The directory above");
	}

}
