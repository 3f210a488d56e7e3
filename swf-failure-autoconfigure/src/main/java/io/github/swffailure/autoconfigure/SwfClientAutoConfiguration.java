package io.github.swffailure.autoconfigure;

import java.util.stream.Stream;

import io.github.swffailure.aspect.CancellationRequests;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.swf.SwfClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration for a {@link SwfClient}, if the application has none. Credentials
 * and region come from beans, such as those of Spring Cloud AWS, or from the AWS SDK's
 * default chains. The client is made when it is first needed.
 */
@AutoConfiguration(afterName = { "io.awspring.cloud.autoconfigure.core.CredentialsProviderAutoConfiguration",
		"io.awspring.cloud.autoconfigure.core.RegionProviderAutoConfiguration" })
@ConditionalOnClass(SwfClient.class)
@EnableConfigurationProperties(SwfClientProperties.class)
public final class SwfClientAutoConfiguration {

	/**
	 * Also for a client of the application's own: add it to its execution interceptors.
	 */
	@Bean
	@ConditionalOnMissingBean
	CancellationRequests swfFailureCancellationRequests() {
		return new CancellationRequests();
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean(SwfClient.class)
	SwfClient swfFailureSwfClient(SwfClientProperties properties, ObjectProvider<AwsCredentialsProvider> credentials,
			ObjectProvider<AwsRegionProvider> region, CancellationRequests interceptor,
			ObjectProvider<SwfClientCustomizer> customizers) {
		return new SwfClientFactory(properties, credentials.getIfUnique(), region.getIfUnique())
			.create(Stream.concat(customizers.orderedStream(), Stream.of(adding(interceptor))));
	}

	private static SwfClientCustomizer adding(CancellationRequests interceptor) {
		return (builder) -> builder.overrideConfiguration(
				builder.overrideConfiguration().toBuilder().addExecutionInterceptor(interceptor).build());
	}

}
