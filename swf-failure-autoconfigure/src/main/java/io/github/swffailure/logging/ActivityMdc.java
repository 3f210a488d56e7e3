package io.github.swffailure.logging;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.github.swffailure.ActivityExecutionListener;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.Delivery;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;
import org.slf4j.MDC;

import org.springframework.core.Ordered;

/**
 * Puts the {@link TaskFailureFields} of a task into the {@link MDC} of the thread that
 * runs its handler, until the handler returns; then what was there before is put back,
 * field by field. What the handler starts on other threads does not have them.
 */
public final class ActivityMdc implements ActivityExecutionListener, Ordered {

	private final @Nullable String domain;

	/**
	 * Creates the listener.
	 * @param domain the SWF domain of the worker, if known
	 */
	public ActivityMdc(@Nullable String domain) {
		this.domain = domain;
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
		ActivityTask.Type type = task.type();
		ActivityTask.Execution execution = task.execution();
		Fields fields = new Fields();
		fields.put(0, this.domain);
		fields.put(1, (type != null) ? type.name() : null);
		fields.put(2, (type != null) ? type.version() : null);
		fields.put(3, task.activityId());
		fields.put(4, (execution != null) ? execution.workflowId() : null);
		fields.put(5, (execution != null) ? execution.runId() : null);
		return fields;
	}

	/**
	 * Logs with fields in the {@link MDC}, which is where every logging system finds
	 * them: as key-value pairs of the event they might stand in it twice.
	 * @param fields the fields
	 * @param log writes a line
	 */
	static void with(Map<String, @Nullable String> fields, Runnable log) {
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

	private static void set(String name, @Nullable String value) {
		if (value != null) {
			MDC.put(name, value);
		}
		else {
			MDC.remove(name);
		}
	}

	/** What stood in the context before, by the index of the field. */
	private static final class Fields implements Execution {

		private final @Nullable String[] before = new @Nullable String[TaskFailureFields.OF_TASK.size()];

		private void put(int index, @Nullable String value) {
			String name = TaskFailureFields.OF_TASK.get(index);
			this.before[index] = MDC.get(name);
			replace(name, this.before[index], (value != null && !value.isEmpty()) ? value : null);
		}

		@Override
		public void onReturn() {
			for (int i = 0; i < this.before.length; i++) {
				String name = TaskFailureFields.OF_TASK.get(i);
				replace(name, MDC.get(name), this.before[i]);
			}
		}

		private static void replace(String name, @Nullable String old, @Nullable String value) {
			if (value != null || old != null) {
				set(name, value);
			}
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
			this.before.set(Objects.requireNonNullElse(MDC.get(TaskFailureFields.FINGERPRINT), NONE));
			MDC.put(TaskFailureFields.FINGERPRINT, failure.origin().fingerprint());
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
