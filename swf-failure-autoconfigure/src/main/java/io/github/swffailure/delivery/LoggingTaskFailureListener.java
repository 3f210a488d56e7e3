package io.github.swffailure.delivery;

import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.swffailure.Delivery;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureFields;
import io.github.swffailure.TaskFailureListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The only place that logs a failure, in one line without token, input and details, with
 * the {@link TaskFailureFields} as key-value pairs.
 * <p>
 * At the level that {@link FailureLogLevels} tell: INFO for what is told or kept, as it
 * is the operator's news although all is well with the report. ERROR, once until SWF
 * accepts again, for {@code denied}. Of the same defect and outcome one line a minute is
 * written, with the number of those left out since the last one.
 */
public final class LoggingTaskFailureListener implements TaskFailureListener, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(LoggingTaskFailureListener.class);

	private final DenialAdvice advice;

	private final RepeatedLines lines;

	private final Set<Class<?>> redactionErrors = ConcurrentHashMap.newKeySet();

	private final @Nullable String domain;

	private final FailureLogLevels levels;

	private volatile boolean denied;

	/**
	 * Creates the listener.
	 * @param domain the SWF domain that messages name, if it is known
	 * @param clock tells when the same line may be written again
	 */
	public LoggingTaskFailureListener(@Nullable String domain, Clock clock) {
		this(domain, clock, new FailureLogLevels(Map.of()));
	}

	/**
	 * Creates the listener.
	 * @param domain the SWF domain that messages name, if it is known
	 * @param clock tells when the same line may be written again
	 * @param levels tell at which level
	 */
	public LoggingTaskFailureListener(@Nullable String domain, Clock clock, FailureLogLevels levels) {
		this.domain = domain;
		this.levels = levels;
		this.advice = new DenialAdvice(domain);
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

	@Override
	public void onRedactionError(Throwable error) {
		if (this.redactionErrors.add(error.getClass())) {
			logger.error("A failure redactor failed with {}: only class names go out where it does; "
					+ "this is logged once", error.getClass().getName());
		}
	}

	private void onDenied(TaskFailure failure, Delivery delivery) {
		boolean first = !this.denied;
		this.denied = true;
		if (first) {
			event(Level.ERROR, failure, delivery).log(this.advice.about(failure, delivery.error()));
		}
		log(Level.DEBUG, failure, delivery);
	}

	private void log(@Nullable Level level, TaskFailure failure, Delivery delivery) {
		if (level == null || !logger.isEnabledForLevel(level)) {
			return;
		}
		String outcome = delivery.outcome().id();
		String kind = failure.origin().fingerprint() + " " + outcome;
		String line = LogText.oneLine(failure.description().reason()) + " [" + kind + "]";
		long leftOut = this.lines.admit(kind, line);
		if (leftOut >= 0) {
			event(level, failure, delivery).log("{} of {}: {}{}{}{}",
					failure.origin().cancellation() ? "Cancellation" : "Failure", failure.task(), line,
					LogText.meaningOf(delivery.outcome()), LogText.because(delivery.error()),
					(leftOut > 0) ? "; " + leftOut + " more like this before" : "");
		}
	}

	private LoggingEventBuilder event(Level level, TaskFailure failure, Delivery delivery) {
		LoggingEventBuilder event = logger.atLevel(level);
		for (Map.Entry<String, String> field : TaskFailureFields.of(failure, delivery.outcome(), this.domain)
			.entrySet()) {
			event = event.addKeyValue(field.getKey(), field.getValue());
		}
		return event;
	}

	/** Tells what was left out last. */
	@Override
	public void close() {
		this.lines.close();
	}

}
