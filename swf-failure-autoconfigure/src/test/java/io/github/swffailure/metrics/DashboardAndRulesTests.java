// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.Repository;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

class DashboardAndRulesTests {

	private static final Pattern METRIC = Pattern.compile("(?<![:\\w])swf_\\w+(?![:\\w])");

	private static final Pattern RECORDING = Pattern.compile("\\w+:swf_\\w+:\\w+");

	private static final Pattern OUTCOME = Pattern.compile("outcome=~?\"([^\"]+)\"");

	private static final Set<String> LABELS = Set.of("job", "instance", "le", "activity", "version", "exception",
			"outcome", "field", "state", "task_list");

	private static final Set<String> FIELDS = Set.of("message", "log.level", "log.logger", "swf.failure.outcome",
			"swf.failure.fingerprint", "swf.activity.name");

	private final List<Map<String, Object>> rules = rules();

	private final List<String> ruleExpressions = this.rules.stream().map((rule) -> (String) rule.get("expr")).toList();

	private final List<String> dashboardExpressions = JsonPath.read(Repository.read("docs/grafana/swf-failure.json"),
			"$..expr");

	@Test
	void everyMetricIsExposed() {
		Set<String> named = matches(METRIC);

		assertThat(named).hasSizeGreaterThan(8);
		assertThat(new WorkerExposition().names()).containsAll(named);
	}

	@Test
	void everyRecordingIsDefined() {
		Set<Object> defined = this.rules.stream()
			.filter((rule) -> rule.containsKey("record"))
			.map((rule) -> rule.get("record"))
			.collect(Collectors.toSet());

		assertThat(matches(RECORDING)).isNotEmpty().allSatisfy((name) -> assertThat(defined).contains(name));
	}

	@Test
	void everyOutcomeExists() {
		Set<String> known = Stream
			.concat(Arrays.stream(ReportOutcome.values()).map(ReportOutcome::id),
					Stream.of("success", "failure", "canceled", "unknown", "task", "empty", "throttled", "error"))
			.collect(Collectors.toSet());
		Set<String> named = expressions().flatMap((expression) -> OUTCOME.matcher(expression).results())
			.flatMap((match) -> Arrays.stream(match.group(1).split("\\|", -1)))
			.collect(Collectors.toSet());

		assertThat(named).isNotEmpty();
		assertThat(known).containsAll(named);
	}

	@Test
	void everyAlertHasQueriesOfTheLog() {
		String page = Repository.read("docs/operations.md");
		String sources = Repository.readAll("swf-failure-autoconfigure/src/main/java");
		List<Object> alerts = this.rules.stream().map((rule) -> rule.get("alert")).filter(Objects::nonNull).toList();

		assertThat(alerts).isNotEmpty().allSatisfy((alert) -> {
			MatchResult queries = Pattern
				.compile("### " + alert
						+ "\n(?:- .*\n|  .*\n)*?- \\*\\*In the log\\*\\*: plain `(.*?)`; ECS `(.*?)`\\.\n")
				.matcher(page)
				.results()
				.findFirst()
				.orElseThrow();
			assertThat(queries.group(1).contains("]") || queries.group(1).contains("[")
					|| sources.contains(queries.group(1)) || queries.group(1).equals("Failure of activity"))
				.isTrue();
			assertThat(fields(queries.group(2))).allSatisfy((field) -> assertThat(FIELDS).contains(field));
		});
	}

	private static List<String> fields(String query) {
		return Pattern.compile("[\\w.]+(?=:)").matcher(query).results().map(MatchResult::group).toList();
	}

	@Test
	void everyGroupingIsByALabelThatExists() {
		Set<String> named = expressions()
			.flatMap((expression) -> Pattern.compile("(?:by|on) \\(([^)]*)\\)").matcher(expression).results())
			.flatMap((match) -> Arrays.stream(match.group(1).split(",\\s*", -1)))
			.collect(Collectors.toSet());

		assertThat(named).isNotEmpty();
		assertThat(LABELS).containsAll(named);
	}

	@Test
	void everyMeterIsOnTheDashboardOrInARule() {
		Set<String> meters = new WorkerExposition().names()
			.stream()
			.map((name) -> name.replaceAll("_(total|bucket|count|sum|max)$", ""))
			.filter((name) -> !name.contains("_active") && !name.startsWith("swf_failure_report_"))
			.collect(Collectors.toSet());
		String expressions = expressions().collect(Collectors.joining("\n"));

		assertThat(meters).isNotEmpty().allSatisfy((meter) -> assertThat(expressions).contains(meter));
	}

	@Test
	void everyAlertIsExplained() {
		String operations = Repository.read("docs/operations.md");

		assertThat(alerts()).hasSize(14).allSatisfy((alert) -> {
			String name = String.valueOf(alert.get("alert"));
			assertThat(operations).contains("\n### " + name + "\n");
			assertThat(alert.get("annotations")).asInstanceOf(MAP)
				.hasEntrySatisfying("runbook_url", (url) -> assertThat(url).asString()
					.endsWith("docs/operations.md#" + name.toLowerCase(Locale.ROOT)));
		});
	}

	@Test
	void everyAlertIsTested() {
		String tests = Repository.read("docs/prometheus/swf-failure.rules.test.yml");

		assertThat(alerts()).allSatisfy((alert) -> assertThat(tests)
			.containsPattern("alertname: " + alert.get("alert") + "\n\\s+eval_time: \\w+\n\\s+exp_alerts:\n"));
	}

	private List<Map<String, Object>> alerts() {
		return this.rules.stream().filter((rule) -> rule.containsKey("alert")).toList();
	}

	private Stream<String> expressions() {
		return Stream.concat(this.ruleExpressions.stream(), this.dashboardExpressions.stream());
	}

	private Set<String> matches(Pattern pattern) {
		return expressions().flatMap((expression) -> pattern.matcher(expression).results())
			.map(MatchResult::group)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static List<Map<String, Object>> rules() {
		Map<String, Object> file = new Yaml().load(Repository.read("docs/prometheus/swf-failure.rules.yml"));
		return list(file, "groups").stream().flatMap((group) -> list(group, "rules").stream()).toList();
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> list(Map<String, Object> node, String key) {
		return (List<Map<String, Object>>) Objects.requireNonNull(node.get(key));
	}

}
