// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of the client that the starter creates if the application has none.
 *
 * @param region AWS region to call, for example 'eu-central-1'. If not set, the AWS SDK
 * determines it.
 * @param endpoint URL to call instead of the region's endpoint.
 */
@ConfigurationProperties("swf.client")
record SwfClientProperties(@Nullable String region, @Nullable String endpoint) {

	private static final Pattern REGION = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

	private static final int MAX_PORT = 65_535;

	SwfClientProperties {
		if (region != null && !REGION.matcher(region).matches()) {
			throw SwfConfigurationException.ofProperty("swf.client.region", region,
					"be the code of an AWS region, for example 'eu-central-1',");
		}
		if (endpoint != null) {
			checkedEndpoint("swf.client.endpoint", endpoint);
		}
	}

	/**
	 * The endpoint as a URI.
	 * @param property the name of the property
	 * @param endpoint its value
	 * @throws SwfConfigurationException if it is not a valid endpoint
	 */
	static URI checkedEndpoint(String property, String endpoint) {
		try {
			URI uri = new URI(endpoint);
			boolean http = Set.of("http", "https").contains(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT));
			if (!http || uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > MAX_PORT
					|| uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
				throw invalid(property, endpoint);
			}
			return uri;
		}
		catch (URISyntaxException ex) {
			throw invalid(property, endpoint);
		}
	}

	private static SwfConfigurationException invalid(String property, String endpoint) {
		return SwfConfigurationException.ofProperty(property, endpoint,
				"be a URL of scheme http or https with a host (letters, digits, '-' and '.', no '_') and perhaps a port "
						+ "of 1 to 65535, for example 'http://localhost:4566',");
	}

}
