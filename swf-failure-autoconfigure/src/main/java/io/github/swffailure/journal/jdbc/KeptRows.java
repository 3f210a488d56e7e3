// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.github.swffailure.TaskReport;
import io.github.swffailure.journal.jdbc.DatabaseCalls.UnreachableException;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataIntegrityViolationException;

/**
 * The rows of this worker: reports and running tasks. A row that cannot be deleted now is
 * hidden, and deleted later.
 */
final class KeptRows {

	private final DatabaseCalls calls;

	private final RowWriter writer;

	private final WorkerLease lease;

	private final KeptCount count;

	private final RunningTasks running;

	private final Set<String> deleting = ConcurrentHashMap.newKeySet();

	KeptRows(DatabaseCalls calls, RowWriter writer) {
		this.calls = calls;
		this.writer = writer;
		this.lease = writer.lease();
		this.count = writer.count();
		this.running = new RunningTasks(calls, writer);
	}

	/**
	 * Writes a report for a handler.
	 * @param room whether there is room for another report; if not, it can only replace
	 * one
	 * @return whether it is kept
	 */
	boolean keep(TaskReport report, boolean room) throws UnreachableException, IOException {
		ReportRow row = this.writer.row(report, ReportRow.kindOf(report));
		this.deleting.remove(row.id());
		if (this.calls.isUnfinished(row.id())) {
			throw new UnreachableException(null);
		}
		if (!room) {
			return this.calls.call(row.id(), (table) -> table.replaceKept(row, this.lease.worker()));
		}
		this.calls.call(row.id(), (table) -> this.writer.put(table, row, this.running.has(row.id())));
		this.running.forget(row.id());
		return true;
	}

	/**
	 * Writes a report that could not be written before.
	 * @return whether it was written
	 */
	boolean keepLate(TaskReport report, boolean mayHaveArrived) throws IOException {
		ReportRow row = this.writer.row(report, ReportRow.kindOf(report));
		if (this.calls.isUnfinished(row.id())) {
			return false;
		}
		try {
			this.calls.transactions()
				.run((table) -> this.writer.put(table, row, this.running.has(row.id()))
						&& (mayHaveArrived || table.mark(row.id(), this.lease.worker(), false)));
			this.running.forget(row.id());
			return true;
		}
		catch (DataIntegrityViolationException ex) {
			return false;
		}
	}

	/** Whether a task whose report is in memory may have a row. */
	boolean mayHave(String id) {
		return this.calls.isUnfinished(id) || this.writer.mayHaveWritten(id) || this.running.has(id);
	}

	void delete(TaskReport report) {
		String id = ReportRow.idOf(report.task());
		boolean deleted = false;
		this.count.leaving();
		try {
			deleted = this.calls.call(id, (table) -> {
				boolean kept = table.deleteKept(id);
				if (!kept) {
					table.deleteRunning(id, this.lease.worker());
				}
				return kept;
			});
			this.running.forget(id);
		}
		catch (UnreachableException ex) {
			deleteLater(id);
		}
		finally {
			this.count.left(deleted, report.time());
		}
	}

	void deleteLater(String id) {
		this.deleting.add(id);
	}

	void deleteAgain(JournalTable table) {
		List<String> due = this.deleting.stream().filter((id) -> !this.calls.isUnfinished(id)).toList();
		due.forEach((id) -> table.delete(id, this.lease.worker()));
		table.commit();
		due.forEach((id) -> {
			this.deleting.remove(id);
			this.running.forget(id);
		});
	}

	/** Whether the report is kept here, and the lease lasts for a margin. */
	boolean contains(TaskReport report, long marginMillis) {
		String id = ReportRow.idOf(report.task());
		return isShown(report)
				&& this.calls.ask(id, false, (table) -> table.keeps(id, this.lease.worker(), marginMillis));
	}

	void mark(TaskReport report, boolean mayHaveArrived) {
		String id = ReportRow.idOf(report.task());
		this.calls.ask(id, false, (table) -> table.mark(id, this.lease.worker(), mayHaveArrived));
	}

	boolean mayHaveArrived(TaskReport report) {
		String id = ReportRow.idOf(report.task());
		return this.calls.ask(id, true, (table) -> table.mayHaveArrived(id, this.lease.worker()));
	}

	/**
	 * Sets a report aside as expired.
	 * @param most maximum number of expired reports
	 * @return whether there was room, or {@code null} if the database did not answer
	 */
	@Nullable Boolean expire(TaskReport report, int most) {
		String id = ReportRow.idOf(report.task());
		boolean moved = false;
		this.count.leaving();
		try {
			moved = this.calls.call(id, (table) -> table.count(JournalTable.EXPIRED) < most
					&& table.move(id, this.lease.worker(), JournalTable.EXPIRED));
			return moved;
		}
		catch (UnreachableException ex) {
			return null;
		}
		finally {
			this.count.left(moved, report.time());
		}
	}

	@SuppressWarnings("NullAway") // the result is null if there is no row
	boolean requeue(TaskReport report, Instant now) {
		String id = ReportRow.idOf(report.task());
		try {
			ReportRow expired = this.calls.call(id, (table) -> table.find(id, JournalTable.EXPIRED));
			if (expired == null) {
				return false;
			}
			ReportRow again = this.writer.row(this.writer.read(expired).report().at(now), expired.kind());
			boolean kept = this.calls.call(id,
					(table) -> RowWriter.write(table, again, (row) -> table.replaceExpired(row, this.lease.worker())));
			if (kept) {
				this.count.added(now);
			}
			return kept;
		}
		catch (UnreachableException | IOException ex) {
			return false;
		}
	}

	/** The reports of an owner, without those that are to be deleted. */
	Stream<TaskReport> read(String owner, boolean oldestFirst) {
		return this.calls.rows(owner, oldestFirst).<TaskReport>mapMulti((row, reports) -> {
			try {
				reports.accept(this.writer.read(row).report());
			}
			catch (IOException ex) {
				setAside(row, owner, ex);
			}
		}).filter(this::isShown);
	}

	private boolean isShown(TaskReport report) {
		return this.deleting.isEmpty() || !this.deleting.contains(ReportRow.idOf(report.task()));
	}

	/** If this fails, it is repeated when the row is read the next time. */
	private void setAside(ReportRow row, String owner, IOException reason) {
		boolean setAside = false;
		this.count.leaving();
		try {
			setAside = this.calls.ask(row.id(), false, (table) -> table.setAside(row.id(), owner));
		}
		finally {
			this.count.left(setAside && !owner.equals(JournalTable.EXPIRED), row.time());
		}
		if (setAside) {
			this.calls.health().setAside(row, reason);
		}
	}

	RowWriter writer() {
		return this.writer;
	}

	WorkerLease lease() {
		return this.lease;
	}

	RunningTasks running() {
		return this.running;
	}

	KeptCount count() {
		return this.count;
	}

	/** Corrects the count. */
	boolean count(JournalTable table) {
		long before = this.count.changes();
		int kept = table.count(this.lease.worker());
		this.count.counted(before, kept, (kept > 0) ? table.oldest(this.lease.worker()) : null);
		return true;
	}

	/**
	 * When the handler of the oldest report ended.
	 */
	@Nullable Instant oldest() {
		if (this.count.isStale()) {
			this.calls.ask("(count)", true, this::count);
		}
		return this.count.oldest();
	}

}
