// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.swffailure.journal.FailureJournalContract;
import io.github.swffailure.journal.ReportAddress;
import io.github.swffailure.journal.jdbc.JdbcJournal.InitializeSchema;
import io.github.swffailure.journal.jdbc.JdbcJournal.Settings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A table of its own in a database, and the workers that use it.
 */
final class TestDatabase {

	static final Clock CLOCK = Clock.fixed(FailureJournalContract.TIME.plus(Duration.ofHours(1)), ZoneOffset.UTC);

	private static final Map<String, HikariDataSource> POOLS = new ConcurrentHashMap<>();

	private static final AtomicInteger TABLES = new AtomicInteger();

	private final DataSource dataSource;

	private final String table = "journal_" + ProcessHandle.current().pid() + "_" + TABLES.incrementAndGet();

	TestDatabase(DataSource dataSource) {
		this.dataSource = dataSource;
	}

	/** H2, or what .ci/databases has started; there is none elsewhere. */
	static TestDatabase of(Database database) {
		return at(url(database));
	}

	static TestDatabase at(String url) {
		return new TestDatabase(POOLS.computeIfAbsent(url, TestDatabase::pool));
	}

	static String url(Database database) {
		if (database == Database.H2) {
			return "jdbc:h2:mem:journal;DB_CLOSE_DELAY=-1";
		}
		String variable = (database == Database.POSTGRESQL) ? "SWF_TEST_POSTGRESQL" : "SWF_TEST_MARIADB";
		Optional<String> url = Optional.ofNullable(System.getenv(variable));
		Assumptions.assumeTrue(url.isPresent(), () -> variable + " is not set: run eval \"$(.ci/databases start)\"");
		return url.orElseThrow();
	}

	static HikariDataSource pool(String url) {
		HikariConfig config = new HikariConfig();
		config.setJdbcUrl(url);
		config.setMaximumPoolSize(16);
		return new HikariDataSource(config);
	}

	DataSource dataSource() {
		return this.dataSource;
	}

	JdbcTemplate jdbc() {
		return new JdbcTemplate(this.dataSource);
	}

	String table() {
		return this.table;
	}

	Settings settings(int capacity, Duration lease) {
		return new Settings(this.table, InitializeSchema.ALWAYS, capacity, Duration.ofSeconds(6), lease, 0,
				UnaryOperator.identity());
	}

	JdbcFailureJournal open(int capacity) {
		return open(settings(capacity, Duration.ofMinutes(1)), null);
	}

	/** One that others take for dead after 3 seconds. */
	JdbcFailureJournal openShort() {
		return open(new Settings(this.table, InitializeSchema.ALWAYS, 100, Duration.ofSeconds(1), Duration.ofSeconds(3),
				0, UnaryOperator.identity()), null);
	}

	JdbcFailureJournal openAt(@Nullable ReportAddress address) {
		return open(settings(100, Duration.ofMinutes(1)), address);
	}

	JdbcFailureJournal open(Settings settings, @Nullable ReportAddress address) {
		return new JdbcFailureJournal(this.dataSource, settings, (mayTakeTime) -> address, null, CLOCK);
	}

	JdbcFailureJournal openAt(ReportAddress.Source address) {
		return new JdbcFailureJournal(this.dataSource, settings(100, Duration.ofMinutes(1)), address, null, CLOCK);
	}

	/** What a killed worker leaves: its rows, once nobody believes that it lives. */
	void kill(JdbcFailureJournal journal) {
		journal.abandon();
		jdbc().update("UPDATE " + this.table + " SET lease_until = 0 WHERE id = ?", journal.worker());
	}

	JdbcFailureJournal openAnHourAhead() {
		return new JdbcFailureJournal(this.dataSource, settings(100, Duration.ofMinutes(1)), (mayTakeTime) -> null,
				null, Clock.offset(CLOCK, Duration.ofHours(1)));
	}

	String lease(JdbcFailureJournal journal) {
		return String.valueOf(jdbc().queryForObject("SELECT lease_until FROM " + this.table + " WHERE id = ?",
				Long.class, journal.worker()));
	}

	void write(String id, String payload) {
		jdbc().update("UPDATE " + this.table + " SET payload = ? WHERE id = ?", payload, id);
	}

	int count(String condition) {
		Integer count = jdbc().queryForObject("SELECT COUNT(*) FROM " + this.table + " WHERE " + condition,
				Integer.class);
		return (count != null) ? count : 0;
	}

	String column(String column, String condition) {
		return String.valueOf(jdbc().queryForObject(
				"SELECT " + column + " FROM " + this.table + " WHERE kind <> 'worker' AND " + condition, String.class));
	}

}
