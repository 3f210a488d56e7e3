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
import io.github.swffailure.description.DetailsFormat;
import io.github.swffailure.description.ReasonPrefix;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How failures are reported.
 *
 * @param enabled whether failures of activity handlers are reported
 * @param rethrow whether an exception goes on to the caller of the handler after its
 * report; errors always do
 * @param domain SWF domain of the worker, for log lines and the policy statement in them
 * @param reason the text that is read first
 * @param details the rest
 * @param reasons codes of exceptions whose classes one cannot annotate, by class name
 * @param redaction how secrets are kept out of the texts
 * @param delivery how SWF is told
 * @param journal where undelivered reports are kept
 * @param redelivery how undelivered reports are tried again
 */
@ConfigurationProperties("swf.failure")
record SwfFailureProperties(@DefaultValue("true") boolean enabled, @DefaultValue("true") boolean rethrow,
		@Nullable String domain, @DefaultValue Reason reason, @DefaultValue Details details,
		@DefaultValue Map<String, Code> reasons, @DefaultValue Redaction redaction, @DefaultValue Delivery delivery,
		@DefaultValue Journal journal, @DefaultValue Redelivery redelivery) {

	DescriptionSettings toDescriptionSettings(List<FailureRedactor> redactors) {
		Map<String, ReasonCode> codes = new HashMap<>();
		this.reasons.forEach((exception, code) -> codes.put(exception, new ReasonCode(code.code(), code.retryable())));
		return new DescriptionSettings(new DescriptionSettings.Reason(this.reason.maxLength(), this.reason.prefix()),
				new DescriptionSettings.Details(this.details.maxLength(), this.details.format()), redactors, codes);
	}

	/**
	 * The text that is read first.
	 *
	 * @param maxLength most characters, 1 to 256
	 * @param prefix what stands before the message of the exception
	 */
	record Reason(@DefaultValue("256") int maxLength, @DefaultValue("simple-name") ReasonPrefix prefix) {

		Reason {
			Checks.between("swf.failure.reason.max-length", maxLength, 1, FailureDescription.MAX_REASON_LENGTH);
		}

	}

	/**
	 * The rest.
	 *
	 * @param maxLength most characters, 0 to 32768
	 * @param format what the decider reads: 'flow' for one written with the AWS Flow
	 * Framework, 'simpleflow' for simpleflow
	 */
	record Details(@DefaultValue("32768") int maxLength, @DefaultValue("text") DetailsFormat format) {

		Details {
			Checks.between("swf.failure.details.max-length", maxLength, 0, FailureDescription.MAX_DETAILS_LENGTH);
		}

	}

	/**
	 * A code for a class.
	 *
	 * @param code word that begins the reason, as in 'CARD_DECLINED'
	 * @param retryable whether running the activity again may succeed
	 */
	record Code(String code, @DefaultValue("true") boolean retryable) {
	}

	/**
	 * How secrets are kept out of the texts.
	 *
	 * @param enabled whether known kinds of secrets are replaced
	 * @param patterns regular expressions of further secrets; group 1, if there is one,
	 * is what is replaced
	 */
	record Redaction(@DefaultValue("true") boolean enabled, @DefaultValue List<String> patterns) {

	}

	/**
	 * How SWF is told.
	 *
	 * @param attemptTimeout most time that one attempt may hold up a handler, retries of
	 * the AWS SDK included
	 * @param shutdownTimeout most time that the end of the application waits for reports
	 */
	record Delivery(@DefaultValue("6s") Duration attemptTimeout, @DefaultValue("10s") Duration shutdownTimeout) {

		Delivery {
			Checks.positive("swf.failure.delivery.attempt-timeout", attemptTimeout);
			Assert.isTrue(!shutdownTimeout.isNegative(),
					() -> "swf.failure.delivery.shutdown-timeout must not be negative but was " + shutdownTimeout);
		}

	}

	/**
	 * Where undelivered reports are kept.
	 *
	 * @param directory where undelivered reports are kept across restarts; in memory if
	 * not set
	 * @param capacity most reports kept at a time
	 * @param maxAge longest time a report is kept before it expires
	 * @param trackInFlight whether running tasks are written down too, so that SWF is
	 * told of those that a killed worker was running; needs a directory, and is on with
	 * one
	 */
	record Journal(@Nullable Path directory, @DefaultValue("10000") int capacity, @DefaultValue("7d") Duration maxAge,
			@Nullable Boolean trackInFlight) {

		Journal {
			Checks.between("swf.failure.journal.capacity", capacity, 1, Integer.MAX_VALUE);
			Checks.positive("swf.failure.journal.max-age", maxAge);
		}

	}

	/**
	 * How undelivered reports are tried again.
	 *
	 * @param initialDelay wait before the first redelivery, and after one that succeeded
	 * @param maxDelay longest wait; the wait doubles up to it while SWF is out of reach
	 */
	record Redelivery(@DefaultValue("1s") Duration initialDelay, @DefaultValue("1m") Duration maxDelay) {

		Redelivery {
			Checks.positive("swf.failure.redelivery.initial-delay", initialDelay);
			Assert.isTrue(maxDelay.compareTo(initialDelay) >= 0,
					() -> "swf.failure.redelivery.max-delay must not be less than initial-delay (" + initialDelay
							+ ") but was " + maxDelay);
		}

	}

}
