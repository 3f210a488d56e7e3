// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.FailurePayloadCodec;
import io.github.swffailure.TaskCompletion;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskReport;
import io.github.swffailure.journal.InMemoryFailureJournal;
import io.github.swffailure.journal.JournalCapacity;
import io.github.swffailure.journal.ReportAddress;
import io.github.swffailure.journal.jdbc.DatabaseCalls.UnreachableException;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataIntegrityViolationException;

/**
 * Keeps reports in a table of a database, one readable row each, across restarts, kills
 * and the loss of the machine. Uses its own connections and transactions. Workers share
 * the table: each has a lease, by the clock of the database, and owns the rows that it
 * has written. When a lease has expired, another worker takes over the rows.
 * <p>
 * While the database does not answer within half of the attempt timeout, reports are kept
 * in memory, at most as many as fit into the table, and written as soon as it does.
 */
final class JdbcFailureJournal implements FailureJournal, AutoCloseable {

	private final JdbcJournal.Settings settings;

	private final TableHealth health;

	private final JournalCapacity capacity;

	private final InMemoryFailureJournal memory;

	private final KeptRows rows;

	private final DatabaseCalls calls;

	private final DeadWorkers dead;

	private final TableUpkeep upkeep;

	private final Clock clock;

	JdbcFailureJournal(DataSource dataSource, JdbcJournal.Settings settings, ReportAddress.Source address,
			@Nullable FailurePayloadCodec codec, Clock clock) {
		this.settings = settings;
		this.clock = clock;
		this.capacity = new JournalCapacity(settings.capacity());
		this.memory = new InMemoryFailureJournal(settings.capacity(), clock);
		this.health = new TableHealth(settings.table(), settings.redactor());
		Duration timeout = settings.attemptTimeout().dividedBy(2);
		this.calls = new DatabaseCalls(new OwnTransactions(dataSource, settings, timeout), timeout, this.health);
		this.rows = new KeptRows(this.calls,
				new RowWriter(new WorkerLease(settings.lease(), this.health), codec, address));
		this.dead = new DeadWorkers(this.rows, this.health, address, clock, () -> this.capacity.roomForOthers(size()));
		this.upkeep = new TableUpkeep(this.calls, new JournalSchema(settings), this.rows, this.dead, this.memory);
		this.upkeep.start();
	}

	@Override
	public boolean add(TaskReport report) {
		boolean room = this.rows.count().reserve(this.capacity.capacity());
		try {
			if (this.rows.keep(report, room)) {
				this.memory.remove(report);
				return true;
			}
			if (!this.memory.contains(report)) {
				return this.capacity.refuse();
			}
		}
		catch (UnreachableException ex) {
			this.health.lost();
		}
		catch (DataIntegrityViolationException | IOException ex) {
			this.health.refused(report.task(), ex);
		}
		finally {
			if (room) {
				this.rows.count().release();
			}
		}
		return this.memory.add(report);
	}

	@Override
	public void remove(TaskReport report) {
		if (!this.upkeep.forget(report) || this.rows.mayHave(ReportRow.idOf(report.task()))) {
			this.rows.delete(report);
			this.capacity.after(this.rows.count().size());
		}
	}

	@Override
	public boolean contains(TaskReport report) {
		return this.memory.contains(report) || this.rows.contains(report, this.settings.attemptTimeout().toMillis());
	}

	@Override
	public Stream<TaskReport> reports() {
		if (this.dead.isDue()) {
			look();
		}
		return Stream.concat(kept(true), this.memory.reports());
	}

	void look() {
		this.calls.ask("(look)", true, this.dead::look);
		if (this.dead.learnAddress()) {
			this.calls.ask("(look)", true, this.dead::look);
		}
	}

	@Override
	public Stream<TaskReport> newestFirst() {
		return Stream.concat(this.memory.newestFirst(), kept(false));
	}

	private Stream<TaskReport> kept(boolean oldestFirst) {
		return this.rows.read(worker(), oldestFirst).filter((report) -> !this.memory.contains(report));
	}

	@Override
	public void setMayHaveArrived(TaskReport report, boolean mayHaveArrived) {
		if (this.memory.contains(report)) {
			this.memory.setMayHaveArrived(report, mayHaveArrived);
		}
		else {
			this.rows.mark(report, mayHaveArrived);
		}
	}

	@Override
	public boolean mayHaveArrived(TaskReport report) {
		return this.memory.contains(report) ? this.memory.mayHaveArrived(report) : this.rows.mayHaveArrived(report);
	}

	/** If the database does not answer, the report stays and expires later. */
	@Override
	public boolean expire(TaskReport report) {
		if (this.memory.contains(report)) {
			return this.memory.expire(report);
		}
		Boolean setAside = this.rows.expire(report, this.capacity.capacity());
		if (Boolean.FALSE.equals(setAside)) {
			remove(report);
		}
		return Boolean.TRUE.equals(setAside);
	}

	@Override
	public Stream<TaskReport> expired() {
		return Stream.concat(this.rows.read(JournalTable.EXPIRED, true), this.memory.expired());
	}

	@Override
	public boolean requeue(TaskReport report) {
		if (!this.rows.count().reserve(this.capacity.capacity())) {
			return false;
		}
		try {
			return this.rows.requeue(report, this.clock.instant().truncatedTo(ChronoUnit.MILLIS))
					|| this.memory.requeue(report);
		}
		finally {
			this.rows.count().release();
		}
	}

	@Override
	public boolean taskStarted(TaskFailure crash) {
		return this.rows.running().begin(crash);
	}

	/** Keeps the row of the task while its report is only in memory. */
	@Override
	public void taskEnded(ActivityTask task) {
		this.rows.running()
			.end(ReportRow.idOf(task), !this.memory.contains(new TaskCompletion(task, null, Instant.EPOCH)));
	}

	@Override
	public boolean tracksTasks() {
		return true;
	}

	@Override
	public int size() {
		return this.rows.count().size() + this.memory.size();
	}

	@Override
	public @Nullable Instant oldest() {
		Instant kept = this.rows.oldest();
		Instant other = this.memory.oldest();
		return (kept == null || (other != null && other.isBefore(kept))) ? other : kept;
	}

	@Override
	public boolean isDurable() {
		return this.memory.size() == 0;
	}

	@Override
	public @Nullable String problem() {
		String problem = this.health.problem();
		return (problem != null) ? problem : this.capacity.problem();
	}

	@Override
	public long losses() {
		return this.health.losses() + this.capacity.refused();
	}

	@Override
	public Map<String, Integer> leftAlone() {
		return this.dead.leftAlone();
	}

	/** Releases the rows for other workers, as soon as no handler runs here. */
	@Override
	public void close() {
		this.rows.running().close(this.upkeep::stop);
	}

	String worker() {
		return this.rows.lease().worker();
	}

	/** For tests: stops like a killed process, without releasing anything. */
	void abandon() {
		this.upkeep.abandon();
	}

}
