// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Shows the others that this worker lives: a row with a lease, which is renewed every
 * sixth of the time that they are to wait and holds for four of them. Two more pass until
 * they believe it, so that an outage of the database buries nobody. Whoever has been
 * buried all the same goes on under another name.
 */
final class WorkerLease {

	private final Duration lease;

	private final TableHealth health;

	private volatile String worker = newName();

	private volatile boolean registered;

	private volatile boolean released;

	private volatile long renewed;

	WorkerLease(Duration lease, TableHealth health) {
		this.lease = lease;
		this.health = health;
	}

	private static String newName() {
		return UUID.randomUUID().toString().replace("-", "");
	}

	/** The name of this worker, as long as nobody has taken it for dead. */
	String worker() {
		return this.worker;
	}

	/** How often it is renewed. */
	Duration round() {
		return this.lease.dividedBy(6);
	}

	private long millis() {
		return this.lease.toMillis() * 2 / 3;
	}

	/** Renews a lease that was not renewed in time. */
	void ensure(JournalTable table) {
		if (!this.registered || System.nanoTime() - this.renewed > 2 * round().toNanos()) {
			renewNow(table);
		}
	}

	/** Renews the lease, until this worker has ended. */
	synchronized void renew(JournalTable table) {
		if (!this.released) {
			renewNow(table);
		}
	}

	private synchronized void renewNow(JournalTable table) {
		WorkerRows rows = table.workers();
		if (!this.registered || !rows.renew(this.worker, millis())) {
			String former = this.worker;
			String name = this.registered ? newName() : former;
			rows.insert(name, description(), Instant.now().toEpochMilli(), millis());
			if (this.registered) {
				this.health.takenForDead(former, rows.inherit(former, name));
			}
			this.worker = name;
			this.registered = true;
		}
		table.commit();
		this.renewed = System.nanoTime();
	}

	private static String description() {
		return "process " + ProcessHandle.current().pid() + " of " + System.getProperty("user.name");
	}

	/**
	 * Ends this worker in order. What is written later all the same is that of another.
	 */
	synchronized boolean release(JournalTable table) {
		this.released = true;
		if (this.registered && table.workers().piles(this.worker).isEmpty()) {
			table.delete(this.worker, this.worker);
		}
		else if (this.registered) {
			table.workers().release(this.worker);
		}
		this.registered = false;
		this.worker = newName();
		return true;
	}

	boolean isReleased() {
		return this.released;
	}

}
