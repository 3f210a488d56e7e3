// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Makes a pool of few connections that is otherwise like that of the application, so that
 * handlers which use up theirs keep no report from being written.
 */
final class SmallPool {

	private static final int LEAST_TIMEOUT_MILLIS = 250;

	private SmallPool() {
	}

	/**
	 * Makes the pool, which the caller closes.
	 * @throws JdbcJournal.UnusableException if that of the application is none of
	 * HikariCP
	 */
	static HikariDataSource like(DataSource application, int size, Duration timeout) {
		HikariConfig config = new HikariConfig();
		unwrap(application).copyStateTo(config);
		config.setPoolName("swf-failure-journal");
		config.setMaximumPoolSize(size);
		config.setMinimumIdle(1);
		config.setConnectionTimeout(Math.max(LEAST_TIMEOUT_MILLIS, timeout.toMillis()));
		config.setInitializationFailTimeout(-1);
		config.setAutoCommit(true);
		config.setReadOnly(false);
		return new HikariDataSource(config);
	}

	private static HikariDataSource unwrap(DataSource application) {
		String kind = "a " + application.getClass().getName();
		try {
			if (application.isWrapperFor(HikariDataSource.class)) {
				return application.unwrap(HikariDataSource.class);
			}
		}
		catch (SQLException ex) {
			kind += " (" + ex.getMessage() + ")";
		}
		throw new JdbcJournal.UnusableException(
				"The failure journal cannot have a pool of its own, as the DataSource is no pool of HikariCP but "
						+ kind,
				"Remove swf.failure.journal.jdbc.pool-size, and define a small DataSource for our use alone with"
						+ " @Qualifier(\"swfFailure\").",
				null);
	}

}
