// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Shows other workers on the directory that this one is alive: it holds a lock on its own
 * file, {@code <worker>.lock}, which the operating system releases however the process
 * ends. A worker without a lock file has shut down normally.
 * <p>
 * Workers within one JVM recognize each other by the first half of their names and never
 * open each other's lock file: closing any handle to a file releases the JVM's locks on
 * it.
 */
final class WorkerLock {

	private final JournalDirectory directory;

	private final JournalHealth health;

	private final String owner = LockFile.newOwner();

	private @Nullable LockFile held;

	WorkerLock(JournalDirectory directory, JournalHealth health) {
		this.directory = directory;
		this.health = health;
	}

	/** The name of this worker. */
	String owner() {
		return this.owner;
	}

	/**
	 * Creates the directory with its parents and takes the lock.
	 * @return whether the lock is held
	 * @throws IllegalStateException if others can write to the directory or own it
	 */
	synchronized boolean open() {
		String what = "created";
		try {
			DirectoryPermissions.check(this.directory.path());
			this.directory.create(true);
			what = "used";
			take();
			this.health.warnOf(DirectoryPermissions.openParent(this.directory.path()),
					VolumeLocks.problem(this.directory.path(), VolumeLocks.MOUNTS));
			return true;
		}
		catch (IOException ex) {
			this.health.begins(what, ex);
			return false;
		}
	}

	private void take() throws IOException {
		if (this.held == null) {
			this.directory.create(false);
			DirectoryPermissions.check(this.directory.path());
			this.held = FileOperations.uninterrupted(() -> LockFile.create(this.directory, this.owner));
		}
	}

	/** Takes the lock unless it is held; creates the directory, but not its parents. */
	synchronized boolean hold() {
		try {
			take();
			return true;
		}
		catch (IOException | IllegalStateException ex) {
			this.health.begins("used", ex);
			return false;
		}
	}

	/** Takes the lock again if the directory has vanished. */
	synchronized boolean holdAgain() {
		if (!this.directory.exists()) {
			release();
		}
		return hold();
	}

	/**
	 * Creates the lock file again if it has vanished or was replaced, and updates its
	 * modification time, for programs that delete old files.
	 */
	synchronized void renew(Instant now) {
		LockFile checked = this.held;
		if (checked == null || !this.directory.exists()) {
			return;
		}
		if (!checked.isInPlace()) {
			release();
			this.health.lockVanished(this.owner);
			hold();
		}
		else {
			this.directory.touch(LockFile.nameOf(this.owner), now);
		}
	}

	/** Ends this worker: others may take over its files. */
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
	 * Reads from the mounts of a Linux host whether file locks on a volume are visible to
	 * the other hosts that mount it. A volume is assumed to support locks unless its
	 * mount says otherwise.
	 */
	static final class VolumeLocks {

		static final Path MOUNTS = Path.of("/proc/self/mountinfo");

		private static final Set<String> LOCAL_LOCKS = Set.of("nolock", "local_lock=all", "local_lock=posix", "nobrl");

		private static final Set<String> WITHOUT_LOCKS = Set.of("fuse.s3fs", "fuse.mountpoint-s3", "fuse.goofys",
				"fuse.gcsfuse", "fuse.rclone", "fuse.blobfuse2");

		/**
		 * Checks the volume of a directory.
		 * @param directory an existing directory
		 * @param mounts the mounts as Linux lists them
		 * @return why other hosts do not see locks, or {@code null} if nothing says so
		 */
		static @Nullable String problem(Path directory, Path mounts) {
			try {
				String path = directory.toRealPath().toString();
				Mount best = null;
				for (String line : Files.readAllLines(mounts)) {
					Mount mount = Mount.parse(line);
					if (mount != null && mount.holds(path) && (best == null || mount.isWithin(best))) {
						best = mount;
					}
				}
				return (best != null) ? best.problem() : null;
			}
			catch (IOException ex) {
				return null;
			}
		}

		/**
		 * A line of the list.
		 *
		 * @param point where it is mounted
		 * @param type the type of the file system
		 * @param options how it is mounted
		 */
		private record Mount(String point, String type, List<String> options) {

			private static @Nullable Mount parse(String line) {
				String[] halves = line.split(" - ");
				String[] before = halves[0].split(" ");
				String[] after = halves[halves.length - 1].split(" ");
				return (halves.length == 2 && before.length > 4 && after.length > 2)
						? new Mount(before[4].replace("\\040", " "), after[0], Arrays.asList(after[2].split(",")))
						: null;
			}

			private boolean holds(String path) {
				return path.equals(this.point)
						|| path.startsWith(this.point.endsWith("/") ? this.point : this.point + "/");
			}

			/** A later mount on the same point hides the earlier one. */
			private boolean isWithin(Mount other) {
				return this.point.length() >= other.point.length();
			}

			private @Nullable String problem() {
				if (WITHOUT_LOCKS.contains(this.type)) {
					return "a volume of type " + this.type;
				}
				return this.options.stream()
					.filter(LOCAL_LOCKS::contains)
					.findFirst()
					.map((option) -> "a volume of type " + this.type + " mounted with '" + option + "'")
					.orElse(null);
			}

		}

	}

}
