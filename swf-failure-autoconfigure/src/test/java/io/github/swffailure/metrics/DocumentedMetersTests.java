// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.metrics;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.swffailure.ReportOutcome;
import io.github.swffailure.Repository;
import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class DocumentedMetersTests {

	private static final Pattern METER = Pattern.compile("^\\| `(swf[\\w.]+)` \\| ([a-z ]+) \\|([^|]*)\\| `(\\w+)` \\|",
			Pattern.MULTILINE);

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	private final String document = Repository.read("docs/meters.md");

	private final WorkerExposition worker = new WorkerExposition();

	@Test
	void metersAreDocumentedWithTypeAndTags() {
		TreeMap<String, String> documented = new TreeMap<>();
		METER.matcher(this.document)
			.results()
			.forEach((row) -> documented.put(row.group(1), row.group(2) + " " + codes(row.group(3))));
		TreeMap<String, String> registered = new TreeMap<>();
		this.worker.meters()
			.forEach((meter) -> registered.put(meter.getId().getName(), type(meter) + " " + tags(meter)));

		assertThat(documented).isEqualTo(registered);
	}

	@Test
	void prometheusNamesAreDocumented() {
		Set<String> exposed = this.worker.names()
			.stream()
			.map((name) -> name.replaceAll("_(bucket|count|sum|max|active_count|duration_sum)$", ""))
			.collect(Collectors.toSet());

		assertThat(METER.matcher(this.document).results().map((row) -> row.group(4)).collect(Collectors.toSet()))
			.isEqualTo(exposed);
	}

	@ParameterizedTest
	@EnumSource(ReportOutcome.class)
	void outcomesAreDocumented(ReportOutcome outcome) {
		assertThat(this.document).contains("`" + outcome.id() + "`");
		assertThat(Repository.read("docs/operations.md")).contains("\n### " + outcome.id() + "\n");
	}

	@ParameterizedTest
	@EnumSource(ActivityObservation.class)
	void spansAreDocumentedWithTheirKeys(ActivityObservation observation) {
		Set<String> keys = Arrays.stream(observation.getHighCardinalityKeyNames())
			.map(KeyName::asString)
			.collect(Collectors.toSet());
		MatchResult row = Pattern
			.compile("^\\| `" + observation.getName() + "` \\| `[^|]+` \\|([^|]*)\\|", Pattern.MULTILINE)
			.matcher(this.document)
			.results()
			.findFirst()
			.orElseThrow();

		assertThat(codes(row.group(1))).isEqualTo(keys);
	}

	@Test
	void boundsAreDocumented() {
		assertThat(this.document).contains("the first " + FailureMeters.MAX_ACTIVITY_TYPES + " types")
			.contains("the first " + FailureMeters.MAX_EXCEPTIONS + ", then `other`");
	}

	private static String type(Meter meter) {
		return meter.getId().getType().name().toLowerCase(Locale.ROOT).replace('_', ' ');
	}

	private static Set<String> tags(Meter meter) {
		return new TreeSet<>(meter.getId().getTags().stream().map(Tag::getKey).toList());
	}

	private static Set<String> codes(String cell) {
		return CODE.matcher(cell)
			.results()
			.map((match) -> match.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
