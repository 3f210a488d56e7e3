package io.github.swffailure.delivery;

import java.time.Clock;
import java.time.temporal.ChronoUnit;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureDescriber;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureOrigin;
import io.github.swffailure.FailureRedactor;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.support.FailureOrigins;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts together all that is to be told about a failure, and survives whatever the
 * exception, the describer or the redactor do: then the class names are told.
 */
final class FailureAccount {

	private static final Logger logger = LoggerFactory.getLogger(FailureAccount.class);

	private final FailureDescriber describer;

	private final FailureRedactor redactor;

	private final Clock clock;

	FailureAccount(FailureDescriber describer, FailureRedactor redactor, Clock clock) {
		this.describer = describer;
		this.redactor = redactor;
		this.clock = clock;
	}

	TaskFailure of(ActivityTask task, Throwable failure) {
		FailureOrigin origin = origin(failure);
		FailureDescription description = origin.cancellation() ? cancellation(failure) : describe(task, failure);
		return new TaskFailure(task, description, origin, this.clock.instant().truncatedTo(ChronoUnit.MILLIS));
	}

	private static FailureOrigin origin(Throwable failure) {
		try {
			return FailureOrigins.of(failure);
		}
		catch (Throwable ex) {
			return new FailureOrigin(failure.getClass().getName(), "unknown", false);
		}
	}

	@SuppressWarnings("NullAway") // users' describers return null in spite of the
									// contract
	private FailureDescription describe(ActivityTask task, Throwable failure) {
		try {
			FailureDescription description = this.describer.describe(task, failure);
			if (description != null) {
				return description;
			}
			logger.warn("The failure describer returned null for {}; its class names are reported", task);
		}
		catch (Throwable ex) {
			logger.warn("The failure describer threw for {}; its class names are reported", task, ex);
		}
		return ClassNames.describe(failure);
	}

	/** SWF takes no reason for it, so the handler's own words are the details. */
	private FailureDescription cancellation(Throwable failure) {
		String reason = ClassNames.describe(failure).reason();
		try {
			String message = FailureOrigins.unwrap(failure).getMessage();
			String details = (message != null) ? this.redactor.redact(message) : "";
			return new FailureDescription(reason, SafeCut.of(details, FailureDescription.MAX_DETAILS_LENGTH));
		}
		catch (Throwable ex) {
			logger.warn("A redactor threw; SWF is told of the cancellation without details", ex);
			return new FailureDescription(reason, "");
		}
	}

}
