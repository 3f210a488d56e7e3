package io.github.swffailure.journal;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * Tells other workers on the directory that this one lives.
 */
final class Ownership {

	private final JournalDirectory directory;

	private final JournalTrouble trouble;

	private final String owner = WorkerLock.newOwner();

	private @Nullable WorkerLock lock;

	Ownership(JournalDirectory directory, JournalTrouble trouble) {
		this.directory = directory;
		this.trouble = trouble;
	}

	String owner() {
		return this.owner;
	}

	/**
	 * Begins, or makes sure that it has begun.
	 * @throws IllegalStateException if others can write to the directory
	 */
	boolean open() {
		try {
			OwnerOnly.check(this.directory.path());
			this.directory.create(true);
			return hold();
		}
		catch (IOException ex) {
			this.trouble.begins("created", ex);
			return false;
		}
	}

	synchronized boolean hold() {
		try {
			if (this.lock == null) {
				this.directory.create(false);
				OwnerOnly.check(this.directory.path());
				this.lock = WorkerLock.hold(this.directory, this.owner);
			}
			return true;
		}
		catch (IOException | RuntimeException ex) {
			this.trouble.begins("used", ex);
			return false;
		}
	}

	/** Begins again if the directory has vanished, unless another thread just did. */
	synchronized boolean holdAgain() {
		if (!this.directory.exists()) {
			release();
		}
		return hold();
	}

	/** Ends it: whoever finds files of this worker may take them. */
	synchronized void release() {
		try {
			WorkerLock held = this.lock;
			this.lock = null;
			if (held != null) {
				held.close();
			}
		}
		catch (IOException ex) {
			this.trouble.begins("left", ex);
		}
	}

}
