// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;

import javax.sql.DataSource;

import io.github.swffailure.FailureJournal;
import io.github.swffailure.FailurePayloadCodec;
import io.github.swffailure.journal.ReportAddress;
import org.jspecify.annotations.Nullable;

/**
 * Opens a journal in a table.
 */
public final class JdbcJournal {

	private JdbcJournal() {
	}

	/**
	 * Opens the journal.
	 * @param dataSource where the table is
	 * @param settings how it is used
	 * @param address knows where the reports of this worker belong
	 * @param codec encodes the reports, or {@code null} to keep them readable
	 * @param clock gives crash reports of other workers their time
	 * @return the journal, which is {@link AutoCloseable}
	 * @throws UnusableException if the table is missing, or this worker lacks a privilege
	 */
	public static FailureJournal open(DataSource dataSource, Settings settings, ReportAddress.Source address,
			@Nullable FailurePayloadCodec codec, Clock clock) {
		return new JdbcFailureJournal(dataSource, settings, address, codec, clock);
	}

	/** When to create the table. */
	public enum InitializeSchema {

		/** If it is missing in a database in memory. */
		EMBEDDED,

		/** If it is missing. */
		ALWAYS,

		/** Never; it must exist. */
		NEVER

	}

	/**
	 * How the table is used.
	 *
	 * @param table its name, with or without a schema
	 * @param initializeSchema when to create it
	 * @param capacity maximum number of reports that this worker keeps, at least 1
	 * @param attemptTimeout twice the time that a handler waits for the database
	 * @param lease time after the last sign of life until others take over, at least four
	 * times the attempt timeout
	 * @param poolSize number of connections in a separate pool, or 0 to use the pool of
	 * the application
	 * @param redactor redacts messages of the driver; never throws
	 */
	public record Settings(String table, InitializeSchema initializeSchema, int capacity, Duration attemptTimeout,
			Duration lease, int poolSize, UnaryOperator<String> redactor) {

	}

	/** The table cannot be used until someone changes the database or the settings. */
	public static final class UnusableException extends IllegalStateException {

		private final String action;

		UnusableException(String message, String action, @Nullable Throwable cause) {
			super(message, cause);
			this.action = action;
		}

		/**
		 * What to do about it.
		 * @return the advice, with statements to run if there are any
		 */
		public String action() {
			return this.action;
		}

	}

}
