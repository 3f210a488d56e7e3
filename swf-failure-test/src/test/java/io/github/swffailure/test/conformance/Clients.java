// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.conformance;

import io.github.swffailure.test.EmbeddedSwf;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.swf.SwfClient;

/**
 * Clients as their users build them.
 */
final class Clients {

	static final StaticCredentialsProvider CREDENTIALS = StaticCredentialsProvider
		.create(AwsBasicCredentials.create("test", "test"));

	private Clients() {
	}

	static SwfClient of(EmbeddedSwf swf) {
		return SwfClient.builder()
			.endpointOverride(swf.endpoint())
			.region(Region.US_EAST_1)
			.credentialsProvider(CREDENTIALS)
			.build();
	}

}
