package io.github.swffailure.autoconfigure;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Properties of the client that the starter makes if the application has none.
 *
 * @param region AWS region to call, for example 'eu-central-1'. Found by the AWS SDK if
 * not set.
 * @param endpoint Absolute URI to call instead of the endpoint of the region.
 */
@ConfigurationProperties("swf.client")
record SwfClientProperties(@Nullable String region, @Nullable URI endpoint) {

	SwfClientProperties {
		Assert.isTrue(region == null || StringUtils.hasText(region), "swf.client.region must not be blank");
		Assert.isTrue(endpoint == null || endpoint.isAbsolute(),
				() -> "swf.client.endpoint must be absolute, as in 'http://localhost:5001', but was '" + endpoint
						+ "'");
	}

}
