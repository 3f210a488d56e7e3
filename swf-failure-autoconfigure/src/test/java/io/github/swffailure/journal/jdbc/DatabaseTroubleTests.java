// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.github.swffailure.FailureDescription;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskReport;
import io.github.swffailure.journal.jdbc.FaultyDataSource.Fault;
import io.github.swffailure.journal.jdbc.JdbcJournal.InitializeSchema;
import io.github.swffailure.journal.jdbc.JdbcJournal.Settings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

import static io.github.swffailure.journal.FailureJournalContract.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A database in trouble holds nothing up and loses nothing.
 */
@ExtendWith(OutputCaptureExtension.class)
class DatabaseTroubleTests {

	private final FaultyDataSource dataSource = new FaultyDataSource(TestDatabase.of(Database.H2).dataSource());

	private final TestDatabase database = new TestDatabase(this.dataSource);

	private final JdbcFailureJournal journal = open(this.database);

	private JdbcFailureJournal open(TestDatabase where) {
		return where.open(new Settings(where.table(), InitializeSchema.ALWAYS, 100, Duration.ofMillis(600),
				Duration.ofSeconds(6), 0, UnaryOperator.identity()), null);
	}

	@AfterEach
	void close() {
		this.dataSource.end();
		this.journal.close();
	}

	private static void awaitHealth(JdbcFailureJournal journal) {
		Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> journal.problem() == null && journal.isDurable());
	}

	@ParameterizedTest
	@CsvSource({ "UNREACHABLE, Connection refused", "EXHAUSTED, no answer within", "READ_ONLY, read-only transaction",
			"TERMINATED, administrator command" })
	void whatIsNotWrittenWaitsInMemory(Fault fault, String cause, CapturedOutput output) {
		this.journal.add(failure("before"));
		this.dataSource.begin(fault);
		assertThat(this.journal.add(failure("a"))).isTrue();
		assertThat(this.journal.add(failure("b"))).isTrue();
		assertThat(this.journal.contains(failure("a"))).isTrue();
		assertThat(this.journal.reports()).contains(failure("a"), failure("b"));
		assertThat(this.journal.isDurable()).isFalse();
		assertThat(this.journal.problem()).startsWith("Failure journal table '" + this.database.table() + "' cannot")
			.contains(cause);
		assertThat(this.journal.losses()).isEqualTo(2);
		assertThat(output).containsOnlyOnce("Reports are kept in memory in the meantime");
		this.journal.remove(failure("b"));
		this.journal.remove(failure("before"));
		assertThat(this.journal.reports()).containsExactly(failure("a"));
		this.dataSource.end();
		awaitHealth(this.journal);
		Awaitility.await().untilAsserted(() -> assertThat(this.journal.size()).isOne());
		assertThat(this.journal.reports()).containsExactly(failure("a"));
		assertThat(this.database.count("kind = 'failure'")).isOne();
		assertThat(output).contains("can be used again");
	}

	@Test
	void nobodyWaitsTwiceForADatabaseThatDoesNotAnswer() {
		this.dataSource.begin(Fault.EXHAUSTED);
		this.journal.add(failure("a"));
		int connections = this.dataSource.connections();
		for (int i = 0; i < 50; i++) {
			this.journal.add(failure("token" + i));
			this.journal.mayHaveArrived(failure("token" + i));
			this.journal.taskStarted(failure("task" + i));
		}
		assertThat(this.dataSource.connections()).isBetween(connections, connections + 1);
	}

	@Test
	void reportThatWasDeliveredFromMemoryDoesNotComeLate() {
		this.dataSource.begin(Fault.EXHAUSTED);
		this.journal.add(failure("a"));
		this.journal.taskStarted(failure("b"));
		this.journal.remove(failure("a"));
		this.journal.taskEnded(failure("b").task());
		this.dataSource.end();
		awaitHealth(this.journal);
		Awaitility.await().until(() -> this.database.count("kind <> 'worker'") == 0);
		assertThat(this.journal.reports()).isEmpty();
	}

	@Test
	void taskThatBeganWithoutTheDatabaseIsNotedOnceItIsBack() {
		this.dataSource.begin(Fault.UNREACHABLE);
		assertThat(this.journal.taskStarted(failure("runs"))).isTrue();
		assertThat(this.journal.taskStarted(failure("ends"))).isTrue();
		this.journal.taskEnded(failure("ends").task());
		this.dataSource.end();
		awaitHealth(this.journal);
		assertThat(this.database.count("kind = 'running'")).isOne();
		this.journal.taskEnded(failure("runs").task());
		assertThat(this.database.count("kind = 'running'")).isZero();
	}

	@ParameterizedTest
	@EnumSource(value = Fault.class, names = { "CUT_BEFORE_COMMIT", "CUT_AFTER_COMMIT" })
	void connectionThatIsCutInMidCommitLosesAndDoublesNothing(Fault fault) {
		this.dataSource.begin(fault, 1);
		assertThat(this.journal.add(failure("a"))).isTrue();
		awaitHealth(this.journal);
		assertThat(this.journal.reports()).containsExactly(failure("a"));
		this.dataSource.begin(fault, 1);
		this.journal.remove(failure("a"));
		awaitHealth(this.journal);
		Awaitility.await().until(() -> this.database.count("kind = 'failure'") == 0);
		assertThat(this.journal.reports()).isEmpty();
		Awaitility.await().untilAsserted(() -> assertThat(this.journal.size()).isZero());
	}

	@Test
	void reportThatWasWrittenWithoutAnAnswerDoesNotComeAgain() {
		this.dataSource.begin(Fault.CUT_AFTER_COMMIT, 1);
		assertThat(this.journal.add(failure("a"))).isTrue();
		this.journal.remove(failure("a"));
		awaitHealth(this.journal);
		Awaitility.await().until(() -> this.database.count("kind = 'failure'") == 0);
		assertThat(this.journal.reports()).isEmpty();
	}

	@Test
	void taskThatWasNotedWithoutAnAnswerDoesNotStay() {
		this.dataSource.begin(Fault.CUT_AFTER_COMMIT, 1);
		assertThat(this.journal.taskStarted(failure("ends"))).isTrue();
		this.journal.taskEnded(failure("ends").task());
		awaitHealth(this.journal);
		Awaitility.await().until(() -> this.database.count("kind = 'running'") == 0);
	}

	@Test
	void taskThatWasNotedWithoutAnAnswerUndoesNoDeletion() {
		this.journal.add(failure("delivered"));
		this.dataSource.begin(Fault.CUT_AFTER_COMMIT, 1);
		assertThat(this.journal.taskStarted(failure("runs"))).isTrue();
		this.journal.remove(failure("delivered"));
		awaitHealth(this.journal);
		assertThat(this.database.count("kind = 'failure'")).isZero();
		assertThat(this.journal.reports()).isEmpty();
		assertThat(this.database.count("kind = 'running'")).isOne();
	}

	@Test
	void crashWithCharactersThatTheTableDoesNotKnowIsTakenOver() {
		TestDatabase real = TestDatabase.of(Database.H2);
		JdbcFailureJournal victim = real.open(100);
		real.jdbc()
			.execute("ALTER TABLE " + real.table() + " ADD CONSTRAINT known_" + real.table()
					+ " CHECK (payload NOT LIKE '%\u8a9e%')");
		TaskFailure crash = new TaskFailure(failure("a").task(), new FailureDescription("r", "\u8a9e"),
				failure("a").origin(), failure("a").time());
		assertThat(victim.taskStarted(crash)).isTrue();
		real.kill(victim);
		try (JdbcFailureJournal heir = real.open(100)) {
			TaskReport found = crash.at(TestDatabase.CLOCK.instant());
			assertThat(heir.reports()).containsExactly(found);
			assertThat(heir.expire(found)).isTrue();
			assertThat(heir.requeue(found)).isTrue();
			assertThat(heir.reports()).containsExactly(found);
			assertThat(heir.problem()).isNull();
		}
	}

	@ParameterizedTest
	@EnumSource(value = Fault.class, names = { "DEADLOCK", "CONFLICT_AT_COMMIT" })
	void loserOfAConflictTriesAgain(Fault fault) {
		this.dataSource.begin(fault, 2);
		assertThat(this.journal.add(failure("a"))).isTrue();
		assertThat(this.journal.problem()).isNull();
		assertThat(this.journal.isDurable()).isTrue();
		assertThat(this.database.count("kind = 'failure'")).isOne();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void reportThatLeavesWhileRowsAreTakenOverAndCountedIsTakenOffOnce(boolean expires) {
		TestDatabase other = new TestDatabase(this.dataSource);
		try (JdbcFailureJournal ended = other.open(100)) {
			ended.add(failure("c"));
			ended.add(failure("d"));
		}
		try (JdbcFailureJournal counted = other.open(100)) {
			counted.add(failure("a"));
			counted.add(failure("b"));
			AtomicInteger looks = new AtomicInteger();
			this.dataSource.afterCommit(() -> {
				counted.look();
				looks.incrementAndGet();
			});
			if (expires) {
				counted.expire(failure("a"));
			}
			else {
				counted.remove(failure("a"));
			}
			assertThat(looks).hasValue(1);
			assertThat(counted.size()).isEqualTo(3);
			assertThat(counted.reports()).containsExactlyInAnyOrder(failure("b"), failure("c"), failure("d"));
		}
	}

	@Test
	void rowThatCannotBeSetAsideDoesNotKeepTheCountFromBeingPutRight() {
		TestDatabase real = TestDatabase.of(Database.H2);
		String change = "ALTER TABLE " + real.table() + " %s CONSTRAINT refuses_" + real.table();
		try (JdbcFailureJournal counted = real.open(100)) {
			counted.add(failure("a"));
			real.write(ReportRow.idOf(failure("a").task()), "torn");
			real.jdbc().execute(change.formatted("ADD") + " CHECK (owner <> '(unreadable)')");
			assertThatExceptionOfType(DataIntegrityViolationException.class)
				.isThrownBy(() -> counted.reports().toList());
			real.jdbc().execute(change.formatted("DROP"));
			real.jdbc().update("DELETE FROM " + real.table() + " WHERE kind = 'failure'");
			counted.look();
			assertThat(counted.size()).isZero();
		}
	}

	@Test
	void databaseThatIsAwayAtTheStartStopsNoStart() {
		this.dataSource.begin(Fault.UNREACHABLE);
		TestDatabase other = new TestDatabase(this.dataSource);
		try (JdbcFailureJournal late = open(other)) {
			assertThat(late.add(failure("a"))).isTrue();
			assertThat(late.isDurable()).isFalse();
			this.dataSource.end();
			awaitHealth(late);
			assertThat(other.count("kind = 'failure'")).isOne();
		}
	}

	@Test
	void rolledBackTransactionOfTheHandlerTakesNoReportAlong() {
		TestDatabase aware = new TestDatabase(new TransactionAwareDataSourceProxy(this.dataSource));
		try (JdbcFailureJournal own = open(aware)) {
			new TransactionTemplate(new DataSourceTransactionManager(this.dataSource))
				.executeWithoutResult((status) -> {
					own.add(failure("a"));
					status.setRollbackOnly();
				});
			assertThat(aware.count("kind = 'failure'")).isOne();
		}
	}

	@Test
	void closedJournalRunsNoMoreRounds() {
		long before = threadsOfRounds();
		TestDatabase other = new TestDatabase(this.dataSource);
		other.open(other.settings(100, Duration.ofMinutes(10)), null).close();
		Awaitility.await().until(() -> threadsOfRounds() <= before);
	}

	private static long threadsOfRounds() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("swf-failure-journal-lease-"))
			.count();
	}

	@Test
	void userWhomTheDatabaseRefusesIsNotLockedOut() {
		TableHealth health = new TableHealth("t", UnaryOperator.identity());
		health.begins(new IllegalStateException(new SQLException("password authentication failed", "28P01")));
		assertThat(health.isDown()).isTrue();
		assertThat(health.isRefused()).isTrue();
		health.begins(new SQLException("connection refused", "08001"));
		assertThat(health.isRefused()).isFalse();
	}

	@Test
	void charactersThatTheTableDoesNotKnowSurviveWherever() {
		TestDatabase real = TestDatabase.of(Database.MYSQL);
		try (JdbcFailureJournal latin = open(real)) {
			real.jdbc().execute("ALTER TABLE " + real.table() + " CONVERT TO CHARACTER SET latin1");
			TaskFailure failure = new TaskFailure(failure("a").task(), new FailureDescription("r", "\u8a9e"),
					failure("a").origin(), failure("a").time());
			for (int i = 0; i < 2; i++) {
				assertThat(latin.taskStarted(failure)).isEqualTo(i == 0);
				assertThat(latin.add(failure)).isTrue();
				assertThat(latin.isDurable()).isTrue();
				assertThat(latin.reports()).containsExactly(failure);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(value = Database.class, names = { "POSTGRESQL", "MYSQL" })
	void tableThatIsLockedHoldsNothingUp(Database kind) throws SQLException {
		TestDatabase real = TestDatabase.of(kind);
		JdbcFailureJournal slow = open(real);
		try (slow; Connection other = real.dataSource().getConnection()) {
			other.setAutoCommit(false);
			other.createStatement()
				.execute((kind == Database.MYSQL) ? "LOCK TABLES " + real.table() + " WRITE"
						: "LOCK TABLE " + real.table() + " IN ACCESS EXCLUSIVE MODE");
			assertThat(slow.add(failure("a"))).isTrue();
			assertThat(slow.problem()).contains("no answer within 300 ms");
			other.createStatement().execute((kind == Database.MYSQL) ? "UNLOCK TABLES" : "ROLLBACK");
			awaitHealth(slow);
			assertThat(real.count("kind = 'failure'")).isOne();
			assertThat(slow.size()).isOne();
		}
	}

}
