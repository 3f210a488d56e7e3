// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.logging;

import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

import io.github.swffailure.Delivery;
import io.github.swffailure.FailureOrigin;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskCompletion;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.springframework.util.Assert;

/**
 * The only class that logs failures: one line each, without token, input and details,
 * with the {@link TaskFailureFields} in the {@link org.slf4j.MDC}.
 * <p>
 * The level is ERROR for a lost report, and for {@code denied}, once until SWF accepts
 * reports again; DEBUG for answered cancellations and repeated deferrals; otherwise the
 * configured level, by default INFO, because the report is not lost. Expected exceptions
 * can have their own level. For the same defect and outcome, one line per minute is
 * written, with the number of lines left out since the last one. Each lost report has a
 * line, so that its task can be closed manually.
 */
public final class LoggingTaskFailureListener implements TaskFailureListener, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(LoggingTaskFailureListener.class);

	private final FailureMessages messages;

	private final RepeatedLines lines;

	private final Levels levels;

	private final Set<Class<?>> redactionErrors = ConcurrentHashMap.newKeySet();

	private volatile boolean denied;

	/**
	 * Creates the listener.
	 * @param domain the SWF domain for messages, if known
	 * @param redactor redacts messages of the AWS SDK; never throws
	 * @param clock decides when a similar line may be written again
	 * @param level level of failures: {@code OFF}, {@code TRACE}, {@code DEBUG},
	 * {@code INFO}, {@code WARN} or {@code ERROR}
	 * @param levels levels of exceptions, by simple or full class name
	 * @throws IllegalArgumentException if a level is not one of these
	 */
	public LoggingTaskFailureListener(@Nullable String domain, UnaryOperator<String> redactor, Clock clock,
			String level, Map<String, String> levels) {
		this.messages = new FailureMessages(domain, redactor);
		this.levels = Levels.of(level, levels);
		this.lines = new RepeatedLines(clock, (line, count) -> logger.info("{} more like this: {}", count, line));
	}

	@Override
	public void onDelivery(TaskFailure failure, Delivery delivery) {
		if (delivery.outcome() == ReportOutcome.DENIED) {
			onDenied(failure, delivery);
			return;
		}
		if (this.denied && delivery.error() == null && delivery.outcome().isFinal()) {
			this.denied = false;
			logger.info("SWF accepts reports again; the denied ones follow");
		}
		log(this.levels.of(failure, delivery), failure, delivery);
	}

	/** Each result has its own line, because it has no defect to group it by. */
	@Override
	public void onCompletion(TaskCompletion completion, Delivery delivery) {
		ReportOutcome outcome = delivery.outcome();
		if (outcome == ReportOutcome.DENIED && !this.denied) {
			this.denied = true;
			logger.error("{}", this.messages.adviceOn(completion, delivery.error()));
		}
		Level level = switch (outcome) {
			case EXPIRED -> Level.ERROR;
			case REJECTED -> Level.WARN;
			case TASK_CLOSED -> Level.INFO;
			case DEFERRED -> delivery.redelivery() ? Level.DEBUG : Level.INFO;
			default -> Level.DEBUG;
		};
		logger.atLevel(level)
			.log("Result of {} [{}]{}{}", completion.task(), outcome.id(), (outcome == ReportOutcome.REJECTED)
					? "; a failure is reported instead" : FailureMessages.meaningOf(delivery),
					this.messages.because(delivery.error()));
	}

	@Override
	public void onRedactionError(Throwable error) {
		if (this.redactionErrors.add(error.getClass())) {
			logger.error("A failure redactor failed with {}: only class names are reported for such failures; "
					+ "this is logged once", error.getClass().getName());
		}
	}

	private void onDenied(TaskFailure failure, Delivery delivery) {
		if (!this.denied) {
			this.denied = true;
			write(Level.ERROR, failure, delivery, this.messages.adviceOn(failure, delivery.error()));
		}
		log(Level.DEBUG, failure, delivery);
	}

	private void log(@Nullable Level level, TaskFailure failure, Delivery delivery) {
		if (level == null || !logger.isEnabledForLevel(level)) {
			return;
		}
		String kind = failure.origin().fingerprint() + " " + delivery.outcome().id();
		String line = FailureMessages.oneLine(failure.description().reason()) + " [" + kind + "]";
		boolean lost = delivery.outcome() == ReportOutcome.EXPIRED || delivery.outcome() == ReportOutcome.REJECTED;
		long leftOut = lost ? 0 : this.lines.admit(kind, line);
		if (leftOut >= 0) {
			write(level, failure, delivery,
					(failure.origin().cancellation() ? "Cancellation" : "Failure") + " of " + failure.task() + ": "
							+ line + FailureMessages.meaningOf(delivery) + this.messages.because(delivery.error())
							+ ((leftOut > 0) ? "; " + leftOut + " more like this before" : ""));
		}
	}

	private void write(Level level, TaskFailure failure, Delivery delivery, String line) {
		ActivityMdc.with(TaskFailureFields.of(failure, delivery.outcome(), this.messages.domain()),
				() -> logger.atLevel(level).log("{}", line));
	}

	/** Logs how many lines were left out. */
	@Override
	public void close() {
		this.lines.close();
	}

	/**
	 * The log levels of failures.
	 *
	 * @param others the level of all other exceptions
	 * @param byException levels of expected exceptions, by class name
	 */
	record Levels(String others, Map<String, String> byException) {

		private static final String OFF = "OFF";

		static Levels of(String others, Map<String, String> byException) {
			Map<String, String> checked = new HashMap<>();
			byException
				.forEach((exception, level) -> checked.put(exception, check("exception '" + exception + "'", level)));
			return new Levels(check("failures", others), checked);
		}

		private static String check(String owner, String level) {
			String name = level.toUpperCase(Locale.ROOT);
			Assert.isTrue(
					name.equals(OFF) || Arrays.stream(Level.values()).anyMatch((known) -> known.name().equals(name)),
					() -> "Log level '" + level + "' of " + owner
							+ " is none: use OFF, TRACE, DEBUG, INFO, WARN or ERROR");
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
				level = this.byException.getOrDefault(origin.simpleName(), this.others);
			}
			return level.equals(OFF) ? null : Level.valueOf(level);
		}

	}

}
