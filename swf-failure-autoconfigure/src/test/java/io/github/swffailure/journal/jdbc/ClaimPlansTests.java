// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

import static io.github.swffailure.journal.FailureJournalContract.failure;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a round asks of a table with many rows of others is found by an index.
 */
class ClaimPlansTests {

	private static final int ROWS = 20_000;

	@ParameterizedTest
	@EnumSource(value = Database.class, names = { "H2", "POSTGRESQL", "MYSQL" })
	void roundsScanNoTable(Database kind) {
		TestDatabase database = TestDatabase.of(kind);
		database.open(100).close();
		List<Object[]> rows = new ArrayList<>();
		for (int i = 0; i < ROWS; i++) {
			rows.add(new Object[] { "row" + i, "worker" + i % 200, (long) i });
		}
		database.jdbc()
			.batchUpdate(
					"INSERT INTO " + database.table() + " (id, kind, owner, occurred_at, may_have_arrived, payload)"
							+ " VALUES (?, 'failure', ?, ?, 1, 'x')",
					rows);
		for (int i = 0; i < 200; i++) {
			database.jdbc()
				.update("INSERT INTO " + database.table()
						+ " (id, kind, owner, occurred_at, lease_until, may_have_arrived)"
						+ " VALUES (?, 'worker', ?, 0, 9999999999999, 0)", "worker" + i, "worker" + i);
		}
		database.jdbc()
			.execute(((kind == Database.MYSQL) ? "ANALYZE TABLE " : "ANALYZE ")
					+ ((kind == Database.H2) ? "" : database.table()));
		Explained explained = new Explained(database.dataSource());
		JournalTable table = new JournalTable(database.table(), kind, explained);
		table.page("worker7", null, true, 100);
		table.page("worker7", new ReportRow("row7", "failure", Instant.ofEpochMilli(7), null, ""), true, 100);
		table.page("worker7", null, false, 10);
		table.keeps("row7", "worker7", 1_000);
		table.oldest("worker7");
		table.workers().dead();
		table.workers().groups("worker7");
		table.workers().next(new WorkerRows.Dead("worker7", "worker7", 1), new WorkerRows.Group(null, 1), 100);
		assertThat(explained.plans).hasSize(8).allSatisfy((sql, plan) -> {
			assertThat(plan).as(sql).doesNotContainIgnoringCase("Seq Scan").doesNotContain("tableScan");
			if (kind == Database.MYSQL) {
				assertThat(plan).as(sql).doesNotContain("type=ALL").doesNotContain("type=index,");
			}
			else {
				assertThat(plan).as(sql).containsPattern("Index|_OWNER: |_LEASE: |PRIMARY_KEY_");
			}
			if (kind == Database.H2 && sql.contains("ORDER BY")) {
				assertThat(plan).as(sql).contains("index sorted");
			}
		});
		database.jdbc().execute("DROP TABLE " + database.table());
	}

	@Test
	void roundTakesThreeStatementsHoweverManyWorkersThereAre() {
		FaultyDataSource dataSource = new FaultyDataSource(TestDatabase.of(Database.H2).dataSource());
		TestDatabase database = new TestDatabase(dataSource);
		try (JdbcFailureJournal journal = database.open(database.settings(100, Duration.ofMinutes(10)), null)) {
			for (int i = 0; i < 300; i++) {
				database.jdbc()
					.update("INSERT INTO " + database.table()
							+ " (id, kind, owner, occurred_at, lease_until, may_have_arrived)"
							+ " VALUES (?, 'worker', ?, 0, 9999999999999, 0)", "worker" + i, "worker" + i);
			}
			journal.add(failure("a"));
			journal.look();
			int before = dataSource.statements();
			journal.look();
			assertThat(dataSource.statements() - before).isEqualTo(3);
		}
	}

	/** Shows the plans of queries in place of running them. */
	private static final class Explained extends JdbcTemplate {

		private final Map<String, String> plans = new LinkedHashMap<>();

		private Explained(DataSource dataSource) {
			super(dataSource);
		}

		@Override
		public <T> List<T> query(String sql, RowMapper<T> mapper, Object... arguments) {
			this.plans.put(sql,
					String.valueOf(new JdbcTemplate(getDataSource()).queryForList("EXPLAIN " + sql, arguments)));
			return List.of();
		}

		@Override
		public <T> List<T> query(String sql, RowMapper<T> mapper) {
			return query(sql, mapper, new Object[0]);
		}

		@Override
		public <T> List<T> queryForList(String sql, Class<T> type, Object... arguments) {
			return query(sql, (result, number) -> result.getObject(1, type), arguments);
		}

	}

}
