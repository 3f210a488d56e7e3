// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.actuate;

import java.time.Clock;
import java.util.stream.IntStream;

import io.github.swffailure.Failures;
import io.github.swffailure.ListJournal;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class UndeliveredReportsTests {

	private final TaskFailure failure = Failures.ofToken("token-1", Failures.TIME);

	private final ListJournal journal = new ListJournal(this.failure);

	private final UndeliveredReports reports = new UndeliveredReports(this.journal, Clock.systemUTC());

	@Test
	void lastOutcomeIsThatOfTheLastAttempt() {
		assertThat(this.reports.lastOutcome(this.failure)).isNull();

		this.reports.onDelivery(this.failure, Failures.delivery(ReportOutcome.DEFERRED));
		this.reports.onDelivery(this.failure, Failures.redelivery(ReportOutcome.DENIED));

		assertThat(this.reports.lastOutcome(this.failure)).isEqualTo(ReportOutcome.DENIED);
		assertThat(this.reports.lastAttempts()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource(value = ReportOutcome.class, names = { "DENIED", "DEFERRED" }, mode = EnumSource.Mode.EXCLUDE)
	void finalOutcomeIsForgotten(ReportOutcome outcome) {
		this.reports.onDelivery(this.failure, Failures.delivery(ReportOutcome.DEFERRED));
		this.reports.onDelivery(this.failure, Failures.redelivery(outcome));

		assertThat(this.reports.lastOutcome(this.failure)).isNull();
		assertThat(this.reports.lastAttempts()).isEmpty();
	}

	@Test
	void denialLastsUntilSwfAnswersAnything() {
		this.reports.onDelivery(this.failure, Failures.delivery(ReportOutcome.DENIED));
		assertThat(this.reports.denied()).isTrue();

		this.reports.onDelivery(this.failure, Failures.redelivery(ReportOutcome.DEFERRED));
		assertThat(this.reports.denied()).isTrue();

		this.reports.onDelivery(Failures.ofToken("token-2", Failures.TIME),
				Failures.delivery(ReportOutcome.TASK_CLOSED));
		assertThat(this.reports.denied()).isFalse();
	}

	@Test
	void expiryDoesNotMendADenial() {
		this.reports.onDelivery(this.failure, Failures.delivery(ReportOutcome.DENIED));
		this.reports.onDelivery(Failures.ofToken("token-2", Failures.TIME), Failures.redelivery(ReportOutcome.EXPIRED));

		assertThat(this.reports.denied()).isTrue();
	}

	@Test
	void denialMattersOnlyWhileSomethingWaits() {
		this.reports.onDelivery(this.failure, Failures.delivery(ReportOutcome.DENIED));

		this.journal.remove(this.failure);

		assertThat(this.reports.denied()).isFalse();
		assertThat(this.reports.lastAttempts()).isEmpty();
	}

	@Test
	void discardedReportIsForgottenAltogether() {
		this.reports.onDelivery(this.failure, Failures.delivery(ReportOutcome.DENIED));

		this.reports.discard(this.failure);

		assertThat(this.journal.size()).isZero();
		assertThat(this.reports.lastOutcome(this.failure)).isNull();
	}

	@Test
	void memoryIsBounded() {
		IntStream.range(0, UndeliveredReports.MAX_REMEMBERED + 5)
			.forEach((i) -> this.reports.onDelivery(Failures.ofToken("t" + i, Failures.TIME),
					Failures.delivery(ReportOutcome.DEFERRED)));

		assertThat(this.reports.lastAttempts()).hasSize(UndeliveredReports.MAX_REMEMBERED);
		assertThat(this.reports.lastOutcome(Failures.ofToken("t4", Failures.TIME))).isNull();
		assertThat(this.reports.lastOutcome(Failures.ofToken("t5", Failures.TIME))).isNotNull();
	}

	@Test
	void idTellsNothingOfTheToken() {
		assertThat(UndeliveredReports.id(this.failure)).matches("[0-9a-f]{16}")
			.isEqualTo(UndeliveredReports.id(Failures.ofToken("token-1", Failures.TIME.plusSeconds(1))))
			.isNotEqualTo(UndeliveredReports.id(Failures.ofToken("token-2", Failures.TIME)));
	}

}
