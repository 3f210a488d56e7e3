package io.github.swffailure.autoconfigure;

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.SwfClientBuilder;

/**
 * Makes the client from properties first, then beans, then the AWS SDK's own chains.
 */
record SwfClientFactory(SwfClientProperties properties, @Nullable AwsCredentialsProvider credentials,
		@Nullable AwsRegionProvider regionProvider) {

	SwfClient create(Stream<SwfClientCustomizer> customizers) {
		SwfClientBuilder builder = SwfClient.builder();
		if (this.properties.region() != null) {
			builder.region(Region.of(this.properties.region()));
		}
		else if (this.regionProvider != null) {
			builder.region(this.regionProvider.getRegion());
		}
		if (this.properties.endpoint() != null) {
			builder.endpointOverride(this.properties.endpoint());
		}
		if (this.credentials != null) {
			builder.credentialsProvider(this.credentials);
		}
		customizers.forEach((customizer) -> customizer.customize(builder));
		return build(builder);
	}

	private static SwfClient build(SwfClientBuilder builder) {
		try {
			return builder.build();
		}
		catch (SdkClientException ex) {
			if (String.valueOf(ex.getMessage()).contains("Unable to load region")) {
				throw new SwfRegionNotFoundException(ex);
			}
			throw ex;
		}
	}

}
