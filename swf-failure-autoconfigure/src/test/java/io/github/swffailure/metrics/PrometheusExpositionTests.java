// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.metrics;

import java.time.Clock;
import java.time.ZoneOffset;

import io.github.swffailure.FailureDescription.Field;
import io.github.swffailure.Failures;
import io.github.swffailure.ListJournal;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PrometheusExpositionTests {

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final FailureMeters listener = new FailureMeters(() -> this.registry);

	@Test
	void namesAndLabelsAreAsDocumented() {
		TaskFailure failure = Failures.truncated(Field.REASON);
		ListJournal journal = new ListJournal(failure);
		this.listener.ofJournal(journal, Clock.fixed(Failures.TIME.plusSeconds(7), ZoneOffset.UTC))
			.bindTo(this.registry);

		this.listener.onDelivery(failure, Failures.delivery(ReportOutcome.DEFERRED));
		this.listener.onDelivery(failure, Failures.redelivery(ReportOutcome.TASK_CLOSED));

		assertThat(this.registry.scrape()).contains(
				"swf_activity_failures_total{activity=\"charge\",exception=\"IllegalStateException\","
						+ "outcome=\"deferred\",version=\"1.0\"} 1.0\n",
				"swf_failure_delivery_seconds_bucket{outcome=\"deferred\",le=\"30.0\"} 1\n",
				"swf_failure_delivery_seconds_count{outcome=\"task-closed\"} 1\n",
				"swf_failure_delivery_seconds_max{outcome=\"deferred\"} 0.04\n",
				"swf_failure_redeliveries_total{outcome=\"task-closed\"} 1.0\n",
				"swf_failure_truncations_total{field=\"reason\"} 1.0\n", "swf_failure_journal_size 1.0\n",
				"swf_failure_journal_oldest_age_seconds 7.0\n", "swf_failure_journal_losses_total 0.0\n");
		assertThat(journal.size()).isOne();
	}

	@Test
	void deliveryHistogramIsOfBoundedSize() {
		this.listener.onDelivery(Failures.of(new IllegalStateException()), Failures.delivery(ReportOutcome.REPORTED));

		assertThat(this.registry.scrape().lines().filter((line) -> line.startsWith("swf_failure_delivery_seconds_b")))
			.hasSizeBetween(20, 60);
	}

	@Test
	void tokenNeverShows() {
		this.listener.onDelivery(Failures.of(new IllegalStateException()), Failures.delivery(ReportOutcome.REPORTED));

		assertThat(this.registry.scrape()).contains("swf_activity_failures_total").doesNotContain("secret-token");
	}

}
