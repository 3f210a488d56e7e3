// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.swffailure.test.history.HistoryEvent;

/**
 * A decider of one domain and task list, without a client.
 */
final class TestDecider {

	static final Map<String, Object> TYPE = Map.of("name", "order", "version", "1");

	static final Map<String, Object> ACTIVITY = Map.of("name", "charge", "version", "1");

	private final EmbeddedSwf swf;

	TestDecider(EmbeddedSwf swf) {
		this.swf = swf;
		swf.call("RegisterDomain", Map.of("name", "shop", "workflowExecutionRetentionPeriodInDays", "1"));
		swf.call("RegisterWorkflowType",
				request(TYPE, "defaultTaskList", list("deciders"), "defaultTaskStartToCloseTimeout", "10",
						"defaultExecutionStartToCloseTimeout", "3600", "defaultChildPolicy", "TERMINATE"));
		swf.call("RegisterActivityType",
				request(ACTIVITY, "defaultTaskList", list("workers"), "defaultTaskStartToCloseTimeout", "NONE",
						"defaultTaskHeartbeatTimeout", "NONE", "defaultTaskScheduleToStartTimeout", "NONE",
						"defaultTaskScheduleToCloseTimeout", "NONE"));
	}

	String start(String workflowId, Object... members) {
		return (String) this.swf
			.call("StartWorkflowExecution",
					request(request(Map.of("workflowId", workflowId, "workflowType", TYPE)), members))
			.getOrDefault("runId", "");
	}

	Map<String, Object> poll() {
		return this.swf.call("PollForDecisionTask", request(Map.of("taskList", list("deciders"))));
	}

	@SafeVarargs
	@SuppressWarnings("varargs")
	final void decide(Map<String, Object>... decisions) {
		respond(poll(), decisions);
	}

	@SafeVarargs
	@SuppressWarnings("varargs")
	final void respond(Map<String, Object> task, Map<String, Object>... decisions) {
		this.swf.call("RespondDecisionTaskCompleted",
				Map.of("taskToken", task.getOrDefault("taskToken", ""), "decisions", List.of(decisions)));
	}

	void signal(String workflowId) {
		this.swf.call("SignalWorkflowExecution", request(Map.of("workflowId", workflowId, "signalName", "look")));
	}

	Map<String, Object> call(String operation, Object... members) {
		return this.swf.call(operation, request(Map.of(), members));
	}

	List<String> eventTypes(String workflowId) {
		return this.swf.events(workflowId).stream().map(HistoryEvent::eventType).toList();
	}

	HistoryEvent event(String workflowId, String eventType) {
		return this.swf.events(workflowId)
			.stream()
			.filter((event) -> event.eventType().equals(eventType))
			.findFirst()
			.orElseThrow(() -> new AssertionError(eventType + " is not in " + eventTypes(workflowId)));
	}

	static Map<String, Object> decision(String type, Object... attributes) {
		String member = Character.toLowerCase(type.charAt(0)) + type.substring(1) + "DecisionAttributes";
		return Map.of("decisionType", type, member, map(attributes));
	}

	static Map<String, Object> schedule(String activityId, Object... attributes) {
		Map<String, Object> all = map(attributes);
		all.putIfAbsent("activityType", ACTIVITY);
		all.put("activityId", activityId);
		return Map.of("decisionType", "ScheduleActivityTask", "scheduleActivityTaskDecisionAttributes", all);
	}

	/**
	 * All that a start has to give for a type without defaults, but for one member.
	 */
	static Object[] configurationWithout(String missing) {
		Map<String, Object> all = new LinkedHashMap<>(Map.of("executionStartToCloseTimeout", "60", "taskList",
				list("deciders"), "taskStartToCloseTimeout", "NONE", "childPolicy", "ABANDON"));
		all.remove(missing);
		return all.entrySet().stream().flatMap((member) -> Stream.of(member.getKey(), member.getValue())).toArray();
	}

	static Map<String, Object> list(String name) {
		return Map.of("name", name);
	}

	static Map<String, Object> execution(String workflowId, String runId) {
		return Map.of("workflowId", workflowId, "runId", runId);
	}

	private static Map<String, Object> request(Map<String, Object> members, Object... more) {
		Map<String, Object> request = new LinkedHashMap<>(members);
		request.putIfAbsent("domain", "shop");
		request.putAll(map(more));
		return request;
	}

	private static Map<String, Object> map(Object... namesAndValues) {
		Map<String, Object> map = new LinkedHashMap<>();
		List<Object> all = Arrays.asList(namesAndValues);
		for (int i = 0; i < all.size(); i += 2) {
			map.put((String) all.get(i), all.get(i + 1));
		}
		return map;
	}

}
