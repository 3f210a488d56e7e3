// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.net.URI;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.SwfClientBuilder;
import software.amazon.awssdk.services.swf.SwfServiceClientConfiguration;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * Creates the client for applications without one: from properties, then beans, then the
 * default chains of the AWS SDK.
 */
final class SwfClientFactory {

	private static final String CLOUD_ENDPOINT = "spring.cloud.aws.endpoint";

	private final SwfClientProperties properties;

	private final ConfigurableListableBeanFactory beanFactory;

	private final @Nullable URI endpoint;

	private final ObjectProvider<SwfClientCustomizer> customizers;

	private final ExecutionInterceptor interceptor;

	private volatile @Nullable SwfServiceClientConfiguration checked;

	private volatile boolean made;

	SwfClientFactory(SwfClientProperties properties, ConfigurableListableBeanFactory beanFactory,
			Environment environment, ObjectProvider<SwfClientCustomizer> customizers,
			ExecutionInterceptor interceptor) {
		this.properties = properties;
		this.beanFactory = beanFactory;
		this.endpoint = (properties.endpoint() != null) ? URI.create(properties.endpoint())
				: cloudEndpoint(environment.getProperty(CLOUD_ENDPOINT));
		this.customizers = customizers;
		this.interceptor = interceptor;
	}

	private static @Nullable URI cloudEndpoint(@Nullable String endpoint) {
		return (endpoint != null && !endpoint.isBlank())
				? SwfClientProperties.checkedEndpoint(CLOUD_ENDPOINT, endpoint.trim()) : null;
	}

	/**
	 * Creates the client.
	 * @throws SwfConfigurationException if there is no region
	 */
	SwfClient create() {
		SwfClientBuilder builder = SwfClient.builder();
		Region region = configuredRegion();
		if (region != null) {
			builder.region(region);
		}
		if (this.endpoint != null) {
			builder.endpointOverride(this.endpoint);
		}
		AwsCredentialsProvider credentials = bean(AwsCredentialsProvider.class);
		if (credentials != null) {
			builder.credentialsProvider(credentials);
		}
		this.customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		builder.overrideConfiguration(
				builder.overrideConfiguration().toBuilder().addExecutionInterceptor(this.interceptor).build());
		try {
			SwfClient client = builder.build();
			this.made = true;
			return client;
		}
		catch (SdkClientException ex) {
			throw isAbout(ex, "load region") ? noRegion(ex) : ex;
		}
	}

	/** Whether this factory has created a client; {@code false} if a test replaced it. */
	boolean hasMade() {
		return this.made;
	}

	/**
	 * Checks region and credentials at the start, without creating the client unless
	 * there is a customizer.
	 * @throws SwfConfigurationException if there is no region or there are no credentials
	 */
	void check() {
		if (this.customizers.stream().findAny().isPresent()) {
			try (SwfClient client = create()) {
				SwfServiceClientConfiguration configuration = client.serviceClientConfiguration();
				this.checked = configuration;
				check(configuration.credentialsProvider());
			}
			return;
		}
		checkRegion();
		AwsCredentialsProvider credentials = bean(AwsCredentialsProvider.class);
		if (credentials != null) {
			check(credentials);
			return;
		}
		try (DefaultCredentialsProvider chain = DefaultCredentialsProvider.builder().build()) {
			check(chain);
		}
	}

	private void checkRegion() {
		try {
			if (configuredRegion() == null) {
				new DefaultAwsRegionProviderChain().getRegion();
			}
		}
		catch (SdkClientException ex) {
			throw noRegion(ex);
		}
	}

	private void check(IdentityProvider<? extends AwsCredentialsIdentity> credentials) {
		try {
			if (credentials.resolveIdentity().join() == null) {
				throw new IllegalStateException(credentials.getClass().getName() + " has no credentials");
			}
		}
		catch (RuntimeException ex) {
			Throwable problem = (ex.getCause() instanceof SdkClientException cause) ? cause : ex;
			if (isAbout(problem, "load credentials")) {
				throw SwfConfigurationException.of(
						"Failures of activities cannot be reported to SWF: no AWS credentials were found.",
						"Provide credentials where the AWS SDK looks for them (environment variables, system properties, "
								+ "a profile, a web identity token, the role of the container or instance), or declare an "
								+ "AwsCredentialsProvider bean.",
						problem);
			}
			throw ex;
		}
	}

	/**
	 * The region, if it is certain without network access and without calling customizers
	 * again.
	 */
	@Nullable Region knownRegion() {
		SwfServiceClientConfiguration known = this.checked;
		if (known != null) {
			return known.region();
		}
		if (this.customizers.stream().findAny().isPresent()) {
			return null;
		}
		Region configured = configuredRegion();
		return (configured != null) ? configured
				: SdkSystemSetting.AWS_REGION.getStringValue().map(Region::of).orElse(null);
	}

	/** The configured endpoint, unless a customizer may change it. */
	@Nullable URI certainEndpoint() {
		return this.customizers.stream().findAny().isPresent() ? null : this.endpoint;
	}

	@Nullable URI endpoint() {
		SwfServiceClientConfiguration known = this.checked;
		return (known != null) ? known.endpointOverride().orElse(null) : this.endpoint;
	}

	private @Nullable Region configuredRegion() {
		if (this.properties.region() != null) {
			return Region.of(this.properties.region());
		}
		try {
			AwsRegionProvider provider = bean(AwsRegionProvider.class);
			return (provider != null) ? provider.getRegion() : null;
		}
		catch (SdkClientException ex) {
			throw noRegion(ex);
		}
	}

	private <T> @Nullable T bean(Class<T> type) {
		String name = new BeanChoice(this.beanFactory).nameOf(type, "");
		return (name != null) ? this.beanFactory.getBean(name, type) : null;
	}

	private static boolean isAbout(Throwable problem, String text) {
		return problem instanceof SdkClientException
				&& String.valueOf(problem.getMessage()).toLowerCase(Locale.ROOT).contains(text);
	}

	private static SwfConfigurationException noRegion(Throwable cause) {
		return SwfConfigurationException.of(
				"The SWF client cannot be created: no AWS region is set, and none was found in the environment, "
						+ "the AWS profile or the instance metadata.",
				"Set 'swf.client.region', for example to 'eu-central-1', or the environment variable AWS_REGION.",
				cause);
	}

}
