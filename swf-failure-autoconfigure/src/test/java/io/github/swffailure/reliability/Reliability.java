// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.reliability;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

import io.github.swffailure.autoconfigure.SwfFailureAutoConfiguration;
import org.awaitility.Awaitility;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.swf.SwfClient;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * What the tests of this package have in common. Their short form belongs to the build;
 * {@code -Dreliability.long=true} takes the full numbers and the default waits.
 */
final class Reliability {

	static final boolean LONG = Boolean.getBoolean("reliability.long");

	private static final Duration STEP = Duration.ofMillis(LONG ? 100 : 5);

	private Reliability() {
	}

	static ApplicationContextRunner worker(URI endpoint) {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SwfFailureAutoConfiguration.class))
			.withBean(SwfClient.class, () -> client(endpoint))
			.withPropertyValues("swf.failure.redelivery.initial-delay=" + (LONG ? "200ms" : "20ms"),
					"swf.failure.redelivery.max-delay=" + (LONG ? "5s" : "200ms"));
	}

	/**
	 * Waits for the calls that are under way when a worker stops at once, which still
	 * change its files.
	 * @param before the threads that were there before the worker
	 */
	static void awaitEndOfCalls(Set<Thread> before) {
		Awaitility.await()
			.until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.noneMatch((thread) -> thread.getName().startsWith("swf-failure-") && !before.contains(thread)));
	}

	/** Retries as often as the default does; in the short form with shorter waits. */
	static SwfClient client(URI endpoint) {
		return SwfClient.builder()
			.region(Region.US_EAST_1)
			.endpointOverride(endpoint)
			.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
			.overrideConfiguration((configuration) -> configuration.retryStrategy(AwsRetryStrategy.legacyRetryStrategy()
				.toBuilder()
				.backoffStrategy(BackoffStrategy.exponentialDelay(STEP, STEP.multipliedBy(40)))
				.throttlingBackoffStrategy(
						BackoffStrategy.exponentialDelay(STEP.multipliedBy(5), STEP.multipliedBy(40)))
				.build()))
			.build();
	}

}
