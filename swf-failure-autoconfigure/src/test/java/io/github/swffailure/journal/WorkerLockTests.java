// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class WorkerLockTests {

	@TempDir
	private Path temporary;

	private Path path;

	private JournalDirectory directory;

	private JournalHealth health;

	private WorkerLock lock;

	@BeforeEach
	void create() {
		this.path = this.temporary.resolve("a/b/journal");
		this.directory = new JournalDirectory(this.path, FileOperations.FORCED);
		this.health = new JournalHealth(this.path, () -> 0);
		this.lock = new WorkerLock(this.directory, this.health);
	}

	private Path lockFile() {
		return this.path.resolve(this.lock.owner() + ".lock");
	}

	@Test
	void workerThatBeginsMakesTheDirectoryAndItsParents() {
		assertThat(this.lock.open()).isTrue();
		assertThat(lockFile()).isEmptyFile();
		assertThat(this.path).isDirectoryNotContaining("glob:**.tmp");
	}

	@Test
	void missingParentIsNotMadeLaterSinceItMayBeAMountThatIsGone() throws IOException {
		assertThat(this.lock.hold()).isFalse();
		assertThat(this.path.getParent()).doesNotExist();
		assertThat(this.health.problem()).contains("cannot be used");
		Files.createDirectories(this.path.getParent());
		assertThat(this.lock.hold()).isTrue();
		assertThat(lockFile()).exists();
	}

	@Test
	void directoryThatComesLaterIsNotTrustedIfOthersCanWriteToIt() throws IOException {
		assertThat(this.lock.hold()).isFalse();
		Files.createDirectories(this.path);
		Files.setPosixFilePermissions(this.path, PosixFilePermissions.fromString("rwxrwxrwx"));
		assertThat(this.lock.hold()).isFalse();
		assertThat(this.health.problem()).contains("can be written to by others");
		assertThat(this.path).isEmptyDirectory();
		Files.setPosixFilePermissions(this.path, PosixFilePermissions.fromString("rwx------"));
		assertThat(this.lock.hold()).isTrue();
	}

	@Test
	void workersOfAJvmAreKnownByTheFirstHalfOfTheirNames() {
		String other = new WorkerLock(this.directory, this.health).owner();
		assertThat(other).isNotEqualTo(this.lock.owner())
			.matches("[0-9a-f]{20}")
			.startsWith(this.lock.owner().substring(0, 12));
	}

	@Test
	void directoryThatVanishedIsHeldAnew() throws IOException {
		this.lock.open();
		Files.delete(lockFile());
		Files.delete(this.path);
		assertThat(this.lock.hold()).isTrue();
		assertThat(this.path).doesNotExist();
		assertThat(this.lock.holdAgain()).isTrue();
		assertThat(lockFile()).exists();
	}

	@Test
	void lockThatWasLeftHalfMadeIsReplaced() throws IOException {
		Files.createDirectories(this.path);
		Files.createFile(this.path.resolve(lockFile().getFileName() + ".tmp"));
		assertThat(this.lock.hold()).isTrue();
		assertThat(this.path).isDirectoryNotContaining("glob:**.tmp");
	}

	@Test
	void releasedOwnershipLeavesNothing() {
		this.lock.release();
		this.lock.open();
		this.lock.release();
		this.lock.release();
		assertThat(this.path).isEmptyDirectory();
		assertThat(this.health.problem()).isNull();
		assertThat(this.lock.hold()).isTrue();
	}

	@Test
	void livingWorkerIsNotInherited() throws IOException {
		this.lock.open();
		assertThat(LockFile.inherit(this.directory, this.lock.owner())).isNull();
		this.lock.release();
		try (LockFile inherited = LockFile.inherit(this.directory, this.lock.owner())) {
			assertThat(inherited).isNotNull();
		}
	}

	@Test
	void lookOfAnotherWorkerInThisJvmLeavesTheLockToItsOwner() throws Exception {
		this.lock.open();
		assertThat(Probe.locks(lockFile())).isFalse();
		assertThat(LockFile.inherit(this.directory, this.lock.owner())).isNull();
		assertThat(Probe.locks(lockFile())).isFalse();
		assertThat(Probe.locks(Files.createFile(this.path.resolve("free")))).isTrue();
	}

	@Test
	void renewedLockIsStillHeldForOtherProcesses() throws Exception {
		this.lock.open();
		this.lock.renew(Instant.EPOCH);
		assertThat(Files.getLastModifiedTime(lockFile())).isEqualTo(FileTime.from(Instant.EPOCH));
		assertThat(Probe.locks(lockFile())).isFalse();
		Files.delete(lockFile());
		this.lock.renew(Instant.EPOCH);
		assertThat(Probe.locks(lockFile())).isFalse();
	}

	@Test
	void deadWorkerIsInheritedOnceAndItsLockDeleted() throws IOException {
		this.lock.open();
		Path left = Files.createFile(this.path.resolve(JournalFixture.DEAD + ".lock"));
		try (LockFile inherited = LockFile.inherit(this.directory, JournalFixture.DEAD)) {
			assertThat(inherited).isNotNull();
			assertThat(LockFile.inherit(this.directory, JournalFixture.DEAD)).isNull();
		}
		assertThat(left).doesNotExist();
	}

	@ParameterizedTest
	@ValueSource(strings = { "1234567890ab12345678.lock.tmp", "1234567890AB12345678.lock", "1234567890ab1234567.lock",
			"1234567890ab12345678", "notes.lock", "" })
	void otherNamesAreNoLocks(String name) {
		assertThat(LockFile.ownerOf(name)).isNull();
	}

	@Test
	void nameOfALockNamesItsOwner() {
		assertThat(LockFile.ownerOf(JournalFixture.DEAD + ".lock")).isEqualTo(JournalFixture.DEAD);
	}

	/** Another process that tries to take a lock. */
	static final class Probe {

		private static final int FREE = 10;

		private static final int HELD = 11;

		public static void main(String[] args) throws IOException {
			try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
				System.exit((channel.tryLock() != null) ? FREE : HELD);
			}
		}

		static boolean locks(Path file) throws Exception {
			Path classes = Path.of(Probe.class.getProtectionDomain().getCodeSource().getLocation().toURI());
			Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
					"-Xshare:auto", "-cp", classes.toString(), Probe.class.getName(), file.toString())
				.inheritIO()
				.start();
			int exit = process.waitFor();
			assertThat(exit).isIn(FREE, HELD);
			return exit == FREE;
		}

	}

}
