// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.swffailure.OrderFailures;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskReport;
import io.github.swffailure.support.Backoff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReportWaitsTests {

	private static final int PROBES = 10;

	private final ReportWaits waits = new ReportWaits(new Backoff(Duration.ofMinutes(10), Duration.ofHours(8)));

	private final TaskReport report = OrderFailures.of("report");

	@Test
	void reportIsFreshForFiveMoreDeferralsAfterItsFirst() {
		assertThat(this.waits.after(this.report, ReportOutcome.DEFERRED, true)).isTrue();
		for (int i = 1; i < 5; i++) {
			assertThat(this.waits.after(this.report, ReportOutcome.DEFERRED, false)).isTrue();
		}
		assertThat(this.waits.after(this.report, ReportOutcome.DEFERRED, false)).isFalse();
		assertThat(this.waits.deferrals(this.report)).isEqualTo(6);
	}

	@Test
	void reportOfAnEarlierProcessIsNotFresh() {
		assertThat(this.waits.after(this.report, ReportOutcome.DEFERRED, false)).isFalse();
		assertThat(this.waits.after(this.report, ReportOutcome.DEFERRED, false)).isFalse();
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DEFERRED")
	void waitEndsWithAnyOtherOutcome(ReportOutcome outcome) {
		this.waits.after(this.report, ReportOutcome.DEFERRED, true);
		assertThat(this.waits.after(this.report, outcome, true)).isFalse();
		assertThat(this.waits.untilDue(this.report)).isZero();
		assertThat(this.waits.deferrals(this.report)).isZero();
	}

	@Test
	void waitsGrow() {
		this.waits.after(this.report, ReportOutcome.DEFERRED, true);
		assertThat(this.waits.untilDue(this.report)).isBetween(TimeUnit.MINUTES.toNanos(4),
				TimeUnit.MINUTES.toNanos(10));
		this.waits.after(this.report, ReportOutcome.DEFERRED, true);
		this.waits.after(this.report, ReportOutcome.DEFERRED, true);
		assertThat(this.waits.untilDue(this.report)).isBetween(TimeUnit.MINUTES.toNanos(19),
				TimeUnit.MINUTES.toNanos(40));
	}

	@Test
	void nextReportIsDueWhenTheFirstWaitEnds() {
		this.waits.beginPass();
		this.waits.after(this.report, ReportOutcome.DEFERRED, true);
		assertThat(this.waits.untilAnyIsDue()).isBetween(TimeUnit.MINUTES.toNanos(4), TimeUnit.MINUTES.toNanos(10));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void reportThatTwoPassesDidNotFindIsForgottenUnlessItIsBeingSent(boolean sending) {
		ReportWaits zero = new ReportWaits(new Backoff(Duration.ZERO, Duration.ofHours(8)));
		zero.after(this.report, ReportOutcome.DEFERRED, true);
		zero.beginPass();
		assertThat(zero.deferrals(this.report)).isOne();
		if (sending) {
			zero.take(this.report);
		}
		zero.beginPass();
		assertThat(zero.deferrals(this.report)).isEqualTo(sending ? 1 : 0);
		assertThat(zero.untilAnyIsDue() > 0).isEqualTo(!sending);
	}

	@Test
	void withoutWaitsTheNextTurnOfDeniedReportsIsAwaited() {
		assertThat(this.waits.untilAnyIsDue()).isNegative();
		this.waits.beginPass();
		assertThat(this.waits.untilAnyIsDue()).isBetween(TimeUnit.HOURS.toNanos(3), TimeUnit.HOURS.toNanos(8));
	}

	@Test
	void tenDeniedReportsHaveATurnEachTime() {
		List<TaskReport> denied = denied("a", 15);
		this.waits.beginPass();
		assertThat(denied).filteredOn(this.waits::isDue).isEqualTo(denied.subList(0, PROBES));
		denied.subList(0, PROBES).forEach((tried) -> this.waits.after(tried, ReportOutcome.DENIED, false));
		this.waits.beginPass();
		assertThat(denied).filteredOn(this.waits::isDue).isEmpty();
		this.waits.clear();
		this.waits.beginPass();
		assertThat(denied).filteredOn(this.waits::isDue).hasSize(PROBES).containsAll(denied.subList(PROBES, 15));
	}

	@Test
	void allDeniedReportsAreDueOnceOneGetsThrough() {
		List<TaskReport> denied = denied("a", 15);
		this.waits.beginPass();
		this.waits.after(denied.get(0), ReportOutcome.REPORTED, false);
		assertThat(denied).allMatch(this.waits::isDue).noneMatch(this.waits::isDenied);
	}

	@Test
	void deniedReportsThatWereRemovedLeaveTheirTurnToTheNext() {
		List<TaskReport> denied = denied("a", 15);
		this.waits.beginPass();
		this.waits.clear();
		this.waits.beginPass();
		assertThat(denied.subList(PROBES, 15)).allMatch(this.waits::isDue);
	}

	@Test
	void deniedReportThatExpiresMakesNoOtherDue() {
		List<TaskReport> denied = denied("a", 15);
		this.waits.beginPass();
		this.waits.after(denied.get(0), ReportOutcome.EXPIRED, false);
		assertThat(denied.subList(PROBES, 15)).noneMatch(this.waits::isDue);
	}

	@Test
	void reportsDeniedLaterGetAFullRound() {
		List<TaskReport> first = denied("a", 15);
		this.waits.beginPass();
		this.waits.after(first.get(0), ReportOutcome.REPORTED, false);
		List<TaskReport> later = denied("b", 15);
		this.waits.clear();
		this.waits.beginPass();
		assertThat(later).filteredOn(this.waits::isDue).hasSize(PROBES);
	}

	@Test
	void takenReportIsNotDueUntilItIsGivenBack() {
		this.waits.take(this.report);
		assertThat(this.waits.isDue(this.report)).isFalse();
		this.waits.giveBack(this.report);
		assertThat(this.waits.isDue(this.report)).isTrue();
	}

	private List<TaskReport> denied(String prefix, int count) {
		List<TaskReport> reports = IntStream.range(0, count)
			.<TaskReport>mapToObj((i) -> OrderFailures.of(prefix + i))
			.toList();
		reports.forEach((denied) -> this.waits.after(denied, ReportOutcome.DENIED, false));
		return reports;
	}

}
