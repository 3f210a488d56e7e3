package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Shows other workers on the directory that this one lives: it holds a lock on a file of
 * its own, {@code <worker>.lock}, which the operating system releases however the process
 * ends. A worker without a lock file has ended in order.
 * <p>
 * Workers within one JVM know each other by the first half of their names and never touch
 * each other's lock: closing any handle to a file releases the JVM's locks on it.
 */
final class WorkerLock {

	private static final String JVM_PROPERTY = "io.github.swffailure.journal.jvm";

	private static final Pattern NAME = Pattern.compile("([0-9a-f]{20})\\.lock");

	private static final int JVM_LENGTH = 12;

	private static final int OWNER_LENGTH = 20;

	private final JournalDirectory directory;

	private final JournalHealth health;

	private final String owner = jvm() + random(OWNER_LENGTH - JVM_LENGTH);

	private @Nullable LockFile held;

	WorkerLock(JournalDirectory directory, JournalHealth health) {
		this.directory = directory;
		this.health = health;
	}

	/** Kept where every class loader of the JVM finds it. */
	private static String jvm() {
		return (String) System.getProperties().computeIfAbsent(JVM_PROPERTY, (key) -> random(JVM_LENGTH));
	}

	private static String random(int length) {
		return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()).substring(0, length);
	}

	/** The name of this worker. */
	String owner() {
		return this.owner;
	}

	/**
	 * Makes the directory with its parents and takes the lock.
	 * @return whether the lock is held
	 * @throws IllegalStateException if others can write to the directory
	 */
	boolean open() {
		try {
			DirectoryPermissions.check(this.directory.path());
			this.directory.create(true);
			return hold();
		}
		catch (IOException ex) {
			this.health.begins("created", ex);
			return false;
		}
	}

	/** Takes the lock unless it is held, making the directory but not its parents. */
	synchronized boolean hold() {
		try {
			if (this.held == null) {
				this.directory.create(false);
				DirectoryPermissions.check(this.directory.path());
				this.held = FileOperations.uninterrupted(() -> LockFile.create(this.directory, this.owner));
			}
			return true;
		}
		catch (IOException | IllegalStateException ex) {
			this.health.begins("used", ex);
			return false;
		}
	}

	/** Takes it again if the directory has vanished, unless another thread just did. */
	synchronized boolean holdAgain() {
		if (!this.directory.exists()) {
			release();
		}
		return hold();
	}

	/**
	 * Makes the lock anew if its file has vanished from under this worker, and keeps it
	 * young for whatever deletes old files.
	 */
	synchronized void renew(Instant now) {
		LockFile checked = this.held;
		if (checked == null || !this.directory.exists()) {
			return;
		}
		if (!checked.exists()) {
			release();
			this.health.lockVanished(this.owner);
			hold();
		}
		else {
			this.directory.touch(LockFile.nameOf(this.owner), now);
		}
	}

	/** Ends this worker in order: whoever finds files of it may take them. */
	synchronized void release() {
		try {
			LockFile released = this.held;
			this.held = null;
			if (released != null) {
				released.close();
			}
		}
		catch (IOException ex) {
			this.health.begins("left", ex);
		}
	}

	/**
	 * Takes the place of a worker that has ended.
	 * @return its lock, without a file if it ended in order; {@code null} if it lives or
	 * another takes its place
	 */
	static @Nullable LockFile inherit(JournalDirectory directory, String owner) throws IOException {
		boolean locked = Files.exists(directory.resolve(LockFile.nameOf(owner)));
		if (!locked) {
			return new LockFile(directory, owner, null);
		}
		return owner.startsWith(jvm()) ? null
				: FileOperations.uninterrupted(() -> Optional.ofNullable(LockFile.take(directory, owner))).orElse(null);
	}

	/** Whose lock a file is, if it is one. */
	static @Nullable String ownerOf(String name) {
		Matcher matcher = NAME.matcher(name);
		return matcher.matches() ? matcher.group(1) : null;
	}

	/**
	 * The lock file of a worker.
	 *
	 * @param directory where it is
	 * @param owner the worker
	 * @param channel holds the lock, if there is a file
	 */
	record LockFile(JournalDirectory directory, String owner, @Nullable FileChannel channel) implements AutoCloseable {

		private static String nameOf(String owner) {
			return owner + ".lock";
		}

		/**
		 * Locks beside, then moves into place, so that no other worker sees it unlocked.
		 */
		static LockFile create(JournalDirectory directory, String owner) throws IOException {
			String unfinished = nameOf(owner) + JournalFile.UNFINISHED;
			Path file = directory.resolve(unfinished);
			directory.delete(unfinished);
			FileChannel channel = FileChannel.open(file,
					Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), DirectoryPermissions.ofFile(file));
			try {
				if (!isTaken(channel)) {
					throw new IOException("The lock of a file just created is held by another");
				}
				directory.move(unfinished, nameOf(owner));
				return new LockFile(directory, owner, channel);
			}
			catch (IOException ex) {
				channel.close();
				directory.delete(unfinished);
				throw ex;
			}
		}

		private static @Nullable LockFile take(JournalDirectory directory, String owner) throws IOException {
			FileChannel channel = FileChannel.open(directory.resolve(nameOf(owner)), StandardOpenOption.WRITE);
			boolean taken = false;
			try {
				taken = isTaken(channel);
				return taken ? new LockFile(directory, owner, channel) : null;
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
				// Another worker in this JVM is taking the place
				return false;
			}
		}

		boolean isLocked() {
			return this.channel != null;
		}

		private boolean exists() {
			return Files.exists(this.directory.resolve(nameOf(this.owner)));
		}

		/** Deletes it: whoever finds files of its worker may take them. */
		@Override
		public void close() throws IOException {
			end(true);
		}

		/** Gives the lock back, and deletes the file if nothing is left of its worker. */
		void end(boolean complete) throws IOException {
			try {
				if (complete) {
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

}
