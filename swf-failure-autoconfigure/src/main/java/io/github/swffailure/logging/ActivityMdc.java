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
 * runs its handler, until the handler returns; then what was there before is put back,
 * field by field. What the handler starts on other threads does not have them.
 * <p>
 * Formats that nest names, such as ECS, write no event with both {@code swf.activity} and
 * {@code swf.activity.name}. For these, a field is left out if the application has a name
 * in the MDC that the field begins with, or that begins with the field, up to a dot.
 */
public final class ActivityMdc implements ActivityExecutionListener, Ordered {

	private final @Nullable String domain;

	private final boolean nested;

	/**
	 * Creates the listener.
	 * @param domain the SWF domain of the worker, if known
	 * @param nested whether lines may be written in a format that nests names, of which
	 * only a copy of the whole {@link MDC} tells whether it has one in our way
	 */
	public ActivityMdc(@Nullable String domain, boolean nested) {
		this.domain = domain;
		this.nested = nested;
	}

	/**
	 * The same for reports, of which no handler runs: puts the fingerprint of a failure
	 * into the {@link MDC} during an attempt to deliver it, so that the log lines of the
	 * AWS SDK and of listeners have it. Called last, so that it is there for all others.
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

	/** Those of an enclosing handler are hidden even where this task does not say. */
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
	 * Logs with fields in the {@link MDC}, which is where every logging system finds
	 * them: as key-value pairs of the event they might stand in it twice.
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

	/** Names that an event cannot have beside what is in the MDC. */
	private static Predicate<String> clashing() {
		Set<String> others = all().keySet();
		return (field) -> others.stream()
			.anyMatch((other) -> field.startsWith(path(other) + ".") || other.startsWith(field + "."));
	}

	/**
	 * Dots at the end name nothing further: ECS nests below {@code swf.} as below
	 * {@code swf}.
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
	 * Fields that were not there before, by the bits of their indexes. What is unknown of
	 * the task leaves alone what the application has set.
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

	/** Fields of which some were there. */
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
