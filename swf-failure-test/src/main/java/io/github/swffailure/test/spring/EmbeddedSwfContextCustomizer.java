package io.github.swffailure.test.spring;

import java.util.Map;

import io.github.swffailure.test.EmbeddedSwf;

import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Starts the endpoint before the beans that use it, and sets the properties that point at
 * it. Contexts on the same port may be shared between tests.
 *
 * @param port the port, 0 for a free one
 */
record EmbeddedSwfContextCustomizer(int port) implements ContextCustomizer {

	private static final String BEAN_NAME = "embeddedSwf";

	private static final String REGION = "us-east-1";

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
		EmbeddedSwf swf = EmbeddedSwf.start(this.port);
		DummyCredentials credentials = DummyCredentials.set();
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource(BEAN_NAME,
					Map.of("swf.client.endpoint", swf.endpoint().toString(), "swf.client.region", REGION)));
		context.getBeanFactory().registerSingleton(BEAN_NAME, swf);
		if (context.getBeanFactory() instanceof DefaultSingletonBeanRegistry registry) {
			registry.registerDisposableBean(BEAN_NAME, () -> {
				credentials.close();
				swf.close();
			});
		}
	}

}
