package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

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

}
