// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.swffailure.TaskReport;
import io.github.swffailure.journal.InMemoryFailureJournal;
import io.github.swffailure.journal.jdbc.JdbcJournal.UnusableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The maintenance of the table, in rounds on a thread of its own: renews the lease,
 * writes and deletes what could not be written or deleted before, looks for dead workers,
 * and counts. While the database has a problem, there is a round every second, except if
 * it refuses the user, who might be locked out.
 */
final class TableUpkeep {

	private static final Logger logger = LoggerFactory.getLogger(JdbcFailureJournal.class);

	private static final Duration WHILE_DOWN = Duration.ofSeconds(1);

	private final DatabaseCalls calls;

	private final JournalSchema schema;

	private final KeptRows rows;

	private final DeadWorkers dead;

	private final InMemoryFailureJournal memory;

	private final WorkerLease lease;

	private final TableHealth health;

	private final ScheduledThreadPoolExecutor thread;

	private volatile boolean prepared;

	/**
	 * Creates the maintenance.
	 * @param memory has the reports that could not be written
	 */
	TableUpkeep(DatabaseCalls calls, JournalSchema schema, KeptRows rows, DeadWorkers dead,
			InMemoryFailureJournal memory) {
		this.calls = calls;
		this.schema = schema;
		this.rows = rows;
		this.dead = dead;
		this.memory = memory;
		this.lease = rows.lease();
		this.health = calls.health();
		CustomizableThreadFactory factory = new CustomizableThreadFactory("swf-failure-journal-lease-");
		factory.setDaemon(true);
		this.thread = new ScheduledThreadPoolExecutor(1, factory);
		this.thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
	}

	/**
	 * Prepares the table and starts the rounds.
	 * @throws UnusableException if it cannot be used as it is
	 */
	void start() {
		try {
			this.calls.callAtStart(this::prepare);
		}
		catch (DatabaseCalls.UnreachableException ex) {
			UnusableException unusable = JournalSchema.unusable(ex.getCause());
			if (unusable != null) {
				abandon();
				this.calls.transactions().close();
				throw unusable;
			}
		}
		scheduleNext();
	}

	/** Checks its privileges by using them: the second renewal is an update. */
	private boolean prepare(JournalTable table) {
		this.schema.prepare(table, () -> {
			this.lease.renew(table);
			this.lease.renew(table);
			table.deleteKept("(probe)");
		});
		this.prepared = true;
		return true;
	}

	private void scheduleNext() {
		boolean late = (this.health.isDown() && !this.health.isRefused()) || this.memory.size() > 0;
		Duration wait = late ? WHILE_DOWN : this.lease.round();
		try {
			var unused = this.thread.schedule(this::runAndScheduleNext,
					Math.min(wait.toMillis(), this.lease.round().toMillis()), TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("The journal is closed");
		}
	}

	private void runAndScheduleNext() {
		try {
			round(this.calls.transactions());
		}
		catch (DataAccessException | UnusableException ex) {
			if (!this.thread.isShutdown()) {
				this.health.begins(ex);
			}
		}
		catch (Throwable ex) {
			logger.error("The maintenance of the failure journal failed; it will be retried", ex);
		}
		finally {
			scheduleNext();
		}
	}

	private void round(OwnTransactions transactions) {
		transactions.run((table) -> {
			if (!this.prepared) {
				prepare(table);
			}
			this.lease.renew(table);
			this.rows.deleteAgain(table);
			this.rows.running().catchUp(table);
			return true;
		});
		this.memory.reports().forEach(this::writeLate);
		transactions.run(this.dead::look);
		if (this.dead.learnAddress()) {
			transactions.run(this.dead::look);
		}
		this.health.ends();
		if (this.memory.size() == 0) {
			this.health.nothingIsRefused();
		}
	}

	private void writeLate(TaskReport report) {
		try {
			if (this.rows.keepLate(report, this.memory.mayHaveArrived(report)) && !forget(report)) {
				this.rows.deleteLater(ReportRow.idOf(report.task()));
			}
		}
		catch (IOException ex) {
			logger.debug("{} stays in memory", report.task(), ex);
		}
	}

	/** Removes a report from memory, and returns whether it was there. */
	boolean forget(TaskReport report) {
		synchronized (this.memory) {
			boolean there = this.memory.contains(report);
			this.memory.remove(report);
			return there;
		}
	}

	/** Stops without releasing the lease. */
	void abandon() {
		this.thread.shutdownNow();
		this.calls.close();
	}

	/** Ends this worker and releases its lease. */
	void stop() {
		this.thread.shutdown();
		this.calls.ask("(end)", false, this.lease::release);
		this.calls.close();
		this.calls.transactions().close();
	}

}
