// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.swffailure.test.protocol.SwfFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.github.swffailure.test.TestDecider.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A page token is good for the same arguments only, whatever the size of the pages.
 */
class PageTokenTests {

	@RegisterExtension
	final FrozenSwf frozen = new FrozenSwf();

	private final TestDecider decider = this.frozen.decider();

	static Stream<Arguments> changes() {
		Map<String, Object> since = Map.of("oldestDate", 0);
		return Stream.of(Arguments.of("ListDomains", Map.of("registrationStatus", "REGISTERED"), "reverseOrder", true),
				Arguments.of("ListDomains", Map.of("registrationStatus", "REGISTERED"), "registrationStatus",
						"DEPRECATED"),
				Arguments.of("ListActivityTypes", Map.of("registrationStatus", "REGISTERED"), "name", "charge"),
				Arguments.of("ListWorkflowTypes", Map.of("registrationStatus", "REGISTERED"), "domain", "other"),
				Arguments.of("ListOpenWorkflowExecutions", Map.of("startTimeFilter", since), "startTimeFilter",
						Map.of("oldestDate", 1)),
				Arguments.of("ListOpenWorkflowExecutions", Map.of("startTimeFilter", since), "typeFilter",
						Map.of("name", "order")),
				Arguments.of("ListOpenWorkflowExecutions", Map.of("startTimeFilter", since), "reverseOrder", true));
	}

	@ParameterizedTest
	@MethodSource("changes")
	void tokenIsNoneOfOtherArguments(String operation, Map<String, Object> arguments, String member, Object value) {
		for (String name : List.of("a", "b")) {
			this.decider.start(name);
			this.decider.call("RegisterWorkflowType", "name", name, "version", "1");
			this.decider.call("RegisterActivityType", "name", name, "version", "1");
			this.frozen.swf()
				.call("RegisterDomain", Map.of("name", name, "workflowExecutionRetentionPeriodInDays", "1"));
		}
		this.frozen.swf()
			.call("RegisterDomain", Map.of("name", "other", "workflowExecutionRetentionPeriodInDays", "1"));
		Map<String, Object> request = new LinkedHashMap<>(arguments);
		request.putIfAbsent("domain", "shop");
		request.put("maximumPageSize", 1);
		request.put("nextPageToken", this.frozen.swf().call(operation, request).getOrDefault("nextPageToken", ""));
		request.put("maximumPageSize", 2);
		assertThat(this.frozen.swf().call(operation, request)).isNotEmpty();

		request.put(member, value);

		assertThatExceptionOfType(SwfFault.class).isThrownBy(() -> this.frozen.swf().call(operation, request))
			.withMessage("Invalid token");
	}

	@Test
	void pageOfADecisionTaskIsNoneOfAnotherListOrDomain() {
		this.frozen.swf()
			.call("RegisterDomain", Map.of("name", "other", "workflowExecutionRetentionPeriodInDays", "1"));
		this.decider.start("w");
		Object token = page();

		for (Map<String, Object> other : List.<Map<String, Object>>of(Map.of("taskList", list("others")),
				Map.of("domain", "other"), Map.of("reverseOrder", true), Map.of("startAtPreviousStartedEvent", true))) {
			Map<String, Object> request = new LinkedHashMap<>(
					Map.of("domain", "shop", "taskList", list("deciders"), "nextPageToken", token));
			request.putAll(other);
			assertThatExceptionOfType(SwfFault.class)
				.isThrownBy(() -> this.frozen.swf().call("PollForDecisionTask", request))
				.withMessage("Invalid token");
		}
		assertThat(next(token, "identity", "somebody else")).containsEntry("startedEventId", 3L);
	}

	@Test
	void pagesOfADecisionTaskEndWithTheTask() {
		String runId = this.decider.start("w");
		Map<String, Object> task = this.decider.call("PollForDecisionTask", "taskList", list("deciders"),
				"maximumPageSize", 1);
		Object token = task.getOrDefault("nextPageToken", "");
		this.decider.respond(task);

		assertThatExceptionOfType(SwfFault.class).isThrownBy(() -> next(token))
			.withMessage("Unknown decision task, scheduledEventId = 2");
		this.decider.call("TerminateWorkflowExecution", "workflowId", "w");
		assertThatExceptionOfType(SwfFault.class).isThrownBy(() -> next(token))
			.withMessage("Unknown execution: WorkflowExecution=[workflowId=w, runId=" + runId + "]");
	}

	@Test
	void eventsThatComeInBetweenDoNotMoveThePagesInReverse() {
		String runId = this.decider.start("w");
		this.decider.signal("w");
		Map<String, Object> request = new LinkedHashMap<>(Map.of("domain", "shop", "execution",
				TestDecider.execution("w", runId), "maximumPageSize", 2, "reverseOrder", true));
		Map<String, Object> first = this.frozen.swf().call("GetWorkflowExecutionHistory", request);
		this.decider.signal("w");
		request.put("nextPageToken", first.getOrDefault("nextPageToken", ""));

		Map<String, Object> second = this.frozen.swf().call("GetWorkflowExecutionHistory", request);

		assertThat((List<?>) first.get("events")).extracting("eventId").containsExactly(3L, 2L);
		assertThat((List<?>) second.get("events")).extracting("eventId").containsExactly(1L);
	}

	private Object page() {
		return this.decider.call("PollForDecisionTask", "taskList", list("deciders"), "maximumPageSize", 1)
			.getOrDefault("nextPageToken", "");
	}

	private Map<String, Object> next(Object token, Object... more) {
		Object[] members = Stream
			.concat(Stream.of("taskList", list("deciders"), "nextPageToken", token), Stream.of(more))
			.toArray();
		return this.decider.call("PollForDecisionTask", members);
	}

}
