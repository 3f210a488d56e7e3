// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.actuate;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.Failures;
import io.github.swffailure.HandClock;
import io.github.swffailure.ListJournal;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskCompletion;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.actuate.SwfFailuresEndpoint.FailuresReport;
import io.github.swffailure.actuate.SwfFailuresEndpoint.FailuresReport.FailureGroup;
import io.github.swffailure.actuate.SwfFailuresEndpoint.FailuresReport.Report;
import io.github.swffailure.actuate.SwfFailuresEndpoint.FailuresReport.Undelivered;
import io.github.swffailure.actuate.SwfFailuresEndpoint.FailuresReport.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class SwfFailuresEndpointTests {

	private final TaskFailure failure = Failures.ofToken("secret-token", Failures.TIME);

	private final ListJournal journal = new ListJournal(this.failure);

	private final HandClock clock = new HandClock(Failures.TIME);

	private final UndeliveredReports undelivered = new UndeliveredReports(this.journal, this.clock);

	private final AtomicInteger redeliveries = new AtomicInteger();

	private final SwfFailuresEndpoint endpoint = new SwfFailuresEndpoint(this.undelivered,
			this.redeliveries::incrementAndGet, () -> "polls");

	@Test
	void undeliveredReportIsShownWithAgeAndLastOutcome() {
		this.undelivered.onDelivery(this.failure, Failures.delivery(ReportOutcome.DENIED));
		this.clock.move(Duration.ofMinutes(5));

		Undelivered shown = this.endpoint.failures().undelivered();

		assertThat(shown.count()).isOne();
		assertThat(shown.oldestAge()).hasMinutes(5);
		assertThat(shown.denied()).isTrue();
		assertThat(shown.oldest()).singleElement().satisfies((report) -> {
			assertThat(report.task())
				.isEqualTo("activity 'charge' (1.0), id 'charge-42', of workflow 'order-42', run '22Fz'");
			assertThat(report.reason()).isEqualTo("reason");
			assertThat(report.exception()).isEqualTo("java.lang.IllegalStateException");
			assertThat(report.failed()).isEqualTo(Failures.TIME);
			assertThat(report.age()).hasMinutes(5);
			assertThat(report.outcome()).isEqualTo("denied");
		});
	}

	@Test
	void waitingIsGroupedByOutcome() {
		IntStream.range(0, 4)
			.forEach((i) -> this.journal.add(Failures.ofToken("token-" + i, Failures.TIME.plusSeconds(i))));
		this.undelivered.onDelivery(Failures.ofToken("token-1", Failures.TIME.plusSeconds(1)),
				Failures.delivery(ReportOutcome.DEFERRED));
		this.undelivered.onDelivery(Failures.ofToken("token-2", Failures.TIME.plusSeconds(2)),
				Failures.delivery(ReportOutcome.DENIED));
		this.undelivered.onDelivery(Failures.ofToken("token-3", Failures.TIME.plusSeconds(3)),
				Failures.delivery(ReportOutcome.DENIED));
		this.clock.move(Duration.ofSeconds(10));

		assertThat(this.endpoint.failures().undelivered().byOutcome()).containsExactly(
				new Waiting("denied", 2, Duration.ofSeconds(8)), new Waiting("deferred", 1, Duration.ofSeconds(9)),
				new Waiting("not-tried", 2, null));
	}

	@Test
	void emptyJournalIsShownAsSuch() {
		this.journal.remove(this.failure);

		assertThat(this.endpoint.failures().undelivered())
			.isEqualTo(new Undelivered(0, null, false, List.of(), List.of()));
	}

	@Test
	void onlyTheOldestReportsAreListed() {
		IntStream.range(0, 200)
			.forEach((i) -> this.journal.add(Failures.ofToken("token-" + i, Failures.TIME.plusSeconds(i))));

		Undelivered shown = this.endpoint.failures().undelivered();

		assertThat(shown.count()).isEqualTo(201);
		assertThat(shown.oldest()).hasSize(SwfFailuresEndpoint.MAX_REPORTS)
			.first()
			.extracting(FailuresReport.Report::failed)
			.isEqualTo(Failures.TIME);
	}

	@Test
	void recentFailuresAreShown() {
		this.endpoint.onDelivery(this.failure, Failures.delivery(ReportOutcome.DEFERRED));

		assertThat(this.endpoint.failures().failures()).extracting(FailureGroup::reason).containsExactly("reason");
	}

	@Test
	void tokenIsNowhere() {
		this.endpoint.onDelivery(this.failure, Failures.delivery(ReportOutcome.DEFERRED));

		assertThat(this.endpoint.failures().toString()).contains("charge-42").doesNotContain("secret-token");
	}

	@Test
	void redeliveryIsAskedFor() {
		assertThat(this.endpoint.redeliver()).containsEntry("undelivered", 1);
		assertThat(this.redeliveries).hasValue(1);
	}

	@Test
	void reportIsDiscardedByItsId(CapturedOutput output) {
		TaskFailure other = Failures.ofToken("other-token", Failures.TIME.plusSeconds(1));
		this.journal.add(other);
		String id = this.endpoint.failures().undelivered().oldest().get(0).id();

		assertThat(this.endpoint.discard(id).id()).isEqualTo(id);

		assertThat(this.journal.reports()).containsExactly(other);
		assertThat(output).contains("An operator discarded the report of activity 'charge'")
			.doesNotContain("secret-token");
	}

	@Test
	void unknownIdIsRefused() {
		assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> this.endpoint.discard("0000000000000000"))
			.withMessage("No undelivered report has the id '0000000000000000': read the endpoint for the current ones");
		assertThat(this.journal.size()).isOne();
	}

	@Test
	void expiredReportIsShownAndSentAgainByItsId(CapturedOutput output) {
		this.journal.expire(this.failure);
		Report expired = this.endpoint.failures().expired().get(0);
		assertThat(expired.task()).startsWith("activity 'charge' (1.0), id 'charge-42'");
		assertThat(expired.outcome()).isEqualTo("expired");

		assertThat(this.endpoint.requeue(expired.id()).id()).isEqualTo(expired.id());

		assertThat(this.endpoint.failures().expired()).isEmpty();
		assertThat(this.journal.reports()).containsExactly(this.failure);
		assertThat(this.redeliveries).hasValue(1);
		assertThat(output).contains("An operator asked for the expired report of activity 'charge'")
			.doesNotContain("secret-token");
	}

	@Test
	void reportThatHasNotExpiredIsNotSentAgainByItsId() {
		assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> this.endpoint.requeue(UndeliveredReports.id(this.failure)))
			.withMessageStartingWith("No expired report has the id '");
		assertThat(this.redeliveries).hasValue(0);
	}

	@Test
	void resultIsShownWithoutWhatItSays() {
		this.journal.add(new TaskCompletion(ActivityTask.ofToken("another-token"), "secret-result", Failures.TIME));
		assertThat(this.endpoint.failures().undelivered().oldest().get(1).reason()).isNull();
		assertThat(this.endpoint.failures().toString()).doesNotContain("secret-result").doesNotContain("another-token");
	}

	@Test
	void reportsThatBelongElsewhereAreCounted() {
		this.journal.leaveAlone("region eu-west-1", 3);
		assertThat(this.endpoint.failures().leftAlone()).isEqualTo(Map.of("region eu-west-1", 3));
	}

	@Test
	void tokenIsNoId() {
		assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> this.endpoint.discard("secret-token"));
	}

}
