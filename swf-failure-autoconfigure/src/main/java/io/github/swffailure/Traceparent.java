// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Finds the trace that an activity's input names. SWF has no headers, so that starters
 * and deciders pass the {@code traceparent} of W3C Trace Context on in the input: as a
 * JSON member of that name, which is also where CloudEvents carry it.
 */
final class Traceparent {

	private static final String NAME = "\"traceparent\"";

	private static final Pattern VALUE = Pattern
		.compile("\\s{0,9}:\\s{0,9}\"([0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2})\"");

	private Traceparent() {
	}

	static @Nullable String find(@Nullable String input) {
		int name = (input != null) ? input.indexOf(NAME) : -1;
		if (input == null || name < 0) {
			return null;
		}
		Matcher value = VALUE.matcher(input).region(name + NAME.length(), input.length());
		return value.lookingAt() ? value.group(1) : null;
	}

}
