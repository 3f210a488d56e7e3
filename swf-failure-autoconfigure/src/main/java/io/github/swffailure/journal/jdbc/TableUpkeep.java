// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.swffailure.journal.jdbc.JdbcJournal.UnusableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * What this worker does in the table round after round, on a thread of its own: renews
 * its lease, makes up for what could not be written or deleted, looks for dead workers
 * and counts. While the database is in trouble, every second.
 */
final class TableUpkeep {

	private static final Logger logger = LoggerFactory.getLogger(JdbcFailureJournal.class);

	private static final Duration WHILE_DOWN = Duration.ofSeconds(1);

	private final DatabaseCalls calls;

	private final OwnTransactions transactions;

	private final JournalSchema schema;

	private final WorkerLease lease;

	private final TableHealth health;

	private final Consumer<OwnTransactions> round;

	private final ScheduledExecutorService thread;

	private volatile boolean prepared;

	TableUpkeep(DatabaseCalls calls, JournalSchema schema, WorkerLease lease, Consumer<OwnTransactions> round) {
		this.calls = calls;
		this.transactions = calls.transactions();
		this.schema = schema;
		this.lease = lease;
		this.health = calls.health();
		this.round = round;
		CustomizableThreadFactory factory = new CustomizableThreadFactory("swf-failure-journal-lease-");
		factory.setDaemon(true);
		this.thread = Executors.newSingleThreadScheduledExecutor(factory);
	}

	/**
	 * Prepares the table and begins with the rounds.
	 * @throws UnusableException if it cannot be used as it is
	 */
	void start() {
		try {
			this.calls.callAtStart((table) -> {
				prepare(table);
				return true;
			});
		}
		catch (DatabaseCalls.UnreachableException ex) {
			if (ex.getCause() instanceof UnusableException unusable) {
				this.thread.shutdown();
				throw unusable;
			}
		}
		scheduleNext();
	}

	/** Finds out what it may do by doing it. */
	private void prepare(JournalTable table) {
		this.schema.prepare(table);
		try {
			this.lease.renew(table);
			this.lease.renew(table);
			table.deleteKept("(probe)");
			this.prepared = true;
		}
		catch (DataAccessException ex) {
			table.rollBack();
			UnusableException explained = this.schema.explain(table, ex);
			throw (explained != null) ? explained : ex;
		}
	}

	private void scheduleNext() {
		Duration wait = this.health.isDown() ? WHILE_DOWN : this.lease.round();
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
			run();
		}
		finally {
			scheduleNext();
		}
	}

	/** Goes round once. Never throws. */
	void run() {
		try {
			this.transactions.run((table) -> {
				if (!this.prepared) {
					prepare(table);
				}
				this.lease.renew(table);
				return true;
			});
			this.round.accept(this.transactions);
		}
		catch (DataAccessException | UnusableException ex) {
			this.health.begins(ex);
		}
		catch (Throwable ex) {
			logger.error("The upkeep of the failure journal failed; it will be tried again", ex);
		}
	}

	/** Stops as a kill would. */
	void abandon() {
		this.thread.shutdownNow();
		this.calls.close();
	}

	/** Ends this worker in order. */
	void stop() {
		this.thread.shutdown();
		try {
			this.calls.call("(end)", (table) -> {
				this.lease.release(table);
				return true;
			});
		}
		catch (DatabaseCalls.UnreachableException ex) {
			logger.debug("Others find out by its lease that this worker has ended", ex);
		}
		this.calls.close();
		this.transactions.close();
	}

}
