// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Uses the table on its own connections, whose settings are restored before they are
 * returned. A connection with auto-commit commits each statement.
 */
final class OwnTransactions {

	private static final Logger logger = LoggerFactory.getLogger(JdbcFailureJournal.class);

	private static final int ATTEMPTS = 4;

	/** SQLSTATE class of deadlocks and serialization failures. */
	private static final String CONFLICT = "40";

	private static final int LEAST_NETWORK_TIMEOUT_MILLIS = 10_000;

	private final DataSource dataSource;

	private final boolean ownsPool;

	private final String table;

	private final Duration timeout;

	private volatile @Nullable Database database;

	OwnTransactions(DataSource application, JdbcJournal.Settings settings, Duration timeout) {
		this.ownsPool = settings.poolSize() > 0;
		this.dataSource = this.ownsPool ? smallPool(application, settings.poolSize(), timeout) : application;
		this.table = settings.table();
		this.timeout = timeout;
	}

	/**
	 * Creates a small pool with the settings of the application's pool, so that reports
	 * are written even if handlers use all connections of the latter.
	 */
	private static DataSource smallPool(DataSource application, int size, Duration timeout) {
		try {
			return SmallPool.like(application, size, timeout);
		}
		catch (SQLException | NoClassDefFoundError ex) {
			throw new JdbcJournal.UnusableException(
					"The failure journal cannot have a separate pool, because the DataSource is not a HikariCP pool but a "
							+ application.getClass().getName(),
					"Remove swf.failure.journal.jdbc.pool-size, and declare a small DataSource for the journal alone with"
							+ " @Qualifier(\"swfFailure\").",
					ex);
		}
	}

	/**
	 * Does some work on this thread; repeats it after a deadlock or another conflict.
	 * @throws org.springframework.dao.DataAccessException if it fails
	 */
	<T> T run(Work<T> work) {
		for (int attempt = 1;; attempt++) {
			try (Connection connection = this.dataSource.getConnection()) {
				return inTransaction(connection, work);
			}
			catch (SQLException ex) {
				if (attempt == ATTEMPTS || !String.valueOf(ex.getSQLState()).startsWith(CONFLICT)) {
					throw new CannotGetJdbcConnectionException("No connection", ex);
				}
				logger.debug("The database asks to try again at the commit", ex);
			}
			catch (ConcurrencyFailureException ex) {
				if (attempt == ATTEMPTS) {
					throw ex;
				}
				logger.debug("The database asks to try again", ex);
			}
		}
	}

	private <T> T inTransaction(Connection connection, Work<T> work) throws SQLException {
		boolean auto = connection.getAutoCommit();
		int networkTimeout = limitNetwork(connection,
				Math.max(LEAST_NETWORK_TIMEOUT_MILLIS, (int) this.timeout.toMillis() * 2));
		boolean done = false;
		try {
			T result = work.on(table(connection));
			if (!connection.getAutoCommit()) {
				connection.commit();
			}
			done = true;
			return result;
		}
		finally {
			if (!done) {
				quietly("A transaction could not be rolled back", () -> rollBack(connection));
			}
			restore(connection, auto, networkTimeout);
		}
	}

	private static void rollBack(Connection connection) throws SQLException {
		if (!connection.getAutoCommit()) {
			connection.rollback();
		}
	}

	/** Closes the separate pool, if there is one. */
	void close() {
		if (this.ownsPool && this.dataSource instanceof AutoCloseable pool) {
			quietly("The pool of the journal could not be closed", pool::close);
		}
	}

	private JournalTable table(Connection connection) throws SQLException {
		Database known = this.database;
		if (known == null) {
			known = Database.of(connection.getMetaData().getDatabaseProductName());
			this.database = known;
		}
		JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
		jdbc.setQueryTimeout((int) Math.max(1, this.timeout.toSeconds()));
		return new JournalTable(this.table, known, jdbc);
	}

	/** Returns the former timeout, or -1 if it was not changed. */
	private static int limitNetwork(Connection connection, int millis) {
		try {
			int before = connection.getNetworkTimeout();
			if (before == 0 || before > millis) {
				connection.setNetworkTimeout(Runnable::run, millis);
				return before;
			}
		}
		catch (SQLException | RuntimeException | LinkageError ex) {
			logger.trace("No network timeout", ex);
		}
		return -1;
	}

	private static void restore(Connection connection, boolean auto, int networkTimeout) {
		quietly("A connection could not be restored before its return", () -> {
			if (connection.getAutoCommit() != auto) {
				connection.setAutoCommit(auto);
			}
			if (networkTimeout >= 0) {
				connection.setNetworkTimeout(Runnable::run, networkTimeout);
			}
		});
	}

	static void quietly(String failure, Action action) {
		try {
			action.run();
		}
		catch (Exception ex) {
			logger.debug(failure, ex);
		}
	}

	@FunctionalInterface
	interface Action {

		void run() throws Exception;

	}

	/** A separate class, because HikariCP may not be on the class path. */
	private static final class SmallPool {

		private static final int LEAST_TIMEOUT_MILLIS = 250;

		static DataSource like(DataSource application, int size, Duration timeout) throws SQLException {
			if (!application.isWrapperFor(HikariDataSource.class)) {
				throw new SQLException("Not a HikariCP pool");
			}
			HikariConfig config = new HikariConfig();
			application.unwrap(HikariDataSource.class).copyStateTo(config);
			config.setPoolName("swf-failure-journal");
			config.setMaximumPoolSize(size);
			config.setMinimumIdle(1);
			config.setConnectionTimeout(Math.max(LEAST_TIMEOUT_MILLIS, timeout.toMillis()));
			config.setInitializationFailTimeout(-1);
			config.setAutoCommit(true);
			config.setReadOnly(false);
			return new HikariDataSource(config);
		}

	}

	/** Statements on one connection. */
	@FunctionalInterface
	interface Work<T> {

		T on(JournalTable table) throws SQLException;

	}

}
