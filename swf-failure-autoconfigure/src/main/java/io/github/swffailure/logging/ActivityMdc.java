// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.logging;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import io.github.swffailure.ActivityExecutionListener;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.Delivery;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.core.Ordered;
import org.springframework.util.StringUtils;

/**
 * Puts the {@link TaskFailureFields} of a task into the {@link MDC} of the thread that
 * runs its handler. When the handler returns, the former values are restored, field by
 * field. Other threads that the handler starts do not have the fields.
 * <p>
 * Formats that nest names, such as ECS, cannot write an event with both
 * {@code swf.activity} and {@code swf.activity.name}. For these, a field is left out if
 * the MDC of the application has such a name.
 */
public final class ActivityMdc implements ActivityExecutionListener, Ordered {

	private final @Nullable String domain;

	private final boolean nested;

	/**
	 * Creates the listener.
	 * @param domain the SWF domain of the worker, if known
	 * @param nested whether the log format may nest names; this requires a copy of the
	 * {@link MDC} for each task
	 */
	public ActivityMdc(@Nullable String domain, boolean nested) {
		this.domain = domain;
		this.nested = nested;
	}

	/**
	 * The counterpart for reports: puts the fingerprint of a failure into the {@link MDC}
	 * during each attempt to deliver it, for the log lines of the AWS SDK and of
	 * listeners. Called last, so that all other listeners have it.
	 * @return a listener that is {@link Ordered}
	 */
	public static TaskFailureListener ofReports() {
		return new Reports();
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE + 1;
	}

	@Override
	public Execution onStart(ActivityTask task) {
		boolean found = this.nested
				&& all().keySet().stream().anyMatch((name) -> name.startsWith(TaskFailureFields.PREFIX));
		return found ? new Replaced(fields(task)) : add(task);
	}

	/** Includes unknown fields, which hide those of an enclosing handler. */
	private Map<String, @Nullable String> fields(ActivityTask task) {
		Map<String, @Nullable String> fields = TaskFailureFields.of(task, this.domain);
		if (MDC.get(TaskFailureFields.OF_TASK.get(TaskFailureFields.ACTIVITY_NAME)) == null) {
			fields.values().removeIf(Objects::isNull);
		}
		if (this.nested) {
			fields.keySet().removeIf(clashing());
		}
		return fields;
	}

	private Execution add(ActivityTask task) {
		int added = 0;
		for (int i = 0; i < TaskFailureFields.OF_TASK.size(); i++) {
			String name = TaskFailureFields.OF_TASK.get(i);
			String value = TaskFailureFields.of(task, this.domain, i);
			boolean written = value != null || i == TaskFailureFields.ACTIVITY_NAME;
			if (written && MDC.get(name) != null) {
				Added.ALL[added].onReturn();
				return new Replaced(fields(task));
			}
			if (value != null) {
				added |= 1 << i;
				MDC.put(name, value);
			}
		}
		return Added.ALL[added];
	}

	/**
	 * Logs with fields in the {@link MDC}, which every logging system supports. As
	 * key-value pairs, they could be in the event twice.
	 * @param fields the fields
	 * @param log writes a line
	 */
	static void with(Map<String, @Nullable String> fields, Runnable log) {
		fields.keySet().removeIf(clashing());
		Map<String, @Nullable String> before = put(fields);
		try {
			log.run();
		}
		finally {
			before.forEach(ActivityMdc::set);
		}
	}

	private static Map<String, @Nullable String> put(Map<String, @Nullable String> fields) {
		Map<String, @Nullable String> before = new HashMap<>();
		fields.forEach((name, value) -> {
			before.put(name, MDC.get(name));
			set(name, value);
		});
		return before;
	}

	/** Matches names that cannot be in the same event as those in the MDC. */
	private static Predicate<String> clashing() {
		Set<String> others = all().keySet();
		return (field) -> others.stream()
			.anyMatch((other) -> field.startsWith(path(other) + ".") || other.startsWith(field + "."));
	}

	/**
	 * Ignores trailing dots: ECS nests {@code swf.} like {@code swf}.
	 */
	private static String path(String name) {
		return StringUtils.trimTrailingCharacter(name, '.');
	}

	private static Map<String, String> all() {
		Map<String, String> all = MDC.getCopyOfContextMap();
		return (all != null) ? all : Map.of();
	}

	private static void set(String name, @Nullable String value) {
		if (value != null) {
			MDC.put(name, value);
		}
		else {
			MDC.remove(name);
		}
	}

	/**
	 * Fields that were not in the MDC before, as bits. Does not change fields of the
	 * application whose values are unknown for the task.
	 */
	private record Added(int fields) implements Execution {

		private static final Execution[] ALL = IntStream.range(0, 1 << TaskFailureFields.OF_TASK.size())
			.mapToObj(Added::new)
			.toArray(Execution[]::new);

		@Override
		public void onReturn() {
			for (int left = this.fields; left != 0; left &= left - 1) {
				MDC.remove(TaskFailureFields.OF_TASK.get(Integer.numberOfTrailingZeros(left)));
			}
		}

		@Override
		public void onEnd(@Nullable Throwable failure) {
		}

	}

	/** Fields some of which were in the MDC before. */
	private static final class Replaced implements Execution {

		private final Map<String, @Nullable String> before;

		private Replaced(Map<String, @Nullable String> fields) {
			this.before = put(fields);
		}

		@Override
		public void onReturn() {
			this.before.forEach(ActivityMdc::set);
		}

		@Override
		public void onEnd(@Nullable Throwable failure) {
		}

	}

	private static final class Reports implements TaskFailureListener, Ordered {

		private static final String NONE = "";

		private final ThreadLocal<@Nullable String> before = new ThreadLocal<>();

		@Override
		public int getOrder() {
			return LOWEST_PRECEDENCE;
		}

		@Override
		public void onAttempt(TaskFailure failure, boolean redelivery) {
			if (!clashing().test(TaskFailureFields.FINGERPRINT)) {
				this.before.set(Objects.requireNonNullElse(MDC.get(TaskFailureFields.FINGERPRINT), NONE));
				MDC.put(TaskFailureFields.FINGERPRINT, failure.origin().fingerprint());
			}
		}

		@Override
		public void onDelivery(TaskFailure failure, Delivery delivery) {
			String previous = this.before.get();
			this.before.remove();
			if (previous != null) {
				set(TaskFailureFields.FINGERPRINT, previous.equals(NONE) ? null : previous);
			}
		}

	}

}
