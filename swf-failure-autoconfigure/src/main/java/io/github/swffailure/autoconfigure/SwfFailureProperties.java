// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.swffailure.FailureDescription;
import io.github.swffailure.delivery.Redelivery.Settings;
import io.github.swffailure.description.DescriptionSettings.DetailsFormat;
import io.github.swffailure.description.DescriptionSettings.ReasonPrefix;
import io.github.swffailure.redaction.SecretRedactor;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

import static io.github.swffailure.autoconfigure.PropertyChecks.requireAtLeast;
import static io.github.swffailure.autoconfigure.PropertyChecks.requireBetween;
import static io.github.swffailure.autoconfigure.PropertyChecks.requireName;
import static io.github.swffailure.autoconfigure.PropertyChecks.requireNotLess;

/**
 * Properties of failure reports.
 *
 * @param enabled Whether to report failures of activity handlers.
 * @param rethrow Whether to rethrow an exception to the caller of the handler after its
 * report. Errors are always rethrown.
 * @param domain SWF domain of the worker, for log lines and suggested policies.
 * @param reason Settings of the reason.
 * @param details Settings of the details.
 * @param reasons Codes for exceptions whose classes cannot be annotated, by class name.
 * Each is a code, or an object with 'code', 'retryable' and 'retry-after'.
 * @param retryable Settings of the advice to the decider whether to retry.
 * @param redaction Settings of the redaction of secrets.
 * @param logging Settings of the log lines of failures.
 * @param delivery Settings of the delivery to SWF.
 * @param journal Settings of the journal, which keeps undelivered reports.
 * @param redelivery Settings of the redelivery of undelivered reports.
 * @param health Settings of the health component 'swfFailure'.
 * @param recent Settings of recent failures.
 */
@ConfigurationProperties("swf.failure")
record SwfFailureProperties(@DefaultValue("true") boolean enabled, @DefaultValue("true") boolean rethrow,
		@Nullable String domain, @DefaultValue Reason reason, @DefaultValue Details details,
		@DefaultValue Map<String, String> reasons, @DefaultValue Retryable retryable, @DefaultValue Redaction redaction,
		@DefaultValue Logging logging, @DefaultValue Delivery delivery,
		@DefaultValue @NestedConfigurationProperty JournalProperties journal, @DefaultValue Redelivery redelivery,
		@DefaultValue Health health, @DefaultValue Recent recent) {

	SwfFailureProperties {
		requireName("swf.failure.domain", domain);
		ClassNameMaps.codes(reasons);
	}

	Settings toRedeliverySettings() {
		return new Settings(this.redelivery.initialDelay(), this.redelivery.maxDelay(), this.journal.maxAge(),
				this.redelivery.perSecond(), this.redelivery.concurrency());
	}

	/**
	 * The reason.
	 *
	 * @param maxLength Maximum number of characters of a reason, 1 to 256.
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
	 * @param maxLength Maximum number of characters of details, 0 to 32768.
	 * @param format Format of the details that the decider reads, for example 'flow' for
	 * the AWS Flow Framework.
	 * @param flowTypes Classes that a decider of the AWS Flow Framework gets in place of
	 * exceptions, by class name of the exception.
	 * @param mdc Keys of the logging context (MDC) to include in the details.
	 * @param encode Whether to encode the details that are sent to SWF with the
	 * application's FailurePayloadCodec. They are then limited to 24000 characters.
	 */
	record Details(@DefaultValue("32768") int maxLength, @DefaultValue("text") DetailsFormat format,
			@DefaultValue Map<String, String> flowTypes, @DefaultValue List<String> mdc,
			@DefaultValue("false") boolean encode) {

		/** The maximum that still fits when it is encrypted and encoded in Base64. */
		private static final int MOST_ENCODED = 24_000;

		int fittingLength() {
			return this.encode ? Math.min(this.maxLength, MOST_ENCODED) : this.maxLength;
		}

		Details {
			requireBetween("swf.failure.details.max-length", maxLength, 0, FailureDescription.MAX_DETAILS_LENGTH);
			ClassNameMaps.requireClassNames("swf.failure.details.flow-types", flowTypes);
		}

	}

	/**
	 * The advice whether to retry.
	 *
	 * @param auto Whether to infer from the exception class if a failure is retryable,
	 * unless its code or annotation says so.
	 */
	record Retryable(@DefaultValue("false") boolean auto) {
	}

	/**
	 * How secrets are kept out of the texts.
	 *
	 * @param enabled Whether to redact known kinds of secrets.
	 * @param patterns Regular expressions for further secrets. The first group is
	 * redacted, or the whole match if there is no group.
	 */
	record Redaction(@DefaultValue("true") boolean enabled, @DefaultValue List<String> patterns) {

		Redaction {
			for (int i = 0; i < patterns.size(); i++) {
				check("swf.failure.redaction.patterns[" + i + "]", patterns.get(i));
			}
		}

		private static void check(String name, String pattern) {
			try {
				SecretRedactor.create(List.of(pattern));
			}
			catch (IllegalArgumentException ex) {
				throw SwfConfigurationException.ofProperty(name, name + " cannot be used: " + ex.getMessage(),
						"Correct '" + name + "'. In YAML, put a regular expression into single quotes.", ex);
			}
		}

	}

	/**
	 * How failures are logged.
	 *
	 * @param level Log level of failures that are reported or kept.
	 * @param levels Log levels for expected exceptions, by simple or full class name.
	 * @param mdc Whether to put the task into the MDC of the handler's thread.
	 */
	record Logging(@DefaultValue("info") String level, @DefaultValue Map<String, String> levels,
			@DefaultValue("true") boolean mdc) {

		private static final Set<String> LEVELS = Set.of("OFF", "TRACE", "DEBUG", "INFO", "WARN", "ERROR");

		Logging {
			level = check("swf.failure.logging.level", level);
			Map<String, String> checked = new HashMap<>();
			levels.forEach((name, own) -> checked.put(name, check("swf.failure.logging.levels." + name, own)));
			levels = Map.copyOf(checked);
		}

		/** YAML reads {@code off} as {@code false}. */
		private static String check(String name, String level) {
			String upper = level.equals("false") ? "OFF" : level.trim().toUpperCase(Locale.ROOT);
			PropertyChecks.require(LEVELS.contains(upper), name, level, "be off, trace, debug, info, warn or error");
			return upper;
		}

	}

	/**
	 * How failures are delivered to SWF.
	 *
	 * @param attemptTimeout Maximum time that one attempt may block a handler, including
	 * retries of the AWS SDK.
	 * @param shutdownTimeout Maximum time that the shutdown of the application waits for
	 * reports.
	 */
	record Delivery(@DefaultValue("6s") Duration attemptTimeout, @DefaultValue("10s") Duration shutdownTimeout) {

		Delivery {
			requireAtLeast("swf.failure.delivery.attempt-timeout", attemptTimeout, Duration.ofMillis(100));
			if (!shutdownTimeout.isZero()) {
				requireAtLeast("swf.failure.delivery.shutdown-timeout", shutdownTimeout, Duration.ofMillis(100));
			}
		}

	}

	/**
	 * How undelivered reports are redelivered.
	 *
	 * @param initialDelay Time to wait before the first redelivery of a deferred report.
	 * @param maxDelay Maximum time to wait before a redelivery. The wait doubles with
	 * each attempt up to this value.
	 * @param perSecond Initial number of redeliveries per second, 1 to 200. Halved when
	 * SWF throttles most calls, and slowly raised while it does not.
	 * @param concurrency Number of concurrent redelivery calls, 1 to 16. Up to four times
	 * as many while round trips to SWF limit the pace.
	 */
	record Redelivery(@DefaultValue("1s") Duration initialDelay, @DefaultValue("1m") Duration maxDelay,
			@DefaultValue("50") int perSecond, @DefaultValue("4") int concurrency) {

		Redelivery {
			requireAtLeast("swf.failure.redelivery.initial-delay", initialDelay, Duration.ofMillis(10));
			requireNotLess("swf.failure.redelivery.max-delay", maxDelay, "swf.failure.redelivery.initial-delay",
					initialDelay);
			requireBetween("swf.failure.redelivery.per-second", perSecond, 1, 200);
			requireBetween("swf.failure.redelivery.concurrency", concurrency, 1, 16);
		}

	}

	/**
	 * How long defects are remembered.
	 *
	 * @param quiet Time without failures after which a defect counts as new again.
	 */
	record Recent(@DefaultValue("1h") Duration quiet) {

		Recent {
			requireAtLeast("swf.failure.recent.quiet", quiet, Duration.ofSeconds(1));
		}

	}

	/**
	 * When the health component 'swfFailure' is unhealthy.
	 *
	 * @param maxAge Maximum time that a report may be undelivered before the worker is
	 * unhealthy.
	 * @param status Health status of an unhealthy worker.
	 */
	record Health(@DefaultValue("15m") Duration maxAge, @DefaultValue("down") Unhealthy status) {

		Health {
			requireAtLeast("swf.failure.health.max-age", maxAge, Duration.ofSeconds(1));
		}

		enum Unhealthy {

			DOWN, OUT_OF_SERVICE

		}

	}

}
