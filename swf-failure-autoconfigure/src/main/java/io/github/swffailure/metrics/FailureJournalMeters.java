// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;

import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.ReportOutcome;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters of the journal, which holds the undelivered reports.
 * <table>
 * <caption>Meters</caption>
 * <tr>
 * <th>Name</th>
 * <th>Type</th>
 * <th>Shows</th>
 * </tr>
 * <tr>
 * <td>{@code swf.failure.journal.size}</td>
 * <td>gauge</td>
 * <td>how many reports are undelivered</td>
 * </tr>
 * <tr>
 * <td>{@code swf.failure.journal.oldest.age}</td>
 * <td>gauge, seconds</td>
 * <td>how long ago the handler of the oldest failed; 0 if there is none</td>
 * </tr>
 * <tr>
 * <td>{@code swf.failure.journal.losses}</td>
 * <td>counter</td>
 * <td>failures that were not kept as they should have been</td>
 * </tr>
 * </table>
 * If a registry or filter throws, only the meter is missing.
 * <p>
 * Also registers the counters with few and known tags at zero, because alerting rules
 * detect the first event only if the series already exists:
 * {@code swf.failure.redeliveries}, {@code swf.failure.truncations},
 * {@code swf.failure.defects} and {@code swf.failure.redaction.errors}.
 */
final class FailureJournalMeters implements MeterBinder {

	private static final String SECONDS = "seconds";

	private static final double MILLIS_PER_SECOND = 1000.0;

	private final FailureJournal journal;

	private final Clock clock;

	FailureJournalMeters(FailureJournal journal, Clock clock) {
		this.journal = journal;
		this.clock = clock;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		GuardedRegistry guarded = new GuardedRegistry(() -> registry);
		guarded.use(Gauge.builder("swf.failure.journal.size", this.journal, FailureJournal::size)
			.description("Failures that SWF has not accepted yet")::register);
		guarded.use(Gauge.builder("swf.failure.journal.oldest.age", this.journal, this::secondsSinceOldest)
			.description("Time since the oldest failure that SWF has not accepted yet")
			.baseUnit(SECONDS)::register);
		guarded.use(FunctionCounter.builder("swf.failure.journal.losses", this.journal, FailureJournal::losses)
			.description("Failures that were not kept as they should have been")::register);
		beginCounters(guarded);
	}

	private static void beginCounters(GuardedRegistry registry) {
		registry.use(FailureMeters.redactionErrors()::register);
		registry.use(FailureMeters.defects(false)::register);
		registry.use(FailureMeters.defects(true)::register);
		for (FailureDescription.Field field : FailureDescription.Field.values()) {
			registry.use(FailureMeters.truncations(field)::register);
		}
		for (ReportOutcome outcome : EnumSet.complementOf(EnumSet.of(ReportOutcome.NO_TASK))) {
			registry.use(FailureMeters.redeliveries(outcome)::register);
		}
	}

	private double secondsSinceOldest(FailureJournal journal) {
		Instant oldest = journal.oldest();
		return (oldest != null)
				? Math.max(0, Duration.between(oldest, this.clock.instant()).toMillis()) / MILLIS_PER_SECOND : 0;
	}

}
