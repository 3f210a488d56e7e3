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
import io.github.swffailure.support.SafeText;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * Creates the table if that is configured, and checks at the start that this worker has
 * all privileges that it needs.
 */
final class JournalSchema {

	private static final String DEFAULT_TABLE = "swf_failure_journal";

	private static final String TABLE = "swf.failure.journal.jdbc.table";

	private static final String PROPERTY = "swf.failure.journal.jdbc.initialize-schema";

	/** SQLSTATEs of a missing table or schema that Spring does not call bad grammar. */
	private static final Set<String> MISSING = Set.of("S0002", "3F000");

	/** SQLSTATEs of a missing privilege: the standard one, and that of H2. */
	private static final Set<String> DENIED = Set.of("42501", "90096");

	/** Error codes of a missing privilege in MySQL, MariaDB, SQL Server and Oracle. */
	private static final Set<Integer> DENIED_NUMBERS = Set.of(1044, 1142, 1143, 229, 230, 1031);

	private static final int READ_ONLY_IN_MYSQL = 1290;

	private final String name;

	private final InitializeSchema mode;

	JournalSchema(JdbcJournal.Settings settings) {
		this.name = settings.table();
		this.mode = settings.initializeSchema();
	}

	/**
	 * Creates the table if it is missing, and tries all kinds of statements.
	 * @param use executes the statements
	 * @throws UnusableException if the table is still missing, has other columns, or if a
	 * privilege is missing
	 */
	void prepare(JournalTable table, Runnable use) {
		DataAccessException failure = attempt(table, () -> probe(table.jdbc()));
		if (failure != null && isMissing(failure) && mayCreate(table)) {
			create(table);
			failure = null;
		}
		failure = (failure != null) ? failure : attempt(table, use);
		if (failure != null) {
			throw isDenied(failure) ? denied(table, failure) : isMissing(failure) ? missing(table, failure) : failure;
		}
	}

	private static @Nullable DataAccessException attempt(JournalTable table, Runnable action) {
		try {
			action.run();
			return null;
		}
		catch (DataAccessException ex) {
			table.rollBack();
			return ex;
		}
	}

	/** Fails unless the table exists with its columns and may be read. */
	private void probe(JdbcTemplate jdbc) {
		jdbc.queryForList("SELECT id, kind, owner, region, endpoint, swf_domain, occurred_at, lease_until, "
				+ "may_have_arrived, payload FROM " + this.name + " WHERE id = '(probe)'");
	}

	private boolean mayCreate(JournalTable table) {
		return this.mode == InitializeSchema.ALWAYS
				|| (this.mode == InitializeSchema.EMBEDDED && url(table).startsWith("jdbc:h2:mem:"));
	}

	/**
	 * Another worker may create it at the same time, so an error alone does not matter.
	 */
	private void create(JournalTable table) {
		String script = script(table.database());
		try {
			table.jdbc().execute((ConnectionCallback<@Nullable Void>) (connection) -> {
				new ResourceDatabasePopulator(new ByteArrayResource(script.getBytes(StandardCharsets.UTF_8)))
					.populate(connection);
				return null;
			});
		}
		catch (RuntimeException ex) {
			table.rollBack();
			if (isTemporary(ex)) {
				throw ex;
			}
			if (attempt(table, () -> probe(table.jdbc())) != null) {
				throw new UnusableException(
						"The table '" + this.name + "' (" + TABLE
								+ ") of the failure journal cannot be created in the database " + url(table) + ": "
								+ TableHealth.messageOf(ex),
						"Have this script run by a user who may create tables, and set " + PROPERTY + "=never:\n\n"
								+ script,
						ex);
			}
		}
	}

	private UnusableException missing(JournalTable table, DataAccessException failure) {
		return new UnusableException(
				"The failure journal has no table '" + this.name + "' (" + TABLE + ") in the database " + url(table)
						+ ", or one with other columns: " + TableHealth.messageOf(failure),
				"Create it with this script, for example with Flyway or Liquibase, or set " + PROPERTY + "=always:\n\n"
						+ script(table.database()),
				failure);
	}

	private UnusableException denied(JournalTable table, DataAccessException failure) {
		String user = valueOf(table, (connection) -> connection.getMetaData().getUserName()).replaceFirst("@.*", "");
		String schema = this.name.substring(0, Math.max(0, this.name.lastIndexOf('.')));
		String usage = (table.database() == Database.POSTGRESQL && !schema.isEmpty())
				? "GRANT USAGE ON SCHEMA " + schema + " TO " + user + ";\n" : "";
		return new UnusableException(
				"The failure journal may not use table '" + this.name + "' in the database " + url(table) + " as user '"
						+ user + "': " + TableHealth.messageOf(failure),
				"Have this run by a user who may grant privileges:\n\n" + usage
						+ "GRANT SELECT, INSERT, UPDATE, DELETE ON " + this.name + " TO " + user + ";",
				failure);
	}

	/** The exception for the start, or {@code null} if the problem may be temporary. */
	static @Nullable UnusableException unusable(@Nullable Throwable failure) {
		if (failure instanceof UnusableException unusable) {
			return unusable;
		}
		String message = (failure != null) ? TableHealth.messageOf(failure) : "";
		return !message.startsWith("No suitable driver") ? null : new UnusableException(
				"The failure journal cannot be kept in a table, because there is no driver: " + message,
				"Add the driver of the database to the class path, for example 'org.postgresql:postgresql'.", failure);
	}

	private static boolean isMissing(DataAccessException failure) {
		return failure instanceof BadSqlGrammarException || (failure.getRootCause() instanceof SQLException cause
				&& MISSING.contains(String.valueOf(cause.getSQLState())));
	}

	/** Whether the database is temporarily read-only, as after a failover. */
	private static boolean isTemporary(RuntimeException failure) {
		return SafeText.mostSpecific(failure) instanceof SQLException cause
				&& ("25006".equals(cause.getSQLState()) || cause.getErrorCode() == READ_ONLY_IN_MYSQL);
	}

	private static boolean isDenied(DataAccessException failure) {
		return failure.getRootCause() instanceof SQLException cause
				&& (DENIED.contains(String.valueOf(cause.getSQLState()))
						|| DENIED_NUMBERS.contains(cause.getErrorCode()));
	}

	/** The script, with the configured name of the table. */
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

	/** The URL of the database, without credentials and parameters. */
	private static String url(JournalTable table) {
		return valueOf(table, (connection) -> connection.getMetaData().getURL()).replaceFirst("[?;].*", "")
			.replaceFirst("(//|thin:)[^@/]+(/[^@]*)?@", "$1");
	}

	private static String valueOf(JournalTable table, ConnectionCallback<@Nullable String> value) {
		return String.valueOf(table.jdbc().execute(value));
	}

}
