// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.swffailure.journal.jdbc.JdbcJournal.InitializeSchema;
import io.github.swffailure.journal.jdbc.JdbcJournal.Settings;
import io.github.swffailure.journal.jdbc.JdbcJournal.UnusableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.swffailure.journal.FailureJournalContract.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JournalSchemaTests {

	private static Settings settings(String table, InitializeSchema mode) {
		return new Settings(table, mode, 100, Duration.ofSeconds(6), Duration.ofMinutes(1), 0,
				UnaryOperator.identity());
	}

	@ParameterizedTest
	@EnumSource(value = Database.class, names = { "H2", "POSTGRESQL", "MYSQL" })
	void missingTableIsRefusedWithItsScript(Database kind) {
		TestDatabase database = TestDatabase.of(kind);
		assertThatExceptionOfType(UnusableException.class)
			.isThrownBy(() -> database.open(settings(database.table(), InitializeSchema.NEVER), null))
			.withMessageContaining(
					"has no table '" + database.table() + "' (swf.failure.journal.jdbc.table) in the database jdbc:")
			.satisfies((ex) -> {
				assertThat(ex.getMessage()).doesNotContain("password");
				String script = ex.action().substring(ex.action().indexOf("--"));
				assertThat(script).contains("CREATE TABLE").doesNotContain("swf_failure_journal");
				for (String statement : script.replaceAll("(?m)^--.*$", "").split(";")) {
					if (!statement.isBlank()) {
						database.jdbc().execute(statement);
					}
				}
			});
		try (JdbcFailureJournal journal = database.open(settings(database.table(), InitializeSchema.NEVER), null)) {
			assertThat(journal.add(failure("a"))).isTrue();
			assertThat(journal.isDurable()).isTrue();
		}
	}

	@ParameterizedTest
	@EnumSource(value = Database.class, names = { "H2", "POSTGRESQL", "MYSQL" })
	void tableOfOtherColumnsIsRefused(Database kind) {
		TestDatabase database = TestDatabase.of(kind);
		database.jdbc().execute("CREATE TABLE " + database.table() + " (id VARCHAR(32) PRIMARY KEY)");
		assertThatExceptionOfType(UnusableException.class)
			.isThrownBy(() -> database.open(settings(database.table(), InitializeSchema.NEVER), null))
			.withMessageContaining("or one with other columns");
	}

	@ParameterizedTest
	@EnumSource(value = Database.class, names = { "H2", "POSTGRESQL", "MYSQL" })
	void tableThatNoScriptCanCreateIsRefused(Database kind) {
		TestDatabase database = TestDatabase.of(kind);
		for (InitializeSchema mode : InitializeSchema.values()) {
			for (String name : List.of("nowhere.reports", "order", "select")) {
				assertThatExceptionOfType(UnusableException.class)
					.isThrownBy(() -> database.open(settings(name, mode), null))
					.withMessageContaining("'" + name + "'")
					.withMessageNotContaining("\n");
			}
		}
		database.jdbc()
			.execute("CREATE TABLE " + database.table()
					+ " (id VARCHAR(32) PRIMARY KEY, owner VARCHAR(32), kind VARCHAR(12), occurred_at BIGINT, "
					+ "lease_until BIGINT)");
		assertThatExceptionOfType(UnusableException.class)
			.isThrownBy(() -> database.open(settings(database.table(), InitializeSchema.ALWAYS), null))
			.withMessageContaining("or one with other columns");
	}

	@Test
	void missingRightToASchemaIsRefusedWithTheGrants() {
		TestDatabase database = TestDatabase.of(Database.POSTGRESQL);
		String schema = database.table().replace("journal", "s");
		String user = database.table().replace("journal", "u");
		String table = schema + ".reports";
		database.jdbc().execute("CREATE SCHEMA " + schema);
		database.jdbc().execute("CREATE USER " + user);
		database.open(settings(table, InitializeSchema.ALWAYS), null).close();
		try (HikariDataSource pool = TestDatabase
			.pool(TestDatabase.url(Database.POSTGRESQL).replace("user=test", "user=" + user))) {
			TestDatabase restricted = new TestDatabase(pool);
			assertThatExceptionOfType(UnusableException.class)
				.isThrownBy(() -> restricted.open(settings(table, InitializeSchema.NEVER), null))
				.satisfies((ex) -> database.jdbc().execute(ex.action().substring(ex.action().indexOf("GRANT"))));
			restricted.open(settings(table, InitializeSchema.NEVER), null).close();
		}
	}

	@ParameterizedTest
	@EnumSource(value = Database.class, names = { "POSTGRESQL", "MYSQL" })
	void missingRightIsRefusedWithTheGrant(Database kind) {
		TestDatabase database = TestDatabase.of(kind);
		database.open(100).close();
		String user = database.table().replace("journal", "u");
		boolean mysql = kind == Database.MYSQL;
		database.jdbc().execute("CREATE USER " + user + (mysql ? " IDENTIFIED BY 'x'" : ""));
		database.jdbc().execute("GRANT SELECT, INSERT, UPDATE ON " + database.table() + " TO " + user);
		String url = TestDatabase.url(kind).replace("user=test", "user=" + user).replace("password=test", "password=x");
		try (HikariDataSource pool = TestDatabase.pool(url)) {
			TestDatabase restricted = new TestDatabase(pool);
			assertThatExceptionOfType(UnusableException.class)
				.isThrownBy(() -> restricted.open(settings(database.table(), InitializeSchema.NEVER), null))
				.withMessageContaining("may not use table '" + database.table() + "'")
				.withMessageContaining("as user '" + user + "'")
				.satisfies((ex) -> database.jdbc()
					.execute(ex.action().substring(ex.action().indexOf("GRANT")).replace(";", "")));
			restricted.open(settings(database.table(), InitializeSchema.NEVER), null).close();
			if (mysql) {
				assertThatExceptionOfType(UnusableException.class)
					.isThrownBy(() -> restricted.open(settings(restricted.table(), InitializeSchema.ALWAYS), null))
					.satisfies((ex) -> assertThat(ex.action()).containsAnyOf("GRANT", "CREATE TABLE"));
			}
		}
	}

	@Test
	void databaseThatIsReadOnlyAtTheStartMayBeWritableLater() {
		String url = TestDatabase.url(Database.POSTGRESQL) + "&options=-c%20default_transaction_read_only=on";
		try (HikariDataSource pool = TestDatabase.pool(url);
				JdbcFailureJournal journal = new TestDatabase(pool).open(100)) {
			assertThat(journal.problem()).contains("read-only transaction");
			assertThat(journal.add(failure("a"))).isTrue();
		}
	}

	@Test
	void embeddedDatabaseIsInitialized() {
		TestDatabase database = TestDatabase.of(Database.H2);
		database.open(settings(database.table(), InitializeSchema.EMBEDDED), null).close();
		assertThat(database.count("1 = 1")).isZero();
	}

	@ParameterizedTest
	@EnumSource(value = Database.class, names = { "POSTGRESQL", "MYSQL" })
	void realDatabaseIsNotInitializedUnasked(Database kind) {
		TestDatabase database = TestDatabase.of(kind);
		assertThatExceptionOfType(UnusableException.class)
			.isThrownBy(() -> database.open(settings(database.table(), InitializeSchema.EMBEDDED), null));
	}

	@ParameterizedTest
	@EnumSource(value = Database.class, names = { "H2", "POSTGRESQL", "MYSQL" })
	void workersThatStartAtATimeDoNotFightOverTheTable(Database kind) throws Exception {
		TestDatabase database = TestDatabase.of(kind);
		ExecutorService executor = Executors.newFixedThreadPool(4);
		CountDownLatch start = new CountDownLatch(1);
		List<Future<JdbcFailureJournal>> opened = IntStream.range(0, 4).mapToObj((i) -> executor.submit(() -> {
			start.await();
			return database.open(100);
		})).toList();
		start.countDown();
		for (Future<JdbcFailureJournal> journal : opened) {
			assertThat(journal.get().problem()).isNull();
			journal.get().close();
		}
		executor.shutdown();
	}

	@Test
	void tableMayBeInASchema() {
		TestDatabase database = TestDatabase.of(Database.POSTGRESQL);
		String table = database.table() + ".Reports";
		database.jdbc().execute("CREATE SCHEMA " + database.table());
		try (JdbcFailureJournal journal = database.open(settings(table, InitializeSchema.ALWAYS), null)) {
			assertThat(journal.add(failure("a"))).isTrue();
			assertThat(journal.isDurable()).isTrue();
			assertThat(database.jdbc()
				.queryForList("SELECT indexname FROM pg_indexes WHERE schemaname = ?", String.class, database.table()))
				.contains("reports_owner", "reports_lease");
		}
	}

	@Test
	void unknownDatabaseIsRefused() {
		assertThatExceptionOfType(UnusableException.class).isThrownBy(() -> Database.of("SQLite"))
			.withMessageContaining("'SQLite'")
			.satisfies((ex) -> assertThat(ex.action()).contains("PostgreSQL"));
		assertThat(Database.of("Microsoft SQL Server")).isEqualTo(Database.SQLSERVER);
		assertThat(Database.of("MariaDB")).isEqualTo(Database.MYSQL);
		assertThat(Database.of("Oracle")).isEqualTo(Database.ORACLE);
	}

}
