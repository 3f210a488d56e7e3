// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.swffailure.test.protocol.SwfFault;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What texts, numbers and times may be besides short enough, member by member.
 */
class TextRuleTests {

	private static final String FINITE = "Member must be a whole number of seconds of at most one year";

	private static final String SECONDS = "Member must be a whole number of seconds, or NONE";

	@RegisterExtension
	final FrozenSwf frozen = new FrozenSwf();

	private final TestDecider decider = this.frozen.decider();

	@ParameterizedTest
	@ValueSource(strings = { "0", "1", "31536000" })
	void executionMayTakeAYear(String seconds) {
		this.decider.start("w", "executionStartToCloseTimeout", seconds);
		registerWorkflowType("defaultExecutionStartToCloseTimeout", seconds);

		assertThat(this.decider.event("w", "WorkflowExecutionStarted").string("executionStartToCloseTimeout"))
			.isEqualTo(seconds);
	}

	@ParameterizedTest
	@ValueSource(strings = { "31536001", "99999999", "NONE", "-1", "1.5", "1e3", "/", ":", " 1", "\u0661" })
	void executionMayNotTakeForever(String seconds) {
		assertThat(refusal(() -> this.decider.start("w", "executionStartToCloseTimeout", seconds)))
			.isEqualTo(violation(seconds, "executionStartToCloseTimeout", FINITE));
		assertThat(refusal(() -> registerWorkflowType("defaultExecutionStartToCloseTimeout", seconds)))
			.isEqualTo(violation(seconds, "defaultExecutionStartToCloseTimeout", FINITE));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "99999999", "NONE" })
	void taskMayTakeAnyTime(String seconds) {
		registerWorkflowType("defaultTaskStartToCloseTimeout", seconds);

		assertThat(this.decider.call("DescribeWorkflowType", "workflowType", Map.of("name", "t", "version", "1")))
			.containsEntry("configuration", Map.of("defaultTaskStartToCloseTimeout", seconds));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "none", "NONE ", "-5", "5s", "/", ":" })
	void taskTimeoutIsANumberOrNone(String seconds) {
		assertThat(refusal(() -> registerWorkflowType("defaultTaskStartToCloseTimeout", seconds)))
			.isEqualTo(violation(seconds, "defaultTaskStartToCloseTimeout", SECONDS));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "90", "NONE" })
	void retentionIsUpTo90Days(String days) {
		registerDomain("d", days);

		assertThat(this.frozen.swf().call("DescribeDomain", Map.of("name", "d"))).containsEntry("configuration",
				Map.of("workflowExecutionRetentionPeriodInDays", days));
	}

	@ParameterizedTest
	@ValueSource(strings = { "91", "-1", "none", "1d", "99999999" })
	void retentionIsNothingElse(String days) {
		assertThat(refusal(() -> registerDomain("d", days))).isEqualTo(violation(days,
				"workflowExecutionRetentionPeriodInDays", "Member must be a number of days between 0 and 90, or NONE"));
	}

	@ParameterizedTest
	@CsvSource({ "-2147483648, true", "2147483647, true", "0, true", "2147483648, false", "high, false", "'', false",
			"1.0, false" })
	void priorityIsAnInteger(String priority, boolean accepted) {
		if (accepted) {
			this.decider.start("w", "taskPriority", priority);
			assertThat(this.decider.event("w", "WorkflowExecutionStarted").string("taskPriority")).isEqualTo(priority);
		}
		else {
			assertThat(refusal(() -> this.decider.start("w", "taskPriority", priority))).isEqualTo(violation(priority,
					"taskPriority", "Member must be a whole number between -2147483648 and 2147483647"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "a:b", "a/b", "a|b", "arn", "a\u0000", "a\u001f", "a\u007f", "\u009fa", "a\nb" })
	void identifierHasNoSeparators(String name) {
		assertThat(refusal(() -> registerDomain(name, "1"))).isEqualTo(violation(name, "name",
				"Member must not contain ':', '/', '|' or control characters, must not start or end with whitespace, "
						+ "and must not be 'arn'"));
	}

	@ParameterizedTest
	@ValueSource(strings = { " a", "a ", " ", "\u2003a", "a\u3000" })
	void identifierDoesNotStartOrEndWithWhitespace(String name) {
		assertThat(refusal(() -> registerDomain(name, "1"))).contains("Value '" + name + "' at 'name'");
		for (String operation : List.of("RegisterWorkflowType", "RegisterActivityType")) {
			assertThat(refusal(() -> this.decider.call(operation, "name", name, "version", "1"))).contains("at 'name'");
			assertThat(refusal(() -> this.decider.call(operation, "name", "n", "version", name)))
				.contains("at 'version'");
		}
		assertThat(refusal(() -> this.decider.start(name))).contains("at 'workflowId'");
		assertThat(refusal(() -> this.decider.call("PollForActivityTask", "taskList", Map.of("name", name))))
			.contains("at 'taskList.name'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "arn1", "barn", "ARN", "a b", "\u00fc", "\u00a0", "a.b-c_d" })
	void identifierMayBeAnythingElse(String name) {
		registerDomain(name, "1");

		assertThat(this.frozen.swf().call("DescribeDomain", Map.of("name", name))).containsKey("domainInfo");
	}

	@ParameterizedTest
	@CsvSource({ "name, 1, ''", "workflowExecutionRetentionPeriodInDays, 1, ''" })
	void emptyIsTooShort(String member, int shortest, String value) {
		Map<String, Object> request = new LinkedHashMap<>(
				Map.of("name", "d", "workflowExecutionRetentionPeriodInDays", "1"));
		request.put(member, value);

		assertThat(refusal(() -> this.frozen.swf().call("RegisterDomain", request)))
			.isEqualTo(violation(value, member, "Member must have length greater than or equal to " + shortest));
	}

	@ParameterizedTest
	@ValueSource(strings = { "-62167219200.001", "253402300800", "1e300", "-1e300" })
	void timeIsBetweenTheYears0And9999(String seconds) {
		Map<String, Object> filter = Map.of("oldestDate", new BigDecimal(seconds));

		assertThat(refusal(() -> this.decider.call("CountOpenWorkflowExecutions", "startTimeFilter", filter)))
			.startsWith("1 validation error detected: Value '")
			.endsWith("' at 'startTimeFilter.oldestDate' failed to satisfy constraint: "
					+ "Member must be seconds between -62167219200 and 253402300799");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "0.001", "253402300799", "-1", "-0.001", "-62167219200" })
	void anyTimeBetweenIsAccepted(String seconds) {
		Map<String, Object> filter = Map.of("oldestDate", new BigDecimal(seconds));

		assertThat(this.decider.call("CountOpenWorkflowExecutions", "startTimeFilter", filter)).containsEntry("count",
				0);
	}

	private void registerDomain(String name, String days) {
		this.frozen.swf().call("RegisterDomain", Map.of("name", name, "workflowExecutionRetentionPeriodInDays", days));
	}

	private void registerWorkflowType(String member, String value) {
		this.decider.call("RegisterWorkflowType", "name", "t", "version", "1", member, value);
	}

	private static String refusal(Runnable call) {
		SwfFault[] refused = new SwfFault[1];
		assertThatExceptionOfType(SwfFault.class).isThrownBy(call::run).satisfies((fault) -> refused[0] = fault);
		assertThat(refused[0].code()).isEqualTo("ValidationException");
		return refused[0].text();
	}

	private static String violation(String value, String member, String rule) {
		return "1 validation error detected: Value '" + value + "' at '" + member + "' failed to satisfy constraint: "
				+ rule;
	}

}
