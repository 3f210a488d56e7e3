// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.swffailure.FailureJournal;
import io.github.swffailure.OrderFailures;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskReport;
import io.github.swffailure.journal.InMemoryFailureJournal;
import io.github.swffailure.support.Backoff;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FreshReportsTests {

	private final FailureJournal journal = new InMemoryFailureJournal(1_000);

	private final ReportWaits waits = new ReportWaits(new Backoff(Duration.ofHours(1), Duration.ofHours(2)));

	private final FreshReports fresh = new FreshReports(this.journal, this.waits);

	@Test
	void oldestMakesRoomForANewOne() {
		for (int i = 0; i <= FreshReports.CAPACITY; i++) {
			this.fresh.add(kept("t" + i));
		}
		assertThat(this.fresh.poll()).isEqualTo(OrderFailures.of("t1"));
	}

	@Test
	void reportIsTakenUpAgainOnce() {
		this.fresh.add(kept("first"));
		this.fresh.addAgain(kept("again"));
		this.fresh.addAgain(OrderFailures.of("again"));
		assertThat(this.fresh.poll()).isEqualTo(OrderFailures.of("first"));
		assertThat(this.fresh.poll()).isEqualTo(OrderFailures.of("again"));
		assertThat(this.fresh.poll()).isNull();
	}

	@Test
	void newestOfTheJournalComesFirstAndOnce() {
		this.fresh.add(kept("old"));
		this.fresh.add(kept("known"));
		kept("new");
		this.fresh.lookAtNewest();
		assertThat(this.fresh.poll()).isEqualTo(OrderFailures.of("new"));
		assertThat(this.fresh.poll()).isEqualTo(OrderFailures.of("known"));
		assertThat(this.fresh.poll()).isEqualTo(OrderFailures.of("old"));
		assertThat(this.fresh.poll()).isNull();
	}

	@Test
	void newestOfTheJournalHasRoomAmongManyOthers() {
		for (int i = 0; i < FreshReports.CAPACITY; i++) {
			this.fresh.add(OrderFailures.of("t" + i));
		}
		kept("new");
		this.fresh.lookAtNewest();
		assertThat(this.fresh.poll()).isEqualTo(OrderFailures.of("new"));
	}

	@Test
	void whatWaitsIsNotAmongTheNewest() {
		this.waits.after(kept("deferred"), ReportOutcome.DEFERRED, true);
		this.fresh.lookAtNewest();
		this.waits.clear();
		assertThat(this.fresh.poll()).isNull();
	}

	@Test
	void whatHasLeftTheJournalIsPassedOver() {
		this.fresh.add(OrderFailures.of("gone"));
		this.fresh.add(kept("here"));
		assertThat(this.fresh.poll()).isEqualTo(OrderFailures.of("here"));
	}

	@Test
	void nothingIsDueWhereNothingIsKept() {
		assertThat(this.fresh.untilDue()).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void journalIsLookedAtAgainWithinASecond() {
		this.waits.after(kept("deferred"), ReportOutcome.DEFERRED, true);
		this.fresh.lookAtNewest();
		assertThat(this.fresh.untilDue()).isPositive().isLessThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
	}

	@Test
	void reportIsDueWhenItsWaitEnds() {
		TaskReport gone = OrderFailures.of("gone");
		this.waits.after(gone, ReportOutcome.DEFERRED, true);
		this.fresh.add(gone);
		assertThat(this.fresh.untilDue()).isBetween(TimeUnit.MINUTES.toNanos(1), TimeUnit.HOURS.toNanos(1));
	}

	@Test
	void reportThatAnotherThreadTriesIsNotDue() {
		this.fresh.add(kept("tried"));
		this.fresh.lookAtNewest();
		this.waits.take(OrderFailures.of("tried"));
		assertThat(this.fresh.untilDue()).isPositive();
	}

	private TaskReport kept(String token) {
		TaskReport report = OrderFailures.of(token);
		this.journal.add(report);
		return report;
	}

}
