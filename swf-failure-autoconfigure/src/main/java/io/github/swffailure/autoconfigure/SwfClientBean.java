package io.github.swffailure.autoconfigure;

import java.util.List;
import java.util.function.Supplier;

import software.amazon.awssdk.services.swf.SwfClient;

import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The client to report through, found at the start and made when it is first needed.
 */
record SwfClientBean(ConfigurableListableBeanFactory beanFactory, List<String> names) {

	/**
	 * Finds the client.
	 * @throws NoUniqueBeanDefinitionException if there are several and none is primary
	 */
	static SwfClientBean in(ConfigurableListableBeanFactory beanFactory) {
		List<String> names = List.of(beanFactory.getBeanNamesForType(SwfClient.class, true, false));
		if (names.size() > 1 && names.stream().noneMatch((name) -> isPrimary(beanFactory, name))) {
			throw new NoUniqueBeanDefinitionException(SwfClient.class, names);
		}
		return new SwfClientBean(beanFactory, names);
	}

	private static boolean isPrimary(ConfigurableListableBeanFactory beanFactory, String name) {
		return beanFactory.containsBeanDefinition(name) && beanFactory.getBeanDefinition(name).isPrimary();
	}

	/** The client, which is closed after the bean of that name. */
	Supplier<SwfClient> usedBy(String bean) {
		this.names.forEach((name) -> this.beanFactory.registerDependentBean(name, bean));
		return () -> this.beanFactory.getBean(SwfClient.class);
	}

}
