package io.github.swffailure.logging;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.core.Ordered;

import io.github.swffailure.ActivityExecutionListener;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.TaskFailureFields;

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

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE + 1;
	}

	@Override
	public Execution onStart(ActivityTask task) {
		Map<String, @Nullable String> before = new HashMap<>();
		TaskFailureFields.of(task, this.domain).forEach((name, value) -> {
			before.put(name, MDC.get(name));
			MDC.put(name, value);
		});
		return new Fields(before);
	}

	private record Fields(Map<String, @Nullable String> before) implements Execution {

		@Override
		public void onReturn() {
			this.before.forEach(Fields::restore);
		}

		@Override
		public void onEnd(@Nullable Throwable failure) {
		}

		private static void restore(String name, @Nullable String value) {
			if (value != null) {
				MDC.put(name, value);
			}
			else {
				MDC.remove(name);
			}
		}

	}

}
