// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.util.stream.Stream;

import io.github.swffailure.aspect.CancellationRequests;
import software.amazon.awssdk.services.swf.SwfClient;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration for a {@link SwfClient}, if the application has none that Spring
 * would inject. Credentials and region come from beans, such as those of Spring Cloud
 * AWS, or from the AWS SDK's default chains. The client is created when it is first
 * needed.
 *
 * @since 0.1
 */
@AutoConfiguration(afterName = { "io.awspring.cloud.autoconfigure.core.CredentialsProviderAutoConfiguration",
		"io.awspring.cloud.autoconfigure.core.RegionProviderAutoConfiguration" })
@ConditionalOnClass(SwfClient.class)
@EnableConfigurationProperties(SwfClientProperties.class)
public final class SwfClientAutoConfiguration {

	@Bean
	static ConfigurationReport swfFailureConfigurationReport(ConfigurableListableBeanFactory beanFactory,
			Environment environment) {
		return new ConfigurationReport(beanFactory, environment, "swfFailureConfigurationReport");
	}

	/**
	 * Prevents a search for event listeners in these beans, which would load all request
	 * and response classes of SWF at the start.
	 */
	@Bean
	static BeanFactoryPostProcessor swfFailureBeansWithoutEventListeners() {
		return (beanFactory) -> Stream.of(SwfClientSource.OWN_CLIENT, "swfFailureCancellationRequests")
			.filter(beanFactory::containsBeanDefinition)
			.map(beanFactory::getBeanDefinition)
			.forEach((bean) -> bean.setAttribute(AutoProxyUtils.ORIGINAL_TARGET_CLASS_ATTRIBUTE, Object.class));
	}

	/**
	 * Can also be added to the execution interceptors of an application's own client.
	 */
	@Bean
	@Lazy
	CancellationRequests swfFailureCancellationRequests() {
		return new CancellationRequests();
	}

	@Bean
	@Lazy
	SwfClientFactory swfFailureClientFactory(SwfClientProperties properties, Environment environment,
			ConfigurableListableBeanFactory beanFactory, ObjectProvider<SwfClientCustomizer> customizers,
			CancellationRequests interceptor) {
		return new SwfClientFactory(properties, beanFactory, environment, customizers, interceptor);
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean(SwfClient.class)
	SwfClient swfFailureSwfClient(SwfClientFactory factory) {
		return factory.create();
	}

}
