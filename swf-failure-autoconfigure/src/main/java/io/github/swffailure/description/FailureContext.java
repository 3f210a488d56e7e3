// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.support.SafeText;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Where a failure happened: trace and span, the worker, the application, and keys of the
 * {@link MDC} of the handler's thread. Values are short and on one line. Together, they
 * take at most a quarter of the details; values that do not fit are left out, the last
 * first.
 */
final class FailureContext {

	private static final int LONGEST_VALUE = 128;

	/** Positions of the ids in {@code 00-<trace>-<span>-01}. */
	private static final int TRACE_START = 3;

	private static final int TRACE_END = TRACE_START + 32;

	private static final int PARENT_END = TRACE_END + 1 + 16;

	private final DescriptionSettings.Hints hints;

	private final int room;

	FailureContext(DescriptionSettings settings) {
		this.hints = settings.hints();
		this.room = settings.details().maxLength() / 4;
	}

	/**
	 * Reads the context.
	 * @param task the task that failed
	 * @param messages redacts the values of the MDC; without it, none is read
	 */
	Map<String, String> read(ActivityTask task, @Nullable MessageReader messages) {
		Values values = new Values(this.room);
		String trace = firstOf("traceId", "trace_id");
		String parent = (trace == null) ? task.traceparent() : null;
		if (parent != null && parent.length() >= PARENT_END) {
			values.add("trace", parent.substring(TRACE_START, TRACE_END));
			values.add("span", parent.substring(TRACE_END + 1, PARENT_END));
		}
		else {
			values.add("trace", trace);
			values.add("span", (trace != null) ? firstOf("spanId", "span_id") : null);
		}
		values.add("worker", this.hints.worker());
		values.add("app", this.hints.application());
		values.add("version", this.hints.version());
		for (String key : (messages != null) ? this.hints.mdcKeys() : List.<String>of()) {
			String value = valueOf(key);
			values.add("mdc." + key, (value != null && messages != null) ? messages.redactValue(key, value) : null);
		}
		return values.found;
	}

	private static @Nullable String firstOf(String key, String otherKey) {
		String value = valueOf(key);
		return (value != null) ? value : valueOf(otherKey);
	}

	/** If a custom MDC adapter throws, only the value is missing. */
	private static @Nullable String valueOf(String key) {
		try {
			return MDC.get(key);
		}
		catch (Throwable ex) {
			return null;
		}
	}

	private static final class Values {

		private final Map<String, String> found = new LinkedHashMap<>();

		private int room;

		Values(int room) {
			this.room = room;
		}

		void add(String name, @Nullable String value) {
			if (value == null || value.isBlank()) {
				return;
			}
			String text = SafeText.cut(SafeText.oneLine(SafeText.clean(value)), LONGEST_VALUE);
			this.room -= name.length() + JsonText.lengthOf(text) + 4;
			if (this.room >= 0) {
				this.found.put(name, text);
			}
		}

	}

}
