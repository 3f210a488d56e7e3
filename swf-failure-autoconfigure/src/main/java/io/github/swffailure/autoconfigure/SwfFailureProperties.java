package io.github.swffailure.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureRedactor;
import io.github.swffailure.ReasonCode;
import io.github.swffailure.description.DescriptionSettings;
import io.github.swffailure.description.DescriptionSettings.DetailsFormat;
import io.github.swffailure.description.DescriptionSettings.ReasonPrefix;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Properties of failure reports.
 *
 * @param enabled Whether to report failures of activity handlers.
 * @param rethrow Whether to pass an exception on to the caller of the handler after its
 * report. Errors are always passed on.
 * @param domain SWF domain of the worker, for log lines and the policy statement in them.
 * @param reason Settings of the reason, which is read first.
 * @param details Settings of the details.
 * @param reasons Codes of exceptions whose classes cannot be annotated, by class name.
 * @param redaction Settings of the redaction of secrets.
 * @param logging Settings of the log lines of failures.
 * @param delivery Settings of the delivery to SWF.
 * @param journal Settings of the journal, which keeps undelivered reports.
 * @param redelivery Settings of the redelivery of undelivered reports.
 * @param health Settings of the health component 'swfFailure'.
 */
@ConfigurationProperties("swf.failure")
record SwfFailureProperties(@DefaultValue("true") boolean enabled, @DefaultValue("true") boolean rethrow,
		@Nullable String domain, @DefaultValue Reason reason, @DefaultValue Details details,
		@DefaultValue Map<String, Code> reasons, @DefaultValue Redaction redaction, @DefaultValue Logging logging,
		@DefaultValue Delivery delivery, @DefaultValue Journal journal, @DefaultValue Redelivery redelivery,
		@DefaultValue Health health) {

	DescriptionSettings toDescriptionSettings(List<FailureRedactor> redactors) {
		Map<String, ReasonCode> codes = new HashMap<>();
		this.reasons.forEach((exception, code) -> codes.put(exception, new ReasonCode(code.code(), code.retryable())));
		return new DescriptionSettings(new DescriptionSettings.Reason(this.reason.maxLength(), this.reason.prefix()),
				new DescriptionSettings.Details(this.details.maxLength(), this.details.format(),
						this.details.flowTypes()),
				redactors, codes);
	}

	io.github.swffailure.delivery.Redelivery.Settings toRedeliverySettings() {
		return new io.github.swffailure.delivery.Redelivery.Settings(this.redelivery.initialDelay(),
				this.redelivery.maxDelay(), this.journal.maxAge());
	}

	private static void requireBetween(String name, int value, int least, int most) {
		Assert.isTrue(value >= least && value <= most,
				() -> name + " must be " + least + " to " + most + " but was " + value);
	}

	private static void requirePositive(String name, Duration value) {
		Assert.isTrue(!value.isNegative() && !value.isZero(), () -> name + " must be more than zero but was " + value);
	}

	/**
	 * The reason, which is read first.
	 *
	 * @param maxLength Maximum number of characters, 1 to 256.
	 * @param prefix What to put before the message of the exception.
	 */
	record Reason(@DefaultValue("256") int maxLength, @DefaultValue("simple-name") ReasonPrefix prefix) {

		Reason {
			requireBetween("swf.failure.reason.max-length", maxLength, 1, FailureDescription.MAX_REASON_LENGTH);
		}

	}

	/**
	 * The details.
	 *
	 * @param maxLength Maximum number of characters, 0 to 32768.
	 * @param format Format that the decider reads, for example 'flow' for one written
	 * with the AWS Flow Framework.
	 * @param flowTypes Classes that a decider of the AWS Flow Framework gets in place of
	 * exceptions, by the class names of these.
	 */
	record Details(@DefaultValue("32768") int maxLength, @DefaultValue("text") DetailsFormat format,
			@DefaultValue Map<String, String> flowTypes) {

		Details {
			requireBetween("swf.failure.details.max-length", maxLength, 0, FailureDescription.MAX_DETAILS_LENGTH);
		}

	}

	/**
	 * The code of an exception class.
	 *
	 * @param code Word that begins the reason, for example 'CARD_DECLINED'.
	 * @param retryable Whether running the activity again may succeed.
	 */
	record Code(String code, @DefaultValue("true") boolean retryable) {
	}

	/**
	 * How secrets are kept out of the texts.
	 *
	 * @param enabled Whether to replace known kinds of secrets.
	 * @param patterns Regular expressions of further secrets. The first group is
	 * replaced, or all that is found if there is none.
	 */
	record Redaction(@DefaultValue("true") boolean enabled, @DefaultValue List<String> patterns) {
	}

	/**
	 * How failures are logged.
	 *
	 * @param levels Log levels of expected exceptions, by simple or full class name.
	 */
	record Logging(@DefaultValue Map<String, String> levels) {
	}

	/**
	 * How failures are delivered to SWF.
	 *
	 * @param attemptTimeout Maximum time that one attempt may hold up a handler, retries
	 * of the AWS SDK included.
	 * @param shutdownTimeout Maximum time that the shutdown of the application waits for
	 * reports.
	 */
	record Delivery(@DefaultValue("6s") Duration attemptTimeout, @DefaultValue("10s") Duration shutdownTimeout) {

		Delivery {
			requirePositive("swf.failure.delivery.attempt-timeout", attemptTimeout);
			Assert.isTrue(!shutdownTimeout.isNegative(),
					() -> "swf.failure.delivery.shutdown-timeout must not be negative but was " + shutdownTimeout);
		}

	}

	/**
	 * Where undelivered reports are kept.
	 *
	 * @param directory Directory that keeps undelivered reports across restarts. They are
	 * kept in memory if not set.
	 * @param capacity Maximum number of reports to keep.
	 * @param maxAge Maximum time to keep a report, after which it expires.
	 * @param trackInFlight Whether to write down running tasks too, so that those of a
	 * killed worker are reported. Requires a directory, and is on with one.
	 */
	record Journal(@Nullable Path directory, @DefaultValue("10000") int capacity, @DefaultValue("7d") Duration maxAge,
			@Nullable Boolean trackInFlight) {

		Journal {
			requireBetween("swf.failure.journal.capacity", capacity, 1, Integer.MAX_VALUE);
			requirePositive("swf.failure.journal.max-age", maxAge);
		}

	}

	/**
	 * How undelivered reports are tried again.
	 *
	 * @param initialDelay Time to wait before the first redelivery, and after one that
	 * succeeded.
	 * @param maxDelay Maximum time to wait. The wait doubles up to it while SWF is out of
	 * reach.
	 */
	record Redelivery(@DefaultValue("1s") Duration initialDelay, @DefaultValue("1m") Duration maxDelay) {

		Redelivery {
			requirePositive("swf.failure.redelivery.initial-delay", initialDelay);
			Assert.isTrue(maxDelay.compareTo(initialDelay) >= 0,
					() -> "swf.failure.redelivery.max-delay must not be less than initial-delay (" + initialDelay
							+ ") but was " + maxDelay);
		}

	}

	/**
	 * When the health component 'swfFailure' is unhealthy.
	 *
	 * @param maxAge Maximum time that a report may be undelivered.
	 * @param status Status when unhealthy.
	 */
	record Health(@DefaultValue("15m") Duration maxAge, @DefaultValue("down") Unhealthy status) {

		Health {
			requirePositive("swf.failure.health.max-age", maxAge);
		}

		enum Unhealthy {

			DOWN, OUT_OF_SERVICE

		}

	}

}
