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
 * Opens the journal in a table.
 */
public final class JdbcJournal {

	private JdbcJournal() {
	}

	/**
	 * Opens the journal.
	 * @param dataSource where the table is
	 * @param settings how it is used
	 * @param address knows where the reports of this worker belong
	 * @param codec encodes what is kept, or {@code null} to keep it readable
	 * @param clock says when the crash of another worker was found
	 * @return the journal, which is {@link AutoCloseable}
	 * @throws UnusableException if the table is missing, or this worker lacks a right
	 */
	public static FailureJournal open(DataSource dataSource, Settings settings, ReportAddress.Source address,
			@Nullable FailurePayloadCodec codec, Clock clock) {
		return new JdbcFailureJournal(dataSource, settings, address, codec, clock);
	}

	/** When to create the table. */
	public enum InitializeSchema {

		/** In a database that is in memory. */
		EMBEDDED,

		/** Whenever it is missing. */
		ALWAYS,

		/** Never: it is there. */
		NEVER

	}

	/**
	 * How the table is used.
	 *
	 * @param table its name, perhaps with a schema before it
	 * @param initializeSchema when to create it
	 * @param capacity maximum number of reports that this worker keeps, at least 1
	 * @param attemptTimeout twice what a handler waits for the database
	 * @param lease how long after the last sign of life others take over; at least four
	 * times the attempt timeout
	 * @param poolSize connections of a pool of its own, or 0 to use that of the
	 * application
	 * @param redactor takes secrets out of messages of the driver; never throws
	 */
	public record Settings(String table, InitializeSchema initializeSchema, int capacity, Duration attemptTimeout,
			Duration lease, int poolSize, UnaryOperator<String> redactor) {

	}

	/** The table cannot be used, which only someone with the right to can change. */
	public static final class UnusableException extends IllegalStateException {

		private final String action;

		UnusableException(String message, String action, @Nullable Throwable cause) {
			super(message, cause);
			this.action = action;
		}

		/**
		 * What to do about it.
		 * @return the advice, with the statements to run
		 */
		public String action() {
			return this.action;
		}

	}

}
