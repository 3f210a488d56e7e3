package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OwnershipTests {

	@TempDir
	private Path temporary;

	private Path path;

	private JournalDirectory directory;

	private JournalTrouble trouble;

	private Ownership ownership;

	@BeforeEach
	void create() {
		this.path = this.temporary.resolve("a/b/journal");
		this.directory = new JournalDirectory(this.path, true);
		this.trouble = new JournalTrouble(this.path, () -> 0);
		this.ownership = new Ownership(this.directory, this.trouble);
	}

	private Path lock() {
		return this.path.resolve(this.ownership.owner() + ".lock");
	}

	@Test
	void workerThatBeginsMakesTheDirectoryAndItsParents() {
		assertThat(this.ownership.open()).isTrue();
		assertThat(lock()).isEmptyFile();
		assertThat(this.path).isDirectoryNotContaining("glob:**.tmp");
	}

	@Test
	void missingParentIsNotMadeLaterSinceItMayBeAMountThatIsGone() throws IOException {
		assertThat(this.ownership.hold()).isFalse();
		assertThat(this.path.getParent()).doesNotExist();
		assertThat(this.trouble.problem()).contains("cannot be used");
		Files.createDirectories(this.path.getParent());
		assertThat(this.ownership.hold()).isTrue();
		assertThat(lock()).exists();
	}

	@Test
	void directoryThatComesLaterIsNotTrustedIfOthersCanWriteToIt() throws IOException {
		assertThat(this.ownership.hold()).isFalse();
		Files.createDirectories(this.path);
		Files.setPosixFilePermissions(this.path, PosixFilePermissions.fromString("rwxrwxrwx"));
		assertThat(this.ownership.hold()).isFalse();
		assertThat(this.trouble.problem()).contains("can be written to by others");
		assertThat(this.path).isEmptyDirectory();
		Files.setPosixFilePermissions(this.path, PosixFilePermissions.fromString("rwx------"));
		assertThat(this.ownership.hold()).isTrue();
	}

	@Test
	void workersOfAJvmAreKnownByTheFirstHalfOfTheirNames() {
		String other = new Ownership(this.directory, this.trouble).owner();
		assertThat(other).isNotEqualTo(this.ownership.owner())
			.matches("[0-9a-f]{20}")
			.startsWith(this.ownership.owner().substring(0, 12));
	}

	@Test
	void directoryThatVanishedIsHeldAnew() throws IOException {
		this.ownership.open();
		Files.delete(lock());
		Files.delete(this.path);
		assertThat(this.ownership.hold()).isTrue();
		assertThat(this.path).doesNotExist();
		assertThat(this.ownership.holdAgain()).isTrue();
		assertThat(lock()).exists();
	}

	@Test
	void lockThatWasLeftHalfMadeIsReplaced() throws IOException {
		Files.createDirectories(this.path);
		Files.createFile(this.path.resolve(lock().getFileName() + ".tmp"));
		assertThat(this.ownership.hold()).isTrue();
		assertThat(this.path).isDirectoryNotContaining("glob:**.tmp");
	}

	@Test
	void releasedOwnershipLeavesNothing() {
		this.ownership.release();
		this.ownership.open();
		this.ownership.release();
		this.ownership.release();
		assertThat(this.path).isEmptyDirectory();
		assertThat(this.trouble.problem()).isNull();
		assertThat(this.ownership.hold()).isTrue();
	}

	@Test
	void livingWorkerIsNotInherited() throws IOException {
		this.ownership.open();
		assertThat(WorkerLock.inherit(this.directory, this.ownership.owner())).isNull();
		this.ownership.release();
		try (WorkerLock inherited = WorkerLock.inherit(this.directory, this.ownership.owner())) {
			assertThat(inherited).isNotNull();
		}
	}

	@Test
	void deadWorkerIsInheritedOnceAndItsLockDeleted() throws IOException {
		this.ownership.open();
		Path left = Files.createFile(this.path.resolve(JournalFixture.DEAD + ".lock"));
		try (WorkerLock inherited = WorkerLock.inherit(this.directory, JournalFixture.DEAD)) {
			assertThat(inherited).isNotNull();
			assertThat(WorkerLock.inherit(this.directory, JournalFixture.DEAD)).isNull();
		}
		assertThat(left).doesNotExist();
	}

	@ParameterizedTest
	@ValueSource(strings = { "1234567890ab12345678.lock.tmp", "1234567890AB12345678.lock", "1234567890ab1234567.lock",
			"1234567890ab12345678", "notes.lock", "" })
	void otherNamesAreNoLocks(String name) {
		assertThat(WorkerLock.ownerOf(name)).isNull();
	}

	@Test
	void nameOfALockTellsItsOwner() {
		assertThat(WorkerLock.ownerOf(JournalFixture.DEAD + ".lock")).isEqualTo(JournalFixture.DEAD);
	}

}
