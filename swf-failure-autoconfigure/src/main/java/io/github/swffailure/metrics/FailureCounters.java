package io.github.swffailure.metrics;

import java.util.Locale;

import io.micrometer.core.instrument.Counter;

import io.github.swffailure.FailureDescription;
import io.github.swffailure.ReportOutcome;

/**
 * The counters whose tags are few and known in advance.
 */
final class FailureCounters {

	private FailureCounters() {
	}

	static Counter.Builder redactionErrors() {
		return Counter.builder("swf.failure.redaction.errors");
	}

	static Counter.Builder redeliveries(ReportOutcome outcome) {
		return Counter.builder("swf.failure.redeliveries").tag("outcome", outcome.id());
	}

	static Counter.Builder truncations(FailureDescription.Field field) {
		return Counter.builder("swf.failure.truncations").tag("field", field.name().toLowerCase(Locale.ROOT));
	}

}
