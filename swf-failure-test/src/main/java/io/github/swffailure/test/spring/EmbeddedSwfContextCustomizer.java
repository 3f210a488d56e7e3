// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.spring;

import java.util.Map;
import java.util.function.Consumer;

import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.EmbeddedSwfBuilder;

import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Starts the endpoint before the beans that use it, with the region, domain and task list
 * that the application has set, and sets the properties that point at it. Contexts on the
 * same port may be shared between tests.
 *
 * @param port the port, 0 for a free one
 */
record EmbeddedSwfContextCustomizer(int port) implements ContextCustomizer {

	private static final String BEAN_NAME = "embeddedSwf";

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
		EmbeddedSwf swf = start(context.getEnvironment());
		DummyCredentials credentials = DummyCredentials.set();
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource(BEAN_NAME,
					Map.of("swf.client.endpoint", swf.endpoint().toString(), "swf.client.region", swf.region())));
		context.getBeanFactory().registerSingleton(BEAN_NAME, swf);
		if (context.getBeanFactory() instanceof DefaultSingletonBeanRegistry registry) {
			registry.registerDisposableBean(BEAN_NAME, () -> {
				credentials.close();
				swf.close();
			});
		}
	}

	private EmbeddedSwf start(Environment environment) {
		EmbeddedSwfBuilder builder = EmbeddedSwf.builder().port(this.port);
		set(builder::region, environment, "swf.client.region");
		set(builder::taskList, environment, "swf.worker.task-list");
		boolean domain = set(builder::domain, environment, "swf.worker.domain", "swf.failure.domain");
		EmbeddedSwf swf = builder.start();
		if (domain) {
			swf.call("RegisterDomain", Map.of("name", swf.domain(), "workflowExecutionRetentionPeriodInDays", "1"));
		}
		return swf;
	}

	private static boolean set(Consumer<String> setting, Environment environment, String... properties) {
		for (String property : properties) {
			String value = environment.getProperty(property);
			if (value != null && !value.isBlank()) {
				setting.accept(value);
				return true;
			}
		}
		return false;
	}

}
