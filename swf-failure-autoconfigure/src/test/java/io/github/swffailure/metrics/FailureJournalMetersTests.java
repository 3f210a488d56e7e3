// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.metrics;

import java.time.Duration;

import io.github.swffailure.FailureDescription;
import io.github.swffailure.Failures;
import io.github.swffailure.HandClock;
import io.github.swffailure.ListJournal;
import io.github.swffailure.ReportOutcome;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FailureJournalMetersTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final ListJournal journal = new ListJournal();

	private final HandClock clock = new HandClock(Failures.TIME);

	@BeforeEach
	void bind() {
		new FailureMeters(() -> this.registry).ofJournal(this.journal, this.clock).bindTo(this.registry);
	}

	@Test
	void emptyJournalHasNoSizeAndNoAge() {
		assertThat(gauge("swf.failure.journal.size").value()).isZero();
		assertThat(gauge("swf.failure.journal.oldest.age").value()).isZero();
	}

	@Test
	void oldestFailureAges() {
		this.journal.add(Failures.of(new IllegalStateException()));
		this.journal.add(Failures.named("Later"));
		this.clock.move(Duration.ofMillis(90_500));

		assertThat(gauge("swf.failure.journal.size").value()).isEqualTo(2);
		assertThat(gauge("swf.failure.journal.oldest.age").value()).isEqualTo(90.5);
	}

	@Test
	void clockThatWentBackMakesNoNegativeAge() {
		this.journal.add(Failures.of(new IllegalStateException()));
		this.clock.move(Duration.ofSeconds(-5));

		assertThat(gauge("swf.failure.journal.oldest.age").value()).isZero();
	}

	@Test
	void ageIsInSeconds() {
		assertThat(gauge("swf.failure.journal.oldest.age").getId().getBaseUnit()).isEqualTo("seconds");
	}

	@Test
	void countersOfKnownTagsBeginAtZero() {
		assertThat(this.registry.get("swf.failure.redaction.errors").counter().count()).isZero();
		assertThat(this.registry.get("swf.failure.truncations").counters()).hasSize(2)
			.allMatch((counter) -> counter.count() == 0);
		assertThat(this.registry.get("swf.failure.redeliveries").counters())
			.extracting((counter) -> counter.getId().getTag("outcome"))
			.containsExactlyInAnyOrder("reported", "task-closed", "rejected", "denied", "deferred", "expired",
					"canceled", "completed");
	}

	@Test
	void firstEventIsCountedInTheSeriesThatWasBegun() {
		FailureMeters listener = new FailureMeters(() -> this.registry);

		listener.onRedactionError(new IllegalStateException());
		listener.onDelivery(Failures.truncated(FailureDescription.Field.REASON),
				Failures.redelivery(ReportOutcome.DENIED));
		listener.onDelivery(Failures.truncated(FailureDescription.Field.REASON),
				Failures.delivery(ReportOutcome.REPORTED));

		assertThat(this.registry.get("swf.failure.redaction.errors").counters()).hasSize(1);
		assertThat(this.registry.get("swf.failure.redeliveries").tag("outcome", "denied").counter().count()).isOne();
		assertThat(this.registry.get("swf.failure.redeliveries").counters()).hasSize(8);
		assertThat(this.registry.get("swf.failure.truncations").counters()).hasSize(2);
	}

	@Test
	void filterThatThrowsCostsOnlyItsMeters() {
		SimpleMeterRegistry strict = new SimpleMeterRegistry();
		strict.config().meterFilter(new MeterFilter() {

			@Override
			public Meter.Id map(Meter.Id id) {
				if (id.getName().startsWith("swf.failure.journal")) {
					throw new IllegalArgumentException("odd filter");
				}
				return id;
			}

		});

		new FailureMeters(() -> strict).ofJournal(this.journal, this.clock).bindTo(strict);

		assertThat(strict.getMeters()).extracting((meter) -> meter.getId().getName())
			.contains("swf.failure.redeliveries")
			.noneMatch((name) -> name.startsWith("swf.failure.journal"));
	}

	private Gauge gauge(String name) {
		return this.registry.get(name).gauge();
	}

}
