package io.github.swffailure.delivery;

import java.time.Duration;

import io.github.swffailure.FailureJournal;
import io.github.swffailure.HandClock;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.journal.InMemoryFailureJournal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.swf.SwfClient;

import static org.assertj.core.api.Assertions.assertThat;

class RedeliveryOfKeptTests {

	private final ScriptedSwf swf = new ScriptedSwf();

	private final SwfClient client = this.swf.clientWithoutRetries();

	private final FailureJournal journal = new InMemoryFailureJournal(1_000);

	private final RecordingListener listener = new RecordingListener();

	private final HandClock clock = new HandClock(Failures.TIME);

	private final DeliveryLine line = new DeliveryLine(() -> this.client, Duration.ofSeconds(6), this.journal,
			this.listener.alone());

	private final Redelivery redelivery = new Redelivery(this.line,
			new Redelivery.Settings(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofDays(7)),
			new Redelivery.Shutdown(Duration.ZERO, () -> 0), this.clock);

	@AfterEach
	void close() {
		this.client.close();
		this.swf.close();
	}

	private void keep(int count) {
		for (int i = 0; i < count; i++) {
			this.journal.add(Failures.of("t" + i));
		}
	}

	@Test
	void deliversTheOldestFirstAndEmptiesTheJournal() {
		keep(3);
		assertThat(this.redelivery.run(() -> true)).isTrue();
		assertThat(this.listener.failures()).extracting((failure) -> failure.task().taskToken())
			.containsExactly("t0", "t1", "t2");
		assertThat(this.listener.deliveries()).allSatisfy((delivery) -> assertThat(delivery.redelivery()).isTrue());
		assertThat(this.journal.size()).isZero();
	}

	@Test
	void stopsAtTheFirstAnswerThatDefers() {
		keep(3);
		this.swf.answers(ScriptedSwf.OK).answersFromNowOn(ScriptedSwf.THROTTLED);
		assertThat(this.redelivery.run(() -> true)).isFalse();
		assertThat(this.swf.calls()).hasSize(2);
		assertThat(this.journal.size()).isEqualTo(2);
	}

	@Test
	void stopsWhenItIsTold() {
		keep(3);
		assertThat(this.redelivery.run(() -> this.swf.calls().size() < 2)).isFalse();
		assertThat(this.journal.size()).isOne();
	}

	@Test
	void closedTaskIsTakenForReported() {
		keep(1);
		this.swf.answers(ScriptedSwf.CLOSED);
		this.redelivery.run(() -> true);
		assertThat(this.listener.outcomes()).containsExactly(ReportOutcome.REPORTED);
		assertThat(this.journal.size()).isZero();
	}

	@Test
	void expiredReportIsNotSentButTold() {
		keep(1);
		this.clock.move(Duration.ofDays(7));
		this.journal.add(Failures.at("young", this.clock.instant()));
		this.clock.move(Duration.ofMillis(1));
		this.redelivery.run(() -> true);
		assertThat(this.listener.outcomes()).containsExactly(ReportOutcome.EXPIRED, ReportOutcome.REPORTED);
		assertThat(this.listener.deliveries().get(0).duration()).isZero();
		assertThat(this.swf.calls()).singleElement().satisfies((call) -> assertThat(call.body()).contains("young"));
		assertThat(this.journal.size()).isZero();
	}

	@Test
	void deniedReportsDoNotStopTheOthers() {
		keep(2);
		this.swf.answers(ScriptedSwf.NOT_PERMITTED, ScriptedSwf.NOT_PERMITTED);
		assertThat(this.redelivery.run(() -> true)).isTrue();
		assertThat(this.listener.outcomes()).containsExactly(ReportOutcome.DENIED, ReportOutcome.REPORTED);
	}

	@Test
	void thousandsOfDeniedReportsAreProbedByTensUntilOneGoesThrough() {
		keep(100);
		this.swf.answersFromNowOn(ScriptedSwf.Answer.error(403, "AccessDeniedException", "no"));
		this.redelivery.run(() -> true);
		assertThat(this.swf.calls()).hasSize(100);
		this.redelivery.run(() -> true);
		assertThat(this.swf.calls()).hasSize(110);
		this.redelivery.run(() -> true);
		assertThat(this.swf.calls()).hasSize(120);
		assertThat(this.swf.calls().subList(110, 120)).doesNotContainAnyElementsOf(this.swf.calls().subList(100, 110));
		this.swf.answersFromNowOn(ScriptedSwf.OK);
		this.redelivery.run(() -> true);
		this.redelivery.run(() -> true);
		assertThat(this.journal.size()).isZero();
	}

	@Test
	void emptyJournalMakesNoCall() {
		assertThat(this.redelivery.run(() -> true)).isTrue();
		assertThat(this.swf.calls()).isEmpty();
	}

}
