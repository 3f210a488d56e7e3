// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.swffailure.test.protocol.SwfFault;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

/**
 * Domains and types from registration to deletion, and what can be read of them.
 */
class RegistrationTests {

	private final EmbeddedSwf swf = EmbeddedSwf.builder().longPoll(Duration.ZERO).start();

	private final TestDecider decider = new TestDecider(this.swf);

	@AfterEach
	void close() {
		this.swf.close();
	}

	@Test
	void domainIsDescribed() {
		this.swf.call("RegisterDomain",
				Map.of("name", "d", "description", "words", "workflowExecutionRetentionPeriodInDays", "NONE"));

		Map<String, Object> detail = this.swf.call("DescribeDomain", Map.of("name", "d"));

		assertThat(detail).containsEntry("configuration", Map.of("workflowExecutionRetentionPeriodInDays", "NONE"));
		assertThat(detail).extractingByKey("domainInfo", InstanceOfAssertFactories.MAP)
			.contains(entry("name", "d"), entry("status", "REGISTERED"), entry("description", "words"));
	}

	@Test
	void domainCanBeDeprecatedAndBack() {
		this.swf.call("DeprecateDomain", Map.of("name", "shop"));
		assertThat(domains("DEPRECATED")).containsExactly("shop");
		assertThatThrownBy(() -> this.decider.start("w")).hasMessage("Unknown domain: shop");
		assertFault("DeprecateDomain", Map.of("name", "shop"), "DomainDeprecatedFault");

		this.swf.call("UndeprecateDomain", Map.of("name", "shop"));

		assertThat(domains("REGISTERED")).containsExactly("shop");
		assertFault("UndeprecateDomain", Map.of("name", "shop"), "DomainAlreadyExistsFault");
	}

	@Test
	void domainTakesItsTypesAlongWhenItIsDeprecated() {
		this.decider.start("running");
		this.decider.call("RegisterActivityType", "name", "old", "version", "1");
		this.decider.call("DeprecateActivityType", "activityType", Map.of("name", "old", "version", "1"));

		this.swf.call("DeprecateDomain", Map.of("name", "shop"));

		for (String kind : List.of("Workflow", "Activity")) {
			assertThat(types(kind, "REGISTERED")).isEmpty();
			assertThat(types(kind, "DEPRECATED")).isNotEmpty();
		}
		this.decider.decide(TestDecider.schedule("a"));
		assertThat(this.decider.event("running", "ScheduleActivityTaskFailed").string("cause"))
			.isEqualTo("ACTIVITY_TYPE_DEPRECATED");

		this.swf.call("UndeprecateDomain", Map.of("name", "shop"));

		assertThat(types("Workflow", "REGISTERED")).isEmpty();
		assertThatThrownBy(() -> this.decider.start("w")).hasMessage("WorkflowType=[name=order, version=1]");
	}

	private List<?> types(String kind, String status) {
		return (List<?>) this.decider.call("List" + kind + "Types", "registrationStatus", status)
			.getOrDefault("typeInfos", List.of());
	}

	@Test
	void domainsComeInPagesBothWays() {
		for (String name : List.of("c", "a", "b")) {
			this.swf.call("RegisterDomain", Map.of("name", name, "workflowExecutionRetentionPeriodInDays", "1"));
		}
		Map<String, Object> first = listDomains(Map.of("maximumPageSize", 3));
		Map<String, Object> second = listDomains(
				Map.of("maximumPageSize", 3, "nextPageToken", first.getOrDefault("nextPageToken", "")));

		assertThat(names(first)).containsExactly("a", "b", "c");
		assertThat(names(second)).containsExactly("shop");
		assertThat(second).doesNotContainKey("nextPageToken");
		assertThat(names(listDomains(Map.of("reverseOrder", true)))).containsExactly("shop", "c", "b", "a");
	}

	@Test
	void pageTokenIsGoodForItsOwnListOnly() {
		String token = String
			.valueOf(this.decider.call("ListActivityTypes", "registrationStatus", "REGISTERED", "maximumPageSize", 1000)
				.get("nextPageToken"));
		assertThat(token).isEqualTo("null");
		this.decider.call("RegisterActivityType", "name", "second", "version", "1");
		Object page = this.decider.call("ListActivityTypes", "registrationStatus", "REGISTERED", "maximumPageSize", 1)
			.getOrDefault("nextPageToken", "");

		for (Object wrong : List.of("garbage", "AAAA", page)) {
			assertThatThrownBy(() -> listDomains(Map.of("nextPageToken", wrong))).hasMessage("Invalid token");
		}
	}

	@Test
	void pageTokenLivesForADay() {
		SettableClock clock = new SettableClock();
		try (EmbeddedSwf timed = EmbeddedSwf.builder().clock(clock).start()) {
			TestDecider other = new TestDecider(timed);
			other.call("RegisterActivityType", "name", "second", "version", "1");
			Object token = other.call("ListActivityTypes", "registrationStatus", "REGISTERED", "maximumPageSize", 1)
				.getOrDefault("nextPageToken", "");
			clock.advance(Duration.ofHours(24).plusMillis(1));

			assertThatThrownBy(
					() -> other.call("ListActivityTypes", "registrationStatus", "REGISTERED", "nextPageToken", token))
				.hasMessage("Specified token has exceeded its maximum lifetime");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Workflow", "Activity" })
	void typeLivesUntilItIsDeleted(String kind) {
		String member = (kind + "Type").replace(kind.charAt(0), Character.toLowerCase(kind.charAt(0)));
		Map<String, Object> key = Map.of("name", "n", "version", "1");
		this.decider.call("Register" + kind + "Type", "name", "n", "version", "1", "description", "d",
				"defaultTaskPriority", "5");
		assertThat(this.decider.call("Describe" + kind + "Type", member, key))
			.containsEntry("configuration", Map.of("defaultTaskPriority", "5"))
			.extractingByKey("typeInfo", InstanceOfAssertFactories.MAP)
			.contains(entry("description", "d"), entry("status", "REGISTERED"), entry(member, key));
		assertThatThrownBy(() -> this.decider.call("Delete" + kind + "Type", member, key)).isInstanceOfSatisfying(
				SwfFault.class, (fault) -> assertThat(fault.code()).isEqualTo("TypeNotDeprecatedFault"));

		this.decider.call("Deprecate" + kind + "Type", member, key);

		assertThat((List<?>) this.decider.call("List" + kind + "Types", "registrationStatus", "DEPRECATED", "name", "n")
			.get("typeInfos")).hasSize(1);
		this.decider.call("Undeprecate" + kind + "Type", member, key);
		this.decider.call("Deprecate" + kind + "Type", member, key);
		this.decider.call("Delete" + kind + "Type", member, key);
		assertThatThrownBy(() -> this.decider.call("Describe" + kind + "Type", member, key))
			.hasMessage("Unknown type: " + kind + "Type=[name=n, version=1]");
	}

	@Test
	void deprecatedWorkflowTypeIsNotStarted() {
		this.decider.call("DeprecateWorkflowType", "workflowType", TestDecider.TYPE);

		assertThatThrownBy(() -> this.decider.start("w")).hasMessage("WorkflowType=[name=order, version=1]")
			.isInstanceOfSatisfying(SwfFault.class,
					(fault) -> assertThat(fault.code()).isEqualTo("TypeDeprecatedFault"));
	}

	@ParameterizedTest
	@CsvSource({ "executionStartToCloseTimeout", "taskList", "taskStartToCloseTimeout", "childPolicy" })
	void startWithoutADefaultNamesTheMember(String missing) {
		this.decider.call("RegisterWorkflowType", "name", "bare", "version", "1");
		Object[] given = TestDecider.configurationWithout(missing);

		assertThatThrownBy(() -> startBare(given)).hasMessage(missing)
			.isInstanceOfSatisfying(SwfFault.class,
					(fault) -> assertThat(fault.code()).isEqualTo("DefaultUndefinedFault"));
	}

	@Test
	void secondStartOfAnOpenWorkflowIsRefused() {
		this.decider.start("w");

		assertThatThrownBy(() -> this.decider.start("w")).isInstanceOfSatisfying(SwfFault.class,
				(fault) -> assertThat(fault.code()).isEqualTo("WorkflowExecutionAlreadyStartedFault"));
	}

	@ParameterizedTest
	@CsvSource({ "NONE", "31622401", "-1", "1.5", "soon" })
	void executionTimeoutIsAYearAtMost(String timeout) {
		assertThatThrownBy(() -> this.decider.start("w", "executionStartToCloseTimeout", timeout))
			.hasMessageStartingWith("1 validation error detected: Value '" + timeout
					+ "' at 'executionStartToCloseTimeout' failed to satisfy constraint: ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a:b", "a/b", "a|b", "arn", "a\u0000b", "a\u0085b" })
	void workflowIdIsAnIdentifier(String workflowId) {
		assertThatThrownBy(() -> this.decider.start(workflowId))
			.hasMessageContaining("at 'workflowId' failed to satisfy constraint: Member must not contain ':'");
	}

	@Test
	void tagsAreFiveAtMost() {
		assertThatThrownBy(() -> this.decider.start("w", "tagList", List.of("1", "2", "3", "4", "5", "6")))
			.hasMessageContaining(
					"at 'tagList' failed to satisfy constraint: Member must have length less than or equal to 5");
		assertThatThrownBy(() -> this.decider.start("w", "tagList", List.of("t".repeat(257))))
			.hasMessageContaining("at 'tagList.1.member' failed");
	}

	private Map<String, Object> startBare(Object... given) {
		Object[] all = new Object[given.length + 4];
		all[0] = "workflowId";
		all[1] = "w";
		all[2] = "workflowType";
		all[3] = Map.of("name", "bare", "version", "1");
		System.arraycopy(given, 0, all, 4, given.length);
		return this.decider.call("StartWorkflowExecution", all);
	}

	private AbstractThrowableAssert<?, ?> assertFault(String operation, Map<String, Object> members, String code) {
		return assertThatThrownBy(() -> this.swf.call(operation, members)).isInstanceOfSatisfying(SwfFault.class,
				(fault) -> assertThat(fault.code()).isEqualTo(code));
	}

	private List<Object> domains(String status) {
		return names(this.swf.call("ListDomains", Map.of("registrationStatus", status)));
	}

	private Map<String, Object> listDomains(Map<String, Object> members) {
		Map<String, Object> request = new HashMap<>(members);
		request.put("registrationStatus", "REGISTERED");
		return this.swf.call("ListDomains", request);
	}

	private static List<Object> names(Map<String, Object> answer) {
		return ((List<?>) answer.getOrDefault("domainInfos", List.of())).stream()
			.map((domain) -> (Object) String.valueOf(((Map<?, ?>) domain).get("name")))
			.toList();
	}

}
