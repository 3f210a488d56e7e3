// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntSupplier;

import io.github.swffailure.journal.ReportAddress;
import org.jspecify.annotations.Nullable;

/**
 * Takes over the rows of workers whose leases have expired, by the clock of the database,
 * and were still expired a round later, in which the worker could have renewed its lease.
 * Tasks that were running become crash reports. Reports that belong elsewhere are left
 * alone.
 */
final class DeadWorkers {

	private static final int BATCH = 100;

	private static final int MOST_READ_AGAIN = 1_000;

	private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);

	/**
	 * The owner of a worker without rows, until it can no longer write late.
	 */
	private static final String FORGOTTEN = "(forgotten)";

	private static final Duration UNTIL_FORGOTTEN = Duration.ofMinutes(10);

	private final KeptRows rows;

	private final WorkerLease lease;

	private final RowWriter writer;

	private final ReportAddress.Source address;

	private final TableHealth health;

	private final Clock clock;

	private final IntSupplier room;

	private final Map<String, Suspect> suspects = new HashMap<>();

	private final Set<ReportAddress> logged = new HashSet<>();

	private volatile Map<String, Integer> leftAlone = Map.of();

	private long looked;

	private boolean hasReadAgain;

	private volatile @Nullable ReportAddress own;

	private volatile boolean needsAddress;

	private volatile boolean asked;

	DeadWorkers(KeptRows rows, TableHealth health, ReportAddress.Source address, Clock clock, IntSupplier room) {
		this.rows = rows;
		this.writer = rows.writer();
		this.lease = rows.lease();
		this.health = health;
		this.address = address;
		this.clock = clock;
		this.room = room;
		this.looked = System.nanoTime() - this.lease.round().toNanos();
	}

	/** The number of reports that are left alone, by address. */
	Map<String, Integer> leftAlone() {
		return this.leftAlone;
	}

	synchronized boolean isDue() {
		return System.nanoTime() - this.looked >= this.lease.round().toNanos();
	}

	/**
	 * Finds out where this worker sends reports, if {@link #look} has needed that. This
	 * may take as long as creating the client, so no database call waits for it.
	 * @return whether to look again
	 */
	boolean learnAddress() {
		boolean first = this.needsAddress && !this.asked;
		if (this.needsAddress) {
			this.own = this.address.find(true);
			this.asked = true;
		}
		return first;
	}

	/** Looks for dead workers, for at most a second, and counts the own rows. */
	synchronized boolean look(JournalTable table) {
		this.looked = System.nanoTime();
		if (this.lease.isReleased()) {
			return true;
		}
		this.lease.ensure(table);
		if (!this.hasReadAgain) {
			readAgain(table);
			this.hasReadAgain = this.asked || !this.needsAddress;
		}
		List<WorkerRows.Dead> dead = table.workers().dead();
		this.suspects.keySet().retainAll(dead.stream().map(WorkerRows.Dead::id).toList());
		Map<String, Integer> elsewhere = new TreeMap<>();
		for (WorkerRows.Dead worker : dead.stream().filter(this::isCertain).toList()) {
			List<WorkerRows.Group> groups = table.workers().groups(worker.id());
			if (groups.isEmpty()) {
				removeEmpty(table, worker);
			}
			else {
				takeOver(table, worker, sort(groups, elsewhere));
			}
		}
		this.leftAlone = Map.copyOf(elsewhere);
		return this.rows.count(table);
	}

	private boolean isCertain(WorkerRows.Dead worker) {
		if (worker.id().equals(this.lease.worker())) {
			return false;
		}
		long now = System.nanoTime();
		Suspect suspect = this.suspects.get(worker.id());
		if (suspect == null || suspect.leaseUntil() != worker.leaseUntil()) {
			this.suspects.put(worker.id(), new Suspect(worker.leaseUntil(), now));
			return worker.isReleased();
		}
		return worker.isReleased() || now - suspect.since() >= this.lease.round().toNanos() * 9 / 10;
	}

	private List<WorkerRows.Group> sort(List<WorkerRows.Group> groups, Map<String, Integer> elsewhere) {
		List<WorkerRows.Group> ours = new ArrayList<>();
		for (WorkerRows.Group group : groups) {
			ReportAddress theirs = group.address();
			if (theirs == null || isOurs(theirs)) {
				ours.add(group);
			}
			else if (this.asked) {
				elsewhere.merge(theirs.toString(), group.reports(), Integer::sum);
				if (this.logged.add(theirs)) {
					this.health.belongsElsewhere(theirs, this.own);
				}
			}
		}
		return ours;
	}

	private boolean isOurs(@Nullable ReportAddress theirs) {
		this.needsAddress = this.needsAddress || theirs != null;
		return theirs == null || (this.own != null && this.own.isSameAs(theirs));
	}

	/** Keeps the row for some time, because the worker may be alive and still writing. */
	private void removeEmpty(JournalTable table, WorkerRows.Dead worker) {
		if (worker.owner().equals(FORGOTTEN)) {
			table.workers().forget(worker);
		}
		else {
			table.workers().claim(worker, FORGOTTEN, UNTIL_FORGOTTEN.toMillis());
		}
		table.commit();
	}

	private void takeOver(JournalTable table, WorkerRows.Dead worker, List<WorkerRows.Group> groups) {
		int room = this.room.getAsInt();
		if (groups.isEmpty() || room <= 0
				|| !table.workers().claim(worker, this.lease.worker(), this.lease.round().toMillis())) {
			return;
		}
		table.commit();
		int taken = 0;
		boolean held = true;
		for (WorkerRows.Group group : groups) {
			int batch = 1;
			while (held && batch > 0 && taken < room && System.nanoTime() - this.looked < LONGEST_LOOK.toNanos()) {
				batch = take(table, worker, table.workers().next(worker, group, Math.min(BATCH, room - taken)));
				taken += batch;
				held = table.workers().hold(worker, this.lease.worker(), this.lease.round().toMillis());
				table.commit();
				this.rows.count().taken(batch);
			}
		}
		table.workers().hold(worker, this.lease.worker(), -1);
		table.commit();
		this.health.tookOver(worker.id(), taken);
	}

	private int take(JournalTable table, WorkerRows.Dead worker, List<ReportRow> rows) {
		List<String> ended = rows.stream().filter((row) -> !row.isRunning()).map(ReportRow::id).toList();
		int taken = table.workers().take(worker, ended, this.lease.worker());
		for (ReportRow row : rows) {
			taken += (row.isRunning() && convert(table, worker, row)) ? 1 : 0;
		}
		return taken;
	}

	/** The age of a crash report counts from now. */
	private boolean convert(JournalTable table, WorkerRows.Dead worker, ReportRow row) {
		try {
			return RowWriter.write(table, this.writer.rowOfCrash(row, this.clock.instant()),
					(crash) -> table.replaceRunning(crash, this.lease.worker(), worker.id()));
		}
		catch (IOException ex) {
			if (table.setAside(row.id(), worker.id())) {
				this.health.setAside(row, ex);
			}
			return false;
		}
	}

	/** Retries rows that could not be read, for example because the key was missing. */
	private void readAgain(JournalTable table) {
		int taken = 0;
		int most = Math.max(1, Math.min(MOST_READ_AGAIN, this.room.getAsInt()));
		for (ReportRow row : table.page(JournalTable.UNREADABLE, null, true, most)) {
			try {
				if (isOurs(this.writer.read(row).address())
						&& table.move(row.id(), JournalTable.UNREADABLE, this.lease.worker())) {
					taken++;
				}
			}
			catch (IOException ex) {
				// The next start tries again
			}
		}
		if (taken > 0) {
			this.health.readAgain(taken);
		}
	}

	/** A worker whose lease was found expired. */
	private record Suspect(long leaseUntil, long since) {

	}

}
