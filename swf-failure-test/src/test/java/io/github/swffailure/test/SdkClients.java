// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.time.Duration;
import java.util.function.UnaryOperator;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.SwfClientBuilder;

/**
 * Real clients of an endpoint.
 */
final class SdkClients {

	private SdkClients() {
	}

	static SwfClient client(EmbeddedSwf swf) {
		return client(swf, (builder) -> builder);
	}

	/**
	 * A client that tries once.
	 */
	static SwfClient impatient(EmbeddedSwf swf) {
		return client(swf,
				(builder) -> builder
					.overrideConfiguration((configuration) -> configuration.retryStrategy(RetryMode.STANDARD)
						.retryStrategy((retry) -> retry.maxAttempts(1))));
	}

	static SwfClient client(EmbeddedSwf swf, UnaryOperator<SwfClientBuilder> customizer) {
		SwfClientBuilder builder = SwfClient.builder()
			.endpointOverride(swf.endpoint())
			.region(Region.US_EAST_1)
			.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
			.overrideConfiguration((configuration) -> configuration.retryStrategy(RetryMode.LEGACY)
				.apiCallTimeout(Duration.ofSeconds(30)));
		return customizer.apply(builder).build();
	}

}
