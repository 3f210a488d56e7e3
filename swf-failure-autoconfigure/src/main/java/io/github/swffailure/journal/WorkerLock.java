// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.IOException;
import java.time.Instant;

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
	 * Makes the directory with its parents and takes the lock.
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

	/** Takes the lock unless it is held, making the directory but not its parents. */
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

	/** Takes it again if the directory has vanished, unless another thread just did. */
	synchronized boolean holdAgain() {
		if (!this.directory.exists()) {
			release();
		}
		return hold();
	}

	/**
	 * Makes the lock anew if its file has vanished or was replaced, and keeps it young
	 * for whatever deletes old files.
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

}
