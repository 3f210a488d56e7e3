// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.TaskCompletion;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskReport;
import io.github.swffailure.journal.FailureJournalContract;
import io.github.swffailure.journal.ReportAddress;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a journal in a table does, whatever the database. */
abstract class JdbcJournalContract extends FailureJournalContract {

	private static final ReportAddress HERE = new ReportAddress("eu-central-1", null, "orders");

	private static final ReportAddress THERE = new ReportAddress("us-east-1", "http://localhost:4566", null);

	private final List<JdbcFailureJournal> opened = new ArrayList<>();

	private TestDatabase database;

	abstract Database database();

	TestDatabase newTable() {
		return TestDatabase.of(database());
	}

	@BeforeEach
	void connect() {
		this.database = newTable();
	}

	@AfterEach
	void closeAll() {
		this.opened.forEach(JdbcFailureJournal::close);
	}

	@Override
	protected FailureJournal journal(int capacity) {
		return opened(newTable().open(capacity));
	}

	private JdbcFailureJournal opened(JdbcFailureJournal journal) {
		this.opened.add(journal);
		return journal;
	}

	private JdbcFailureJournal open() {
		return opened(this.database.open(100));
	}

	@Test
	void closedJournalIsContinuedByTheNext() {
		JdbcFailureJournal first = open();
		first.add(failure("a"));
		first.add(failure("b", TIME.minusSeconds(1), ""));
		first.close();
		JdbcFailureJournal second = open();
		assertThat(second.reports()).containsExactly(failure("b", TIME.minusSeconds(1), ""), failure("a"));
		assertThat(second.size()).isEqualTo(2);
		assertThat(second.oldest()).isEqualTo(TIME.minusSeconds(1));
		second.remove(failure("a"));
		second.remove(failure("b"));
		second.close();
		assertThat(this.database.count("kind <> 'worker'")).isZero();
	}

	@Test
	void workerThatHasEndedRenewsNothing() {
		JdbcFailureJournal journal = open();
		WorkerLease lease = new WorkerLease(Duration.ofMinutes(1), new TableHealth("t", UnaryOperator.identity()));
		JournalTable table = new JournalTable(this.database.table(), database(), this.database.jdbc());
		lease.ensure(table);
		journal.close();
		String name = lease.worker();
		lease.release(table);
		lease.renew(table);
		assertThat(this.database.count("kind = 'worker'")).isZero();
		lease.ensure(table);
		assertThat(this.database.count("id = '" + lease.worker() + "'")).isOne();
		assertThat(lease.worker()).isNotEqualTo(name);
	}

	@Test
	void rowsOfALivingWorkerAreItsOwn() {
		JdbcFailureJournal first = open();
		first.add(failure("a"));
		first.taskStarted(failure("runs"));
		JdbcFailureJournal second = open();
		second.add(failure("b"));
		assertThat(second.reports()).containsExactly(failure("b"));
		assertThat(first.reports()).containsExactly(failure("a"));
		assertThat(second.contains(failure("a"))).isFalse();
	}

	@Test
	void rowIsReadableByAPerson() {
		JdbcFailureJournal journal = opened(this.database.openAt(HERE));
		journal.add(failure("AAAA+/=", TIME, "java.io.IOException: disk\n\tat Disk.write(Disk.java:1)"));
		assertThat(this.database.column("payload", "kind = 'failure'")).startsWith("""
				swf-failure-journal 1
				time: 2026-11-23T10:00:00.123Z
				task-token: AAAA+/=
				""").contains("\n \tat Disk.write(Disk.java:1)\n");
		assertThat(this.database.column("id", "1 = 1")).doesNotContain("AAAA").hasSize(32);
		assertThat(this.database.column("region", "swf_domain = 'orders'")).isEqualTo("eu-central-1");
		assertThat(this.database.column("occurred_at", "1 = 1")).isEqualTo(String.valueOf(TIME.toEpochMilli()));
		journal.add(new TaskCompletion(failure("done").task(), "result", TIME));
		assertThat(this.database.count("kind = 'completion'")).isOne();
	}

	@Test
	void killedWorkersReportsAndRunningTasksAreTakenOver() {
		JdbcFailureJournal victim = open();
		victim.add(failure("kept"));
		victim.setMayHaveArrived(failure("kept"), false);
		assertThat(victim.taskStarted(failure("ran"))).isTrue();
		assertThat(victim.taskStarted(failure("ran"))).isFalse();
		assertThat(victim.taskStarted(failure("ended"))).isTrue();
		victim.taskEnded(failure("ended").task());
		assertThat(victim.reports()).containsExactly(failure("kept"));
		this.database.kill(victim);
		JdbcFailureJournal heir = open();
		assertThat(heir.reports()).containsExactly(failure("kept"), failure("ran").at(TIME.plus(Duration.ofHours(1))));
		assertThat(heir.size()).isEqualTo(2);
		assertThat(heir.mayHaveArrived(failure("kept"))).isFalse();
		assertThat(heir.mayHaveArrived(failure("ran"))).isFalse();
		assertThat(heir.contains(failure("ran"))).isTrue();
	}

	@Test
	void reportTakesThePlaceOfTheRunningTask() {
		JdbcFailureJournal journal = open();
		journal.taskStarted(failure("a"));
		journal.add(failure("a"));
		assertThat(journal.isDurable()).isTrue();
		journal.taskEnded(failure("a").task());
		assertThat(journal.reports()).containsExactly(failure("a"));
		assertThat(journal.size()).isOne();
		journal.remove(failure("a"));
		assertThat(this.database.count("kind <> 'worker'")).isZero();
		assertThat(journal.size()).isZero();
	}

	@Test
	void answeredReportTakesTheRunningTaskAlong() {
		JdbcFailureJournal journal = open();
		journal.taskStarted(failure("a"));
		journal.remove(failure("a"));
		assertThat(this.database.count("kind = 'running'")).isZero();
	}

	@Test
	void leaseRunsByTheClockOfTheDatabaseAndIsRenewed() throws InterruptedException {
		JdbcFailureJournal victim = opened(this.database.openShort());
		JdbcFailureJournal other = opened(this.database.openShort());
		victim.add(failure("a"));
		String lease = this.database.lease(victim);
		Awaitility.await().until(() -> !this.database.lease(victim).equals(lease));
		assertThat(other.reports()).isEmpty();
		victim.abandon();
		Awaitility.await()
			.atMost(10, TimeUnit.SECONDS)
			.untilAsserted(() -> assertThat(other.reports()).containsExactly(failure("a")));
		assertThat(other.size()).isOne();
	}

	@Test
	void workerThatWasTakenForDeadGoesOnUnderAnotherName() {
		JdbcFailureJournal journal = opened(this.database.openShort());
		journal.add(failure("a"));
		journal.taskStarted(failure("runs"));
		String name = journal.worker();
		this.database.jdbc()
			.update("UPDATE " + this.database.table() + " SET owner = 'another', lease_until = 1 WHERE id = ?", name);
		Awaitility.await().until(() -> !journal.worker().equals(name));
		Awaitility.await().untilAsserted(() -> assertThat(journal.reports()).containsExactly(failure("a")));
		assertThat(this.database.count("kind = 'running' AND owner = '" + journal.worker() + "'")).isOne();
		journal.add(failure("runs"));
		assertThat(journal.contains(failure("runs"))).isTrue();
		assertThat(journal.size()).isEqualTo(2);
	}

	@Test
	void workersThatTakeOverAtATimeShareWithoutADouble() throws Exception {
		JdbcFailureJournal victim = opened(this.database.open(1_000));
		List<TaskReport> left = new ArrayList<>();
		for (int i = 0; i < 300; i++) {
			left.add(failure("token" + i, TIME.plusMillis(i), ""));
			victim.add(left.get(i));
		}
		List<JdbcFailureJournal> heirs = IntStream.range(0, 4)
			.mapToObj((i) -> opened(this.database.open(200)))
			.toList();
		this.database.kill(victim);
		ExecutorService executor = Executors.newFixedThreadPool(4);
		List<Callable<List<TaskReport>>> readers = heirs.stream().<Callable<List<TaskReport>>>map((heir) -> () -> {
			heir.look();
			return heir.reports().toList();
		}).toList();
		List<TaskReport> taken = new ArrayList<>();
		for (Future<List<TaskReport>> reader : executor.invokeAll(readers)) {
			taken.addAll(reader.get());
		}
		heirs.forEach(JdbcFailureJournal::look);
		taken.clear();
		heirs.forEach((heir) -> heir.reports().forEach(taken::add));
		executor.shutdown();
		assertThat(taken).hasSize(300).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(left);
		assertThat(heirs).allMatch((heir) -> heir.size() <= 180);
	}

	@Test
	void reportsThatBelongElsewhereAreLeftAlone() {
		JdbcFailureJournal victim = opened(this.database.openAt(THERE));
		victim.add(failure("there"));
		victim.taskStarted(failure("ran there"));
		this.database.kill(victim);
		JdbcFailureJournal here = opened(this.database.openAt(HERE));
		here.add(failure("here"));
		assertThat(here.reports()).containsExactly(failure("here"));
		assertThat(here.leftAlone()).isEqualTo(Map.of(THERE.toString(), 2));
		assertThat(here.problem()).isNull();
		JdbcFailureJournal there = opened(this.database.openAt(THERE));
		assertThat(there.reports()).hasSize(2);
		here.look();
		assertThat(here.leftAlone()).isEmpty();
	}

	@Test
	void noCallOfTheTableWaitsForTheClientToBeMade() {
		JdbcFailureJournal victim = opened(this.database.openAt(HERE));
		victim.add(failure("here"));
		this.database.kill(victim);
		List<String> threads = new CopyOnWriteArrayList<>();
		JdbcFailureJournal heir = opened(this.database.openAt((mayTakeTime) -> {
			if (mayTakeTime) {
				threads.add(Thread.currentThread().getName());
			}
			return HERE;
		}));
		assertThat(heir.reports()).containsExactly(failure("here"));
		assertThat(threads).isNotEmpty().noneMatch((name) -> name.matches("swf-failure-journal-\\d+"));
	}

	@Test
	void whatComesToAClosedJournalIsSaidNotToBeWritten() {
		JdbcFailureJournal journal = open();
		journal.close();
		assertThat(journal.add(failure("late"))).isTrue();
		assertThat(journal.isDurable()).isFalse();
		assertThat(journal.problem()).contains("'" + this.database.table() + "' is closed");
	}

	@Test
	void rowThatCannotBeReadIsSetAsideAndReadAgainOnceItCan() {
		JdbcFailureJournal journal = open();
		journal.add(failure("a"));
		journal.add(failure("b"));
		String id = ReportRow.idOf(failure("a").task());
		String payload = this.database.column("payload", "id = '" + id + "'");
		this.database.write(id, payload.replace("disk", "dusk"));
		assertThat(journal.reports()).containsExactly(failure("b"));
		assertThat(journal.losses()).isOne();
		assertThat(journal.size()).isOne();
		assertThat(this.database.count("owner = '(unreadable)'")).isOne();
		this.database.write(id, payload);
		journal.close();
		assertThat(open().reports()).containsExactlyInAnyOrder(failure("a"), failure("b"));
	}

	@Test
	void charactersThatTheDatabaseDoesNotKnowSurvive() {
		JdbcFailureJournal journal = open();
		TaskFailure failure = new TaskFailure(failure("a").task(),
				new FailureDescription("\uD83D\uDE00", "\uD83D\uDE00 é 語"), failure("a").origin(), TIME);
		journal.add(failure);
		assertThat(journal.reports()).containsExactly(failure);
		ReportRow row = new ReportRow("x", "failure", TIME, null, this.database.column("payload", "1 = 1"));
		assertThat(row.inAscii().payload()).matches("\\p{ASCII}*");
	}

	@Test
	void clockOfTheHostDoesNotMatterForLeases() {
		JdbcFailureJournal victim = open();
		victim.add(failure("a"));
		JdbcFailureJournal other = opened(this.database.openAnHourAhead());
		other.look();
		other.look();
		assertThat(other.reports()).isEmpty();
		assertThat(victim.contains(failure("a"))).isTrue();
		assertThat(Instant.ofEpochMilli(Long.parseLong(this.database.lease(victim))))
			.isBetween(Instant.now().minusSeconds(30), Instant.now().plusSeconds(60));
	}

}
