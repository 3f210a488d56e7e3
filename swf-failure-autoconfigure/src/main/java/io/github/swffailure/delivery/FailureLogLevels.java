package io.github.swffailure.delivery;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

import org.springframework.util.Assert;

import io.github.swffailure.Delivery;
import io.github.swffailure.FailureOrigin;
import io.github.swffailure.TaskFailure;

/**
 * At which level a failure is logged. By outcome: ERROR for a report that is lost, DEBUG
 * for answered cancellations and repeated deferrals, INFO for the rest. Exceptions that
 * are expected can have a level of their own, or none, in place of that INFO; what is
 * lost is told all the same.
 */
public final class FailureLogLevels {

	private static final String OFF = "OFF";

	private final Map<String, String> byException;

	/**
	 * Creates the levels.
	 * @param byException levels of exceptions by their class names, simple or full:
	 * {@code OFF}, {@code TRACE}, {@code DEBUG}, {@code INFO}, {@code WARN} or
	 * {@code ERROR}
	 * @throws IllegalArgumentException if one is none of these
	 */
	public FailureLogLevels(Map<String, String> byException) {
		this.byException = new HashMap<>();
		byException.forEach((exception, level) -> this.byException.put(exception, check(exception, level)));
	}

	private static String check(String exception, String level) {
		String name = level.toUpperCase(Locale.ROOT);
		Assert.isTrue(name.equals(OFF) || Arrays.stream(Level.values()).anyMatch((known) -> known.name().equals(name)),
				() -> "Log level '" + level + "' of exception '" + exception
						+ "' is none: use OFF, TRACE, DEBUG, INFO, WARN or ERROR");
		return name;
	}

	@Nullable Level of(TaskFailure failure, Delivery delivery) {
		return switch (delivery.outcome()) {
			case REJECTED, EXPIRED -> Level.ERROR;
			case CANCELED -> Level.DEBUG;
			case DEFERRED -> delivery.redelivery() ? Level.DEBUG : expected(failure.origin());
			default -> expected(failure.origin());
		};
	}

	private @Nullable Level expected(FailureOrigin origin) {
		String level = this.byException.get(origin.exceptionType());
		if (level == null) {
			level = this.byException.getOrDefault(origin.simpleName(), Level.INFO.name());
		}
		return level.equals(OFF) ? null : Level.valueOf(level);
	}

}
