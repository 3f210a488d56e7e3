// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Warns of objects with handlers that are not intercepted: those that have replaced a
 * bean, and those that a bean holds which is a collection.
 */
final class UnheardObjects {

	private static final int MAX_HELD = 1_000;

	private static final Logger logger = LoggerFactory.getLogger(UnheardObjects.class);

	private final HandlerMethods handlers;

	UnheardObjects(HandlerMethods handlers) {
		this.handlers = handlers;
	}

	void inspect(ConfigurableListableBeanFactory beanFactory, String name) {
		try {
			Object bean = beanFactory.getSingleton(name);
			Class<?> declared = beanFactory.getMergedBeanDefinition(name).getResolvableType().toClass();
			Class<?> type = (bean != null) ? typeOf(bean) : declared;
			if (!declared.isAssignableFrom(type) && !this.handlers.in(declared).isEmpty()
					&& this.handlers.in(type).isEmpty() && !HandlerInspection.isMock(bean)) {
				warnOfReplacement(name, type, declared);
			}
			heldBy(bean).limit(MAX_HELD)
				.filter((held) -> !HandlerProxyFactory.isIntercepted(held) && !HandlerInspection.isMock(held))
				.map(UnheardObjects::typeOf)
				.distinct()
				.filter((held) -> !this.handlers.in(held).isEmpty())
				.forEach((held) -> warnOfHeld(name, held));
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("Bean '{}' is not inspected for activity handlers", name, ex);
		}
	}

	/** What is in a collection of the JDK; others may do anything when they are read. */
	private static Stream<?> heldBy(@Nullable Object bean) {
		if (bean instanceof Object[] array) {
			return Stream.of(array).filter(Objects::nonNull);
		}
		boolean known = bean != null && bean.getClass().getName().startsWith("java.");
		Collection<?> held = (known && bean instanceof Map<?, ?> map) ? map.values()
				: (known && bean instanceof Collection<?> collection) ? collection : List.of();
		return held.stream().filter(Objects::nonNull);
	}

	static Class<?> typeOf(Object bean) {
		return ClassUtils.getUserClass(AopProxyUtils.ultimateTargetClass(bean));
	}

	void warnOfReplacement(String name, Class<?> type, Class<?> handlers) {
		logger.warn("A BeanPostProcessor has replaced bean '{}' with a {}, which is not intercepted: failures of {} "
				+ "may not be reported. Annotate it in an interface, or give the post-processor a higher precedence",
				name, type.getName(), this.handlers.in(handlers));
	}

	private void warnOfHeld(String name, Class<?> type) {
		logger.warn(
				"Bean '{}' holds a {}, which is not a bean and not intercepted: failures of {} may not be "
						+ "reported. Define a bean for it, and let the collection hold that",
				name, type.getName(), this.handlers.in(type));
	}

}
