// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;

import io.github.swffailure.journal.jdbc.JdbcJournal.InitializeSchema;
import io.github.swffailure.journal.jdbc.JdbcJournal.UnusableException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;

/**
 * Creates the table, if it may, and finds out before the start whether this worker can do
 * with it what it has to.
 */
final class JournalSchema {

	private static final String DEFAULT_TABLE = "swf_failure_journal";

	private static final String PROPERTY = "swf.failure.journal.jdbc.initialize-schema";

	/** What says that a table is missing: the standard, and Oracle by its own number. */
	private static final Set<String> MISSING = Set.of("42P01", "42S02", "42S04", "S0002");

	private static final int MISSING_IN_ORACLE = 942;

	/**
	 * The standard, H2, and MySQL with MariaDB, SQL Server and Oracle by their numbers.
	 */
	private static final Set<String> DENIED = Set.of("42501", "90096");

	private static final Set<Integer> DENIED_NUMBERS = Set.of(1044, 1142, 1143, 229, 230, 1031, 90096);

	private final String name;

	private final InitializeSchema mode;

	JournalSchema(JdbcJournal.Settings settings) {
		this.name = settings.table();
		this.mode = settings.initializeSchema();
	}

	/**
	 * Creates the table if it is missing.
	 * @throws UnusableException if it is missing afterwards
	 */
	void prepare(JournalTable table) {
		DataAccessException missing = probe(table);
		if (missing == null) {
			return;
		}
		if (mayCreate(table)) {
			create(table);
		}
		else if (isDenied(missing)) {
			throw denied(table, missing);
		}
		else {
			throw new UnusableException(
					"The failure journal has no table '" + this.name + "' in the database " + table.schema().url()
							+ ", or one of other columns: "
							+ NestedExceptionUtils.getMostSpecificCause(missing).getMessage(),
					"Create it with this script, for example by Flyway or Liquibase, or set " + PROPERTY
							+ "=always:\n\n" + script(table.database()),
					missing);
		}
	}

	private static @Nullable DataAccessException probe(JournalTable table) {
		try {
			table.schema().probe();
			return null;
		}
		catch (DataAccessException ex) {
			table.rollBack();
			if (isMissing(ex) || isDenied(ex)) {
				return ex;
			}
			throw ex;
		}
	}

	private boolean mayCreate(JournalTable table) {
		return this.mode == InitializeSchema.ALWAYS
				|| (this.mode == InitializeSchema.EMBEDDED && table.schema().url().startsWith("jdbc:h2:mem:"));
	}

	private void create(JournalTable table) {
		try {
			table.schema().execute(script(table.database()));
		}
		catch (RuntimeException ex) {
			table.rollBack();
			if (probe(table) != null) {
				throw new UnusableException(
						"The table '" + this.name + "' of the failure journal cannot be created in the database "
								+ table.schema().url() + ": "
								+ NestedExceptionUtils.getMostSpecificCause(ex).getMessage(),
						"Have this script run by a user who may create tables, and set " + PROPERTY + "=never:\n\n"
								+ script(table.database()),
						ex);
			}
		}
	}

	/**
	 * Says what is wrong if a statement has failed for want of a right or a column.
	 * @return the failure to throw, or {@code null} if it may pass
	 */
	@Nullable UnusableException explain(JournalTable table, DataAccessException failure) {
		return isDenied(failure) ? denied(table, failure) : null;
	}

	private UnusableException denied(JournalTable table, DataAccessException failure) {
		String user = table.schema().user();
		return new UnusableException(
				"The failure journal may not use table '" + this.name + "' in the database " + table.schema().url()
						+ " as user '" + user + "': " + NestedExceptionUtils.getMostSpecificCause(failure).getMessage(),
				"Have this run by a user who may grant rights:\n\nGRANT SELECT, INSERT, UPDATE, DELETE ON " + this.name
						+ " TO " + user + ";",
				failure);
	}

	private static boolean isMissing(DataAccessException failure) {
		SQLException cause = sqlException(failure);
		return cause != null && (MISSING.contains(String.valueOf(cause.getSQLState()))
				|| cause.getErrorCode() == MISSING_IN_ORACLE || isUnknownColumn(cause));
	}

	private static boolean isUnknownColumn(SQLException cause) {
		return Set.of("42703", "42S22").contains(String.valueOf(cause.getSQLState()));
	}

	private static boolean isDenied(DataAccessException failure) {
		SQLException cause = sqlException(failure);
		return cause != null && (DENIED.contains(String.valueOf(cause.getSQLState()))
				|| (!isMissing(failure) && DENIED_NUMBERS.contains(cause.getErrorCode())));
	}

	private static @Nullable SQLException sqlException(DataAccessException failure) {
		return (failure.getRootCause() instanceof SQLException cause) ? cause : null;
	}

	/** The script for this table. */
	private String script(Database database) {
		try {
			String script = new ClassPathResource(database.script(), JournalSchema.class)
				.getContentAsString(StandardCharsets.UTF_8);
			String simpleName = this.name.substring(this.name.lastIndexOf('.') + 1);
			return script.replace(DEFAULT_TABLE + "_", simpleName.toLowerCase(Locale.ROOT) + "_")
				.replace(DEFAULT_TABLE + " ", this.name + " ");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
