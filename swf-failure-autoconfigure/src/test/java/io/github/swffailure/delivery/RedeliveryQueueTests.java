// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.swffailure.Delivery;
import io.github.swffailure.ListJournal;
import io.github.swffailure.OrderFailures;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskReport;
import io.github.swffailure.support.Backoff;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class RedeliveryQueueTests {

	private static final Delivery DEFERRED = new Delivery(ReportOutcome.DEFERRED, false, Duration.ZERO, null);

	@Test
	void freshReportDoesNotWaitUntilAllThatAreNotDueHaveBeenRead() throws InterruptedException {
		TaskReport sick = OrderFailures.of("sick");
		ListJournal endless = new ListJournal() {

			@Override
			public Stream<TaskReport> reports() {
				return Stream.generate(() -> sick);
			}

		};
		endless.add(sick);
		endless.add(OrderFailures.of("fresh"));
		RedeliveryQueue queue = new RedeliveryQueue(endless, new CircuitBreaker(System::nanoTime),
				new Backoff(Duration.ofMillis(10), Duration.ofHours(1)));
		for (int i = 0; i < 30; i++) {
			queue.done(sick, DEFERRED);
		}
		queue.add(OrderFailures.of("fresh"), DEFERRED);
		assertThat(queue.take(() -> true)).isEqualTo(OrderFailures.of("fresh"));
	}

	@Test
	void freshReportThatIsDeferredAgainIsTakenAgain() throws InterruptedException {
		RedeliveryQueue queue = queue(new ListJournal(OrderFailures.of("t1")), Duration.ofNanos(1));
		queue.add(OrderFailures.of("t1"), DEFERRED);
		for (int i = 1; i <= 3; i++) {
			assertThat(queue.deferrals(OrderFailures.of("t1"))).isEqualTo(i);
			assertThat(queue.take(() -> true)).isEqualTo(OrderFailures.of("t1"));
			queue.done(OrderFailures.of("t1"), DEFERRED);
		}
	}

	@Test
	void takenReportIsTakenByNobodyElse() throws InterruptedException {
		RedeliveryQueue queue = queue(new ListJournal(OrderFailures.of("t1")), Duration.ofHours(1));
		assertThat(queue.takeIfDue()).isEqualTo(OrderFailures.of("t1"));
		queue.makeAllDue();
		assertThat(queue.takeIfDue()).isNull();
		queue.done(OrderFailures.of("t1"), null);
		queue.makeAllDue();
		assertThat(queue.takeIfDue()).isEqualTo(OrderFailures.of("t1"));
	}

	@Test
	void readingEndsWithTheJournalAndWithRedelivery() throws InterruptedException {
		AtomicInteger open = new AtomicInteger();
		ListJournal journal = new ListJournal(OrderFailures.of("t1"), OrderFailures.of("t2")) {

			@Override
			public Stream<TaskReport> reports() {
				open.incrementAndGet();
				return super.reports().onClose(open::decrementAndGet);
			}

		};
		RedeliveryQueue queue = queue(journal, Duration.ofHours(1));
		assertThat(queue.takeIfDue()).isNotNull();
		assertThat(open).hasValue(1);
		assertThat(queue.take(() -> false)).isNull();
		assertThat(open).hasValue(0);
		queue.makeAllDue();
		assertThat(queue.takeIfDue()).isNotNull();
		assertThat(queue.takeIfDue()).isNull();
		assertThat(open).hasValue(0);
	}

	@Test
	void journalIsNotReadAgainBeforeItIsTime() throws InterruptedException {
		AtomicInteger read = new AtomicInteger();
		ListJournal journal = new ListJournal() {

			@Override
			public Stream<TaskReport> reports() {
				read.incrementAndGet();
				return super.reports();
			}

		};
		RedeliveryQueue queue = queue(journal, Duration.ofHours(1));
		for (int i = 0; i < 5; i++) {
			assertThat(queue.takeIfDue()).isNull();
		}
		assertThat(read).hasValue(1);
		queue.makeAllDue();
		assertThat(queue.takeIfDue()).isNull();
		assertThat(read).hasValue(2);
	}

	@Test
	void threadThatWaitsForAReportTakesTheNextOne() {
		ListJournal journal = new ListJournal();
		RedeliveryQueue queue = queue(journal, Duration.ofNanos(1));
		CompletableFuture<TaskReport> taken = new CompletableFuture<>();
		Thread taker = new Thread(() -> {
			try {
				taken.complete(queue.take(() -> true));
			}
			catch (InterruptedException ex) {
				taken.completeExceptionally(ex);
			}
		});
		taker.start();
		Awaitility.await().until(() -> taker.getState() == Thread.State.TIMED_WAITING);
		journal.add(OrderFailures.of("t1"));
		queue.add(OrderFailures.of("t1"), DEFERRED);
		assertThat(taken).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(OrderFailures.of("t1"));
	}

	@Test
	void queueIsFreeForOthersAfterEachLook() throws Exception {
		RedeliveryQueue queue = queue(new ListJournal(OrderFailures.of("t1"), OrderFailures.of("t2")),
				Duration.ofHours(1));
		assertThat(queue.takeIfDue()).isNotNull();
		FutureTask<TaskReport> other = new FutureTask<>(queue::takeIfDue);
		new Thread(other).start();
		assertThat(other.get(30, TimeUnit.SECONDS)).isNotNull();
	}

	@Test
	void reportsBeyondThoseThatAreRememberedAreReadFromTheJournalInTheirTime() throws InterruptedException {
		ListJournal journal = new ListJournal();
		RedeliveryQueue queue = new RedeliveryQueue(journal, new CircuitBreaker(System::nanoTime),
				new Backoff(Duration.ofNanos(1), Duration.ofHours(1)));
		assertThat(queue.takeIfDue()).isNull();
		int all = FreshReports.CAPACITY + 50;
		for (int i = 0; i < all; i++) {
			journal.add(OrderFailures.of("t" + i));
			queue.add(OrderFailures.of("t" + i), DEFERRED);
		}
		Set<TaskReport> taken = new HashSet<>();
		for (int i = 0; i < all; i++) {
			taken.add(queue.takeIfDue());
		}
		assertThat(taken).hasSize(all).doesNotContainNull();
	}

	@Test
	void journalIsLookedAtWhileSwfIsDown() throws InterruptedException {
		AtomicInteger looks = new AtomicInteger();
		ListJournal journal = new ListJournal(OrderFailures.of("t1")) {

			@Override
			public Stream<TaskReport> newestFirst() {
				looks.incrementAndGet();
				return super.newestFirst();
			}

		};
		Backoff backoff = new Backoff(Duration.ofHours(1), Duration.ofHours(2));
		CircuitBreaker breaker = open();
		breaker.probing(backoff);
		RedeliveryQueue queue = new RedeliveryQueue(journal, breaker, backoff);
		queue.wakeUp();
		AtomicInteger rounds = new AtomicInteger();
		assertThat(queue.take(() -> rounds.incrementAndGet() == 1)).isNull();
		assertThat(looks).hasValue(1);
	}

	private static CircuitBreaker open() {
		CircuitBreaker breaker = new CircuitBreaker(System::nanoTime);
		for (int i = 0; i < CircuitBreaker.MANY; i++) {
			breaker.after(OrderFailures.of("down" + i), new SwfAnswer(ReportOutcome.DEFERRED, new RuntimeException()),
					System.nanoTime());
		}
		return breaker;
	}

	@Test
	void whileSwfIsDownASickReportIsProbedOnlyIfThereIsNoOther() throws InterruptedException {
		TaskReport sick = OrderFailures.of("sick");
		ListJournal journal = new ListJournal(OrderFailures.of("sick"), OrderFailures.of("other"));
		RedeliveryQueue queue = new RedeliveryQueue(journal, open(),
				new Backoff(Duration.ofNanos(1), Duration.ofNanos(1)));
		queue.add(sick, DEFERRED);
		for (int i = 0; i < 3; i++) {
			queue.done(sick, DEFERRED);
		}
		assertThat(queue.take(() -> true)).isEqualTo(OrderFailures.of("other"));
		journal.remove(OrderFailures.of("other"));
		assertThat(queue.take(() -> true)).isEqualTo(sick);
	}

	private static RedeliveryQueue queue(ListJournal journal, Duration wait) {
		return new RedeliveryQueue(journal, new CircuitBreaker(System::nanoTime),
				new Backoff(wait, (wait.compareTo(Duration.ofHours(1)) < 0) ? wait : Duration.ofHours(2)));
	}

	@ParameterizedTest
	@CsvSource({ "0, 1, 0, 0.5", "0, 1, 3, 3", "2, 1, 0, 2", "0, 1, 600, 60", "0, 7200, 0, 60", "90, 1, 600, 90" })
	void journalIsLookedAtEachMinuteHoweverLongReportsWait(double reading, double firstWait, double untilDue,
			double pause) {
		assertThat(RedeliveryQueue.pause(nanos(reading), nanos(firstWait), nanos(untilDue))).isEqualTo(nanos(pause));
	}

	private static long nanos(double seconds) {
		return (long) (seconds * 1e9);
	}

}
