package io.github.swffailure.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How failures are delivered.
 *
 * @param domain SWF domain of the worker, for log lines and the policy statement in them
 * @param delivery how SWF is told
 * @param journal where undelivered reports are kept
 * @param redelivery how undelivered reports are tried again
 */
@ConfigurationProperties("swf.failure")
record SwfDeliveryProperties(@Nullable String domain, @DefaultValue Delivery delivery, @DefaultValue Journal journal,
		@DefaultValue Redelivery redelivery) {

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
