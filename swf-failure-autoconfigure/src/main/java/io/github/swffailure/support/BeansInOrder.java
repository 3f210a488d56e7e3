// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.support;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;

/**
 * All beans of a type, in order, looked up once. A bean that cannot be created is logged
 * at ERROR and left out; the next call tries again. Safe for use by several threads.
 *
 * @param <T> the type
 */
public final class BeansInOrder<T> implements Supplier<List<T>> {

	private static final Logger logger = LoggerFactory.getLogger(BeansInOrder.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final Class<T> type;

	private final Supplier<String[]> names;

	private final Set<String> logged = ConcurrentHashMap.newKeySet();

	private volatile @Nullable List<T> all;

	private BeansInOrder(ConfigurableListableBeanFactory beanFactory, Class<T> type, Supplier<String[]> names) {
		this.beanFactory = beanFactory;
		this.type = type;
		this.names = names;
	}

	/**
	 * Creates a lookup in a context and its parents; it happens at the first call.
	 * @param beanFactory has the beans
	 * @param type the type
	 * @param <T> the type
	 * @return the lookup
	 */
	public static <T> BeansInOrder<T> of(ConfigurableListableBeanFactory beanFactory, Class<T> type) {
		return new BeansInOrder<>(beanFactory, type,
				() -> BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory, type));
	}

	/**
	 * Creates a lookup in a context without its parents.
	 * @param beanFactory has the beans
	 * @param type the type
	 * @param <T> the type
	 * @return the lookup
	 */
	public static <T> BeansInOrder<T> withoutParents(ConfigurableListableBeanFactory beanFactory, Class<T> type) {
		return new BeansInOrder<>(beanFactory, type, () -> beanFactory.getBeanNamesForType(type));
	}

	/**
	 * Returns the beans. Never throws.
	 * @return the beans that can be created
	 */
	@Override
	public List<T> get() {
		List<T> known = this.all;
		return (known != null) ? known : lookUp();
	}

	/**
	 * Looks up the beans, if that has not been done.
	 * @return whether all of them were found
	 */
	public boolean find() {
		get();
		return this.all != null;
	}

	private List<T> lookUp() {
		IdentityHashMap<Object, RootBeanDefinition> definitions = new IdentityHashMap<>();
		Comparator<Object> order = AnnotationAwareOrderComparator.INSTANCE
			.withSourceProvider((bean) -> sourceOfOrder(definitions.get(bean)));
		List<T> found = new ArrayList<>();
		boolean complete = true;
		try {
			for (String name : this.names.get()) {
				complete &= add(name, found, definitions);
			}
		}
		catch (RuntimeException | LinkageError ex) {
			log("", ex);
			complete = false;
		}
		found.sort(order);
		List<T> beans = List.copyOf(found);
		if (complete) {
			this.all = beans;
		}
		return beans;
	}

	private boolean add(String name, List<T> found, IdentityHashMap<Object, RootBeanDefinition> definitions) {
		try {
			RootBeanDefinition definition = definition(name);
			if (definition != null && !definition.isAutowireCandidate()) {
				return true;
			}
			Object bean = this.beanFactory.getBean(name);
			if (this.type.isInstance(bean)) {
				found.add(this.type.cast(bean));
				if (definition != null) {
					definitions.put(bean, definition);
				}
			}
			return true;
		}
		catch (RuntimeException | LinkageError ex) {
			log(name, ex);
			return false;
		}
	}

	private void log(String name, Throwable failure) {
		if (this.logged.add(name)) {
			logger.error("Bean '{}' of type {} cannot be created and is not called", name, this.type.getName(),
					failure);
		}
	}

	/** {@code null} for a singleton that was registered without a definition. */
	private @Nullable RootBeanDefinition definition(String name) {
		try {
			return (this.beanFactory.getMergedBeanDefinition(name) instanceof RootBeanDefinition definition)
					? definition : null;
		}
		catch (NoSuchBeanDefinitionException ex) {
			return null;
		}
	}

	/** The {@code @Bean} method, which may have an {@code @Order}. */
	private static @Nullable Object sourceOfOrder(@Nullable RootBeanDefinition definition) {
		return (definition != null) ? definition.getResolvedFactoryMethod() : null;
	}

}
