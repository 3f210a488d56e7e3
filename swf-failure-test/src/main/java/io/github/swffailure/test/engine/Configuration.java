// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.swffailure.test.protocol.Members;
import org.jspecify.annotations.Nullable;

/**
 * The members of a request, completed by the defaults of its type.
 *
 * @param values the members that have a value
 * @param undefined the first required member without a value
 */
record Configuration(Map<String, Object> values, @Nullable String undefined) {

	private static final List<String> OF_WORKFLOW = List.of("executionStartToCloseTimeout", "taskList",
			"taskStartToCloseTimeout", "childPolicy");

	private static final List<String> OF_ACTIVITY = List.of("scheduleToCloseTimeout", "taskList",
			"scheduleToStartTimeout", "startToCloseTimeout", "heartbeatTimeout");

	static Configuration ofWorkflow(Members request, RegisteredType type) {
		return resolve(request, type, OF_WORKFLOW);
	}

	static Configuration ofActivity(Members request, RegisteredType type) {
		return resolve(request, type, OF_ACTIVITY);
	}

	private static Configuration resolve(Members request, RegisteredType type, List<String> required) {
		Map<String, Object> values = request.only(required.toArray(String[]::new));
		values.putAll(request.only("taskPriority", "lambdaRole"));
		Map<String, Object> complete = new LinkedHashMap<>();
		String undefined = null;
		for (String member : required) {
			Object value = values.getOrDefault(member, type.defaultOf(member));
			if (value != null) {
				complete.put(member, value);
			}
			else if (undefined == null) {
				undefined = member;
			}
		}
		putOptional(complete, values, type);
		return new Configuration(complete, undefined);
	}

	private static void putOptional(Map<String, Object> complete, Map<String, Object> given, RegisteredType type) {
		for (String member : List.of("taskPriority", "lambdaRole")) {
			Object value = given.getOrDefault(member, type.defaultOf(member));
			if (value != null) {
				complete.put(member, value);
			}
		}
	}

	/**
	 * Returns the cause that a decision's failure event gives for the undefined member.
	 */
	String cause() {
		String words = String.valueOf(this.undefined).replaceAll("([A-Z])", "_$1");
		return "DEFAULT_" + words.toUpperCase(Locale.ROOT) + "_UNDEFINED";
	}

	/**
	 * Returns the priority of tasks, 0 if none is given; higher ones go first.
	 */
	int priority() {
		String priority = members().find("taskPriority");
		return (priority != null) ? Integer.parseInt(priority) : 0;
	}

	Members members() {
		return Members.of(this.values);
	}

}
