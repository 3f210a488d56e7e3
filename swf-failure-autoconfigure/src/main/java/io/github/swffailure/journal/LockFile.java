// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The lock file of a worker, {@code <worker>.lock}. There is no file if the worker has
 * shut down normally.
 *
 * @param directory where it is
 * @param owner the worker
 * @param channel holds the lock, if there is a file
 * @param key identifies the file, if the file system supports that
 */
record LockFile(JournalDirectory directory, String owner, @Nullable FileChannel channel,
		@Nullable Object key) implements AutoCloseable {

	private static final String JVM_PROPERTY = "io.github.swffailure.journal.jvm";

	private static final Pattern NAME = Pattern.compile("([0-9a-f]{20})\\.lock");

	private static final int JVM_LENGTH = 12;

	private static final int OWNER_LENGTH = 20;

	/** A name for a new worker in this JVM. */
	static String newOwner() {
		return jvm() + random(OWNER_LENGTH - JVM_LENGTH);
	}

	/** In a system property, where every class loader of the JVM finds it. */
	private static String jvm() {
		return (String) System.getProperties().computeIfAbsent(JVM_PROPERTY, (key) -> random(JVM_LENGTH));
	}

	private static String random(int length) {
		return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()).substring(0, length);
	}

	/** The worker whose lock file this is; {@code null} if it is not a lock file. */
	static @Nullable String ownerOf(String name) {
		Matcher matcher = NAME.matcher(name);
		return matcher.matches() ? matcher.group(1) : null;
	}

	static String nameOf(String owner) {
		return owner + ".lock";
	}

	/** Locks a temporary file and renames it: no other worker sees it unlocked. */
	static LockFile create(JournalDirectory directory, String owner) throws IOException {
		String unfinished = nameOf(owner) + JournalFile.UNFINISHED;
		Path file = directory.resolve(unfinished);
		directory.delete(unfinished);
		FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
				DirectoryPermissions.ofFile(file));
		try {
			if (!isTaken(channel)) {
				throw new IOException("The lock of a file that was just created is held by another process");
			}
			DirectoryPermissions.checkOwner(directory.path(), file);
			directory.move(unfinished, nameOf(owner));
			return new LockFile(directory, owner, channel, keyOf(directory.resolve(nameOf(owner))));
		}
		catch (IOException | IllegalStateException ex) {
			channel.close();
			directory.delete(unfinished);
			throw ex;
		}
	}

	/**
	 * Takes the lock of a worker that has ended.
	 * @return the lock, without a file if the worker has shut down normally; {@code null}
	 * if the worker is alive or another worker holds its lock
	 */
	static @Nullable LockFile inherit(JournalDirectory directory, String owner) throws IOException {
		if (!Files.isRegularFile(directory.resolve(nameOf(owner)), LinkOption.NOFOLLOW_LINKS)) {
			return new LockFile(directory, owner, null, null);
		}
		return owner.startsWith(jvm()) ? null
				: FileOperations.uninterrupted(() -> Optional.ofNullable(take(directory, owner))).orElse(null);
	}

	private static @Nullable LockFile take(JournalDirectory directory, String owner) throws IOException {
		FileChannel channel;
		try {
			channel = FileChannel.open(directory.resolve(nameOf(owner)), StandardOpenOption.WRITE);
		}
		catch (NoSuchFileException ex) {
			return null;
		}
		boolean taken = false;
		try {
			taken = isTaken(channel);
			return taken ? new LockFile(directory, owner, channel, null) : null;
		}
		finally {
			if (!taken) {
				channel.close();
			}
		}
	}

	private static boolean isTaken(FileChannel channel) throws IOException {
		try {
			return channel.tryLock() != null;
		}
		catch (OverlappingFileLockException ex) {
			// Another worker in this JVM holds it
			return false;
		}
	}

	boolean isLocked() {
		return this.channel != null;
	}

	/** Whether the locked file is still the one that other workers see. */
	boolean isInPlace() {
		try {
			return Objects.equals(this.key, keyOf(this.directory.resolve(nameOf(this.owner))));
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static @Nullable Object keyOf(Path file) throws IOException {
		return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
	}

	/** Deletes the file, so that other workers may take over those of this worker. */
	@Override
	public void close() throws IOException {
		end(true);
	}

	/**
	 * Releases the lock, and deletes the file if no other files of its worker are left.
	 */
	void end(boolean complete) throws IOException {
		try {
			if (complete && isLocked()) {
				this.directory.delete(nameOf(this.owner));
			}
		}
		finally {
			if (this.channel != null) {
				this.channel.close();
			}
		}
	}

}
