// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Shows other workers that this one is alive, by a row with a lease. The lease is renewed
 * every sixth of the configured time and lasts for four sixths. Others act only after up
 * to two more sixths, in which the worker can still renew it, so that an outage of the
 * database declares nobody dead. A worker that was declared dead continues under a new
 * name.
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

	/** The current name of this worker. */
	String worker() {
		return this.worker;
	}

	/** The time between two renewals. */
	Duration round() {
		return this.lease.dividedBy(6);
	}

	private long millis() {
		return this.lease.toMillis() * 2 / 3;
	}

	/** Renews the lease if that is overdue. */
	void ensure(JournalTable table) {
		if (!this.registered || System.nanoTime() - this.renewed > 2 * round().toNanos()) {
			renewNow(table);
		}
	}

	/** Renews the lease, unless this worker has ended. */
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
	 * Ends this worker. Rows that are written later belong to a new name.
	 */
	synchronized boolean release(JournalTable table) {
		this.released = true;
		if (this.registered && table.workers().groups(this.worker).isEmpty()) {
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
