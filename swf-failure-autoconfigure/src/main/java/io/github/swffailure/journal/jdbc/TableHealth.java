// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.sql.SQLException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.journal.ReportAddress;
import io.github.swffailure.journal.jdbc.JdbcJournal.UnusableException;
import io.github.swffailure.support.SafeText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The current problem of the table, logged once until it is over, and the number of
 * reports that could not be written. During a problem, handlers do not wait for the
 * database.
 */
final class TableHealth {

	private static final Logger logger = LoggerFactory.getLogger(JdbcFailureJournal.class);

	private final String table;

	private final UnaryOperator<String> redactor;

	private final AtomicLong losses = new AtomicLong();

	private volatile @Nullable String problem;

	private volatile @Nullable String refusal;

	private volatile boolean refused;

	TableHealth(String table, UnaryOperator<String> redactor) {
		this.table = table;
		this.redactor = redactor;
	}

	@Nullable String problem() {
		String known = this.problem;
		return (known != null) ? known : this.refusal;
	}

	boolean isDown() {
		return this.problem != null;
	}

	/** Whether the database refuses the user or the password. */
	boolean isRefused() {
		return this.refused;
	}

	long losses() {
		return this.losses.get();
	}

	void lost() {
		this.losses.incrementAndGet();
	}

	synchronized void begins(Throwable cause) {
		String text = "Failure journal table '" + this.table + "' cannot be used: " + describe(cause);
		boolean first = this.problem == null;
		this.problem = text;
		this.refused = SafeText.mostSpecific(cause) instanceof SQLException failure
				&& String.valueOf(failure.getSQLState()).startsWith("28");
		if (first) {
			logger.error("{}. Reports are kept in memory in the meantime, and a restart would lose them", text);
		}
		else {
			logger.debug("{}", text);
		}
	}

	private String describe(Throwable cause) {
		if (cause instanceof UnusableException || cause instanceof TimeoutException) {
			return this.redactor.apply(String.valueOf(cause.getMessage()));
		}
		String name = SafeText.mostSpecific(cause).getClass().getSimpleName();
		String message = messageOf(cause);
		return message.isEmpty() ? name : name + ": " + this.redactor.apply(message);
	}

	/** The first line of the driver's message. */
	static String messageOf(Throwable failure) {
		String message = SafeText.mostSpecific(failure).getMessage();
		return (message != null) ? message.strip().lines().findFirst().orElse("") : "";
	}

	synchronized void ends() {
		if (this.problem != null) {
			this.problem = null;
			logger.info("Failure journal table '{}' can be used again", this.table);
		}
	}

	/** The problem of reports that come after the context has closed. */
	void closed() {
		this.problem = "Failure journal table '" + this.table + "' is closed with the application";
	}

	/** One report cannot be written; others can. */
	void refused(ActivityTask task, Throwable cause) {
		lost();
		logger.error("The entry of {} cannot be written to failure journal table '{}' and stays in memory: {}", task,
				this.table, describe(cause));
		this.refusal = "Reports cannot be written to failure journal table '" + this.table + "': " + describe(cause);
	}

	void nothingIsRefused() {
		this.refusal = null;
	}

	void setAside(ReportRow row, Exception reason) {
		lost();
		logger.error("Row '{}' in failure journal table '{}' cannot be read, {}: it is set aside with the owner '{}'",
				row.id(), this.table, reason.getMessage(), JournalTable.UNREADABLE);
	}

	void readAgain(int rows) {
		logger.info("{} rows that could not be read before are readable again in failure journal table '{}'", rows,
				this.table);
	}

	void tookOver(String worker, int rows) {
		Level level = (rows > 0) ? Level.INFO : Level.DEBUG;
		logger.atLevel(level)
			.log("{} reports of worker {}, which has ended, are taken over in failure journal table '{}'", rows, worker,
					this.table);
	}

	void takenForDead(String worker, int inherited) {
		logger.warn("Worker {} could not renew its lease in failure journal table '{}' and was taken for dead: it"
				+ " continues with the {} rows that are left, and its running tasks were reported as crashed. Increase"
				+ " swf.failure.journal.jdbc.lease if this happens again", worker, this.table, inherited);
	}

	void belongsElsewhere(ReportAddress address, @Nullable ReportAddress own) {
		logger.warn(
				"Reports in failure journal table '{}' belong to {} and are left alone: this worker reports to {}."
						+ " A worker there delivers them",
				this.table, address, (own != null) ? own : "an unknown region");
	}

}
