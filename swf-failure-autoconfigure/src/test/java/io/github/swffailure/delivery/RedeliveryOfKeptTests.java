// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.github.swffailure.FailureJournal;
import io.github.swffailure.HandClock;
import io.github.swffailure.OrderFailures;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.journal.DirectoryFailureJournal;
import io.github.swffailure.journal.InMemoryFailureJournal;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.swf.SwfClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens to reports that the journal has kept: one at a time, oldest first.
 */
class RedeliveryOfKeptTests {

	private static final Duration SHORT = Duration.ofMillis(20);

	private static final Duration LONG = Duration.ofMinutes(10);

	private static final ScriptedSwf.Answer DENIED = ScriptedSwf.Answer.error(403, "AccessDeniedException", "no");

	private final ScriptedSwf swf = new ScriptedSwf();

	private final SwfClient client = this.swf.clientWithoutRetries();

	private final FailureJournal journal = new InMemoryFailureJournal(1_000);

	private final RecordingListener listener = new RecordingListener();

	private final HandClock clock = new HandClock(OrderFailures.TIME);

	private final DeliveryLine line = new DeliveryLine(() -> this.client, Duration.ofSeconds(6), this.journal,
			this.listener.alone(), (details) -> details);

	private Redelivery redelivery = redelivery(LONG, LONG, 1);

	@AfterEach
	void close() {
		this.redelivery.close();
		this.client.close();
		this.swf.close();
	}

	private Redelivery redelivery(Duration initialDelay, Duration maxDelay, int concurrency) {
		return new Redelivery(this.line,
				new Redelivery.Settings(initialDelay, maxDelay, Duration.ofDays(7), 200, concurrency),
				new Redelivery.Shutdown(Duration.ZERO, () -> 0, List::of), this.clock);
	}

	private void start(Duration initialDelay, Duration maxDelay, int concurrency) {
		this.redelivery = redelivery(initialDelay, maxDelay, concurrency);
		this.redelivery.start();
	}

	private void keep(int count) {
		for (int i = 0; i < count; i++) {
			this.journal.add(OrderFailures.of("t" + i));
		}
	}

	private List<String> tokens() {
		return this.listener.failures().stream().map((failure) -> failure.task().taskToken()).toList();
	}

	private void awaitAttempts(int count) {
		Awaitility.await().until(() -> this.listener.deliveries().size() >= count);
	}

	private void awaitEmptyJournal() {
		Awaitility.await().until(() -> this.journal.size() == 0);
	}

	@Test
	void oldestIsDeliveredFirst() {
		keep(3);
		this.redelivery.start();
		awaitEmptyJournal();
		assertThat(tokens()).startsWith("t0").containsExactlyInAnyOrder("t0", "t1", "t2");
		assertThat(this.listener.deliveries()).allSatisfy((delivery) -> assertThat(delivery.redelivery()).isTrue());
	}

	@Test
	void reportThatSwfNeverAcceptsDelaysNoOther() {
		keep(7);
		this.swf.answersTo("t0", ScriptedSwf.BROKEN);
		this.redelivery.start();
		Awaitility.await().until(() -> this.journal.size() == 1);
		assertThat(tokens()).startsWith("t0").containsExactlyInAnyOrder("t0", "t1", "t2", "t3", "t4", "t5", "t6");
	}

	@Test
	void reportThatSwfNeverAcceptsIsTriedAgainWhileOthersAreDelivered() {
		keep(1);
		this.swf.answersTo("t0", ScriptedSwf.BROKEN);
		start(SHORT, SHORT, 1);
		awaitAttempts(5);
		this.journal.add(OrderFailures.of("healthy"));
		this.redelivery.redeliverNow();
		Awaitility.await().until(() -> this.journal.size() == 1);
		this.swf.answersTo("t0", ScriptedSwf.OK);
		awaitEmptyJournal();
	}

	@Test
	void reportsThatRunIntoTheirTimeoutLeaveACallForOthers() {
		CountDownLatch release = new CountDownLatch(1);
		keep(7);
		for (int i = 0; i < 3; i++) {
			this.swf.answersTo("t" + i, ScriptedSwf.OK.after(release));
		}
		start(LONG, LONG, 4);
		Awaitility.await().until(() -> this.journal.size() == 3);
		release.countDown();
		awaitEmptyJournal();
	}

	@Test
	void noMoreThanTheGivenNumberOfCallsAreMadeAtATimeWhileNoneIsAnswered() {
		CountDownLatch release = new CountDownLatch(1);
		keep(20);
		this.swf.answersFromNowOn(ScriptedSwf.OK.after(release));
		start(LONG, LONG, 4);
		Awaitility.await().until(() -> this.swf.calls().size() == 4);
		Awaitility.await().during(Duration.ofMillis(200)).until(() -> this.swf.calls().size() == 4);
		release.countDown();
		awaitEmptyJournal();
	}

	@Test
	void brownoutSlowsNoReportButThoseThatItMeets() {
		keep(60);
		this.swf.answersEvery(3, ScriptedSwf.BROKEN);
		this.redelivery.start();
		awaitAttempts(60);
		assertThat(this.listener.outcomes()).filteredOn(ReportOutcome.REPORTED::equals).hasSize(40);
		assertThat(this.journal.size()).isEqualTo(20);
	}

	@Test
	void freshReportDoesNotWaitBehindABacklog() {
		keep(300);
		start(SHORT, LONG, 1);
		awaitAttempts(5);
		this.swf.answersTo("fresh", ScriptedSwf.THROTTLED);
		assertThat(this.line.deliver(OrderFailures.of("fresh"))).isEqualTo(ReportOutcome.DEFERRED);
		this.swf.answersTo("fresh", ScriptedSwf.OK);
		Awaitility.await().until(() -> !this.journal.contains(OrderFailures.of("fresh")));
		assertThat(this.journal.size()).isPositive();
	}

	@Test
	void newestInTheJournalDoesNotWaitBehindABacklog(@TempDir Path directory) {
		try (DirectoryFailureJournal kept = new DirectoryFailureJournal(directory.resolve("j"), 1_000, this.clock)) {
			DeliveryLine slow = new DeliveryLine(() -> this.client, Duration.ofSeconds(6), kept, this.listener.alone(),
					(details) -> details);
			for (int i = 0; i < 400; i++) {
				kept.add(OrderFailures.of("t" + i));
			}
			this.redelivery = new Redelivery(slow, new Redelivery.Settings(LONG, LONG, Duration.ofDays(7), 20, 1),
					new Redelivery.Shutdown(Duration.ZERO, () -> 0, List::of), this.clock);
			this.redelivery.start();
			awaitAttempts(5);
			this.clock.move(Duration.ofMinutes(1));
			kept.add(new TaskFailure(OrderFailures.task("newest"), OrderFailures.of("newest").description(),
					OrderFailures.of("newest").origin(), this.clock.instant()));
			Awaitility.await().until(() -> tokens().contains("newest"));
			assertThat(kept.size()).isGreaterThan(300);
			this.redelivery.stop();
		}
	}

	@Test
	void outageIsProbedWithOneReportAfterTheOther() {
		keep(CircuitBreaker.MANY + 10);
		this.swf.answersFromNowOn(ScriptedSwf.BROKEN);
		start(LONG, LONG, 1);
		awaitAttempts(CircuitBreaker.MANY + 1);
		Awaitility.await().during(Duration.ofMillis(200)).until(() -> true);
		assertThat(tokens()).hasSize(CircuitBreaker.MANY + 1).doesNotHaveDuplicates();
		assertThat(this.line.deliver(OrderFailures.of("parked"))).isEqualTo(ReportOutcome.DEFERRED);
		assertThat(this.listener.deliveries().get(CircuitBreaker.MANY + 1).error())
			.isInstanceOf(CircuitBreaker.HeldBackException.class);
	}

	@Test
	void firstSuccessAfterAnOutageLetsAllReportsGo() {
		keep(CircuitBreaker.MANY + 10);
		this.swf.answersFromNowOn(ScriptedSwf.BROKEN);
		start(Duration.ofMillis(300), LONG, 1);
		awaitAttempts(CircuitBreaker.MANY + 1);
		this.swf.answersFromNowOn(ScriptedSwf.OK);
		awaitEmptyJournal();
	}

	@Test
	void expiredReportHasALastAttempt() {
		keep(2);
		this.clock.move(Duration.ofDays(8));
		this.swf.answersTo("t1", ScriptedSwf.THROTTLED);
		this.redelivery.start();
		awaitEmptyJournal();
		assertThat(this.listener.outcomes()).containsExactly(ReportOutcome.REPORTED, ReportOutcome.EXPIRED);
		assertThat(this.listener.deliveries().get(1).error()).hasMessageContaining("Rate exceeded");
	}

	@Test
	void expiredReportIsSetAside() {
		keep(1);
		this.clock.move(Duration.ofDays(8));
		this.swf.answersFromNowOn(ScriptedSwf.THROTTLED);
		this.redelivery.start();
		awaitEmptyJournal();
		assertThat(this.journal.expired()).singleElement()
			.satisfies((failure) -> assertThat(failure.task().taskToken()).isEqualTo("t0"));
	}

	@Test
	void youngReportDoesNotExpire() {
		this.clock.move(Duration.ofDays(7));
		keep(1);
		this.swf.answersFromNowOn(ScriptedSwf.THROTTLED);
		this.redelivery.start();
		awaitAttempts(1);
		assertThat(this.listener.outcomes()).containsExactly(ReportOutcome.DEFERRED);
		assertThat(this.journal.size()).isOne();
	}

	@Test
	void closedTaskIsTakenForReportedIfAReportMayHaveArrived() {
		keep(1);
		this.swf.answersFromNowOn(ScriptedSwf.CLOSED);
		this.redelivery.start();
		awaitEmptyJournal();
		assertThat(this.listener.outcomes()).containsExactly(ReportOutcome.REPORTED);
	}

	@ParameterizedTest
	@CsvSource({ "THROTTLED, TASK_CLOSED", "NOT_PERMITTED, TASK_CLOSED", "BROKEN, REPORTED" })
	void closedTaskIsTakenForReportedOnlyIfAnAttemptMayHaveArrived(String first, ReportOutcome last) {
		this.swf.answers(switch (first) {
			case "THROTTLED" -> ScriptedSwf.THROTTLED;
			case "NOT_PERMITTED" -> ScriptedSwf.NOT_PERMITTED;
			default -> ScriptedSwf.BROKEN;
		});
		this.line.deliver(OrderFailures.of("t0"));
		this.swf.answersFromNowOn(ScriptedSwf.CLOSED);
		this.redelivery.start();
		this.redelivery.redeliverNow();
		awaitEmptyJournal();
		assertThat(this.listener.outcomes()).hasSize(2).last().isEqualTo(last);
	}

	@Test
	void attemptThatMayHaveArrivedIsRememberedThroughLaterRefusals() {
		keep(1);
		this.swf.answers(ScriptedSwf.BROKEN, ScriptedSwf.THROTTLED, ScriptedSwf.THROTTLED)
			.answersFromNowOn(ScriptedSwf.CLOSED);
		start(SHORT, SHORT, 1);
		awaitEmptyJournal();
		assertThat(this.listener.outcomes()).last().isEqualTo(ReportOutcome.REPORTED);
	}

	@Test
	void deniedReportsDoNotStopTheOthers() {
		keep(2);
		this.swf.answersTo("t0", ScriptedSwf.NOT_PERMITTED);
		this.redelivery.start();
		awaitAttempts(2);
		assertThat(this.listener.outcomes()).containsExactly(ReportOutcome.DENIED, ReportOutcome.REPORTED);
	}

	@Test
	void thousandsOfDeniedReportsAreProbedByTensUntilOneGoesThrough() {
		keep(100);
		this.swf.answersFromNowOn(DENIED);
		start(LONG, LONG, 1);
		awaitAttempts(100);
		this.redelivery.redeliverNow();
		awaitAttempts(110);
		this.redelivery.redeliverNow();
		awaitAttempts(120);
		Awaitility.await().during(Duration.ofMillis(200)).until(() -> true);
		assertThat(tokens()).hasSize(120);
		assertThat(tokens().subList(100, 120)).doesNotHaveDuplicates();
		this.swf.answersFromNowOn(ScriptedSwf.OK);
		this.redelivery.redeliverNow();
		awaitAttempts(121);
		this.redelivery.redeliverNow();
		awaitEmptyJournal();
	}

	@Test
	void interruptDoesNotEndRedelivery() {
		this.redelivery.start();
		interruptAll();
		keep(1);
		this.redelivery.redeliverNow();
		awaitEmptyJournal();
	}

	@Test
	void errorInAListenerDoesNotEndRedelivery() {
		keep(1);
		this.listener.throwOnce(new StackOverflowError());
		this.redelivery.start();
		awaitEmptyJournal();
		this.journal.add(OrderFailures.of("next"));
		this.redelivery.redeliverNow();
		awaitEmptyJournal();
	}

	private static void interruptAll() {
		Thread[] threads = new Thread[Thread.activeCount() + 10];
		int count = Thread.enumerate(threads);
		for (int i = 0; i < count; i++) {
			if (threads[i].getName().startsWith("swf-failure-redelivery")) {
				threads[i].interrupt();
			}
		}
	}

	@Test
	void emptyJournalMakesNoCall() {
		this.redelivery.start();
		Awaitility.await().during(Duration.ofMillis(100)).until(() -> this.swf.calls().isEmpty());
	}

}
