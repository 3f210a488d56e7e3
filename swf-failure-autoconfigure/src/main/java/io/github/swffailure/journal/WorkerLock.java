package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Tells whether the worker that owns a file lives. Each worker holds a lock on a file of
 * its own, {@code <worker>.lock}, which the operating system releases however the process
 * ends. A worker without a lock file has ended in order.
 * <p>
 * Workers within one JVM know each other by the first half of their names and never touch
 * each other's lock: closing any handle to a file releases the JVM's locks on it.
 */
final class WorkerLock implements AutoCloseable {

	private static final String JVM_PROPERTY = "io.github.swffailure.journal.jvm";

	private static final Pattern NAME = Pattern.compile("([0-9a-f]{20})\\.lock");

	private static final int JVM_LENGTH = 12;

	private static final int OWNER_LENGTH = 20;

	private final JournalDirectory directory;

	private final String owner;

	private final @Nullable FileChannel channel;

	private WorkerLock(JournalDirectory directory, String owner, @Nullable FileChannel channel) {
		this.directory = directory;
		this.owner = owner;
		this.channel = channel;
	}

	static String newOwner() {
		return jvm() + random(OWNER_LENGTH - JVM_LENGTH);
	}

	/** Kept where every class loader of the JVM finds it. */
	private static String jvm() {
		return (String) System.getProperties().computeIfAbsent(JVM_PROPERTY, (key) -> random(JVM_LENGTH));
	}

	private static String random(int length) {
		return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()).substring(0, length);
	}

	/** Locks beside, then moves into place, so that no other worker sees it unlocked. */
	static WorkerLock hold(JournalDirectory directory, String owner) throws IOException {
		Path unfinished = directory.path().resolve(nameOf(owner) + ".tmp");
		directory.delete(nameOf(owner) + ".tmp");
		FileChannel channel = FileChannel.open(unfinished,
				Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.file(directory.path()));
		try {
			if (channel.tryLock() == null) {
				throw new IOException("The lock of a file just created is held by another");
			}
			directory.move(nameOf(owner) + ".tmp", nameOf(owner));
			return new WorkerLock(directory, owner, channel);
		}
		catch (IOException | RuntimeException ex) {
			channel.close();
			directory.delete(nameOf(owner) + ".tmp");
			throw ex;
		}
	}

	/**
	 * Takes the place of a worker that has ended.
	 * @return its lock, without a file if it ended in order; {@code null} if it lives or
	 * another takes its place
	 */
	static @Nullable WorkerLock inherit(JournalDirectory directory, String owner) throws IOException {
		Path file = directory.path().resolve(nameOf(owner));
		if (owner.startsWith(jvm()) || Files.notExists(file)) {
			return Files.exists(file) ? null : new WorkerLock(directory, owner, null);
		}
		FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
		if (isFree(channel)) {
			return new WorkerLock(directory, owner, channel);
		}
		channel.close();
		return null;
	}

	private static boolean isFree(FileChannel channel) throws IOException {
		try {
			return channel.tryLock() != null;
		}
		catch (OverlappingFileLockException ex) {
			// Another worker in this JVM is taking the place
			return false;
		}
	}

	/** Whose lock a file is, if it is one. */
	static @Nullable String ownerOf(String name) {
		Matcher matcher = NAME.matcher(name);
		return matcher.matches() ? matcher.group(1) : null;
	}

	private static String nameOf(String owner) {
		return owner + ".lock";
	}

	/** Ends the worker in order: whoever finds files of it may take them. */
	@Override
	public void close() throws IOException {
		try {
			this.directory.delete(nameOf(this.owner));
		}
		finally {
			if (this.channel != null) {
				this.channel.close();
			}
		}
	}

}
