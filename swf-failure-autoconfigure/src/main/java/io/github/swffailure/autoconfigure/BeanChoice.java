// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.swf.SwfClient;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.util.Assert;

/**
 * Selects a bean of the application by its definition, without creating it: the one with
 * the qualifier {@value #QUALIFIER}, otherwise the one that Spring would inject.
 */
final class BeanChoice {

	/** Selects a bean for this library if Spring would inject another one, or none. */
	static final String QUALIFIER = "swfFailure";

	private final ConfigurableListableBeanFactory beanFactory;

	BeanChoice(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * The name of the bean.
	 * @param type one of the types of {@link Wanted}
	 * @param fallback the name of our own bean, which is used if there is no other
	 * @return the name, or {@code null} if there is none
	 * @throws SwfConfigurationException if there are several and none is preferred
	 */
	@Nullable String nameOf(Class<?> type, String fallback) {
		List<String> names = Arrays
			.stream(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, type, true, false))
			.filter((name) -> !name.equals(fallback))
			.toList();
		List<String> qualified = candidates(names, Wanted.of(type, true));
		if (!qualified.isEmpty()) {
			return single(type, qualified);
		}
		List<String> candidates = candidates(names, Wanted.of(type, false));
		if (!candidates.isEmpty()) {
			return single(type, candidates);
		}
		return this.beanFactory.containsBean(fallback) ? fallback : null;
	}

	private List<String> candidates(List<String> names, Field wanted) {
		DependencyDescriptor dependency = new DependencyDescriptor(wanted, true);
		return names.stream().filter((name) -> this.beanFactory.isAutowireCandidate(name, dependency)).toList();
	}

	private String single(Class<?> type, List<String> candidates) {
		List<String> primary = primary(candidates);
		List<String> preferred = !primary.isEmpty() ? primary
				: candidates.stream().filter((name) -> !is(name, BeanDefinition::isFallback)).toList();
		if (preferred.size() == 1) {
			return preferred.get(0);
		}
		if (candidates.size() == 1) {
			return candidates.get(0);
		}
		String beans = "'" + String.join("', '", candidates) + "'";
		throw SwfConfigurationException.of(
				((type == DataSource.class) ? "The failure journal is to be kept in a table"
						: "Failures of activities are to be reported to SWF") + ", but there are " + candidates.size()
						+ " beans of type " + type.getSimpleName() + " and "
						+ (primary.isEmpty() ? "none is preferred: " : "several are @Primary: ") + beans + ".",
				"Mark one of them as @Primary" + (primary.isEmpty() ? "" : " alone")
						+ ", or name the one for our use by @Qualifier(\"" + QUALIFIER + "\") on its @Bean method.",
				null);
	}

	/** Primary beans of this context take precedence over those of its parents. */
	private List<String> primary(List<String> candidates) {
		List<String> all = candidates.stream().filter((name) -> is(name, BeanDefinition::isPrimary)).toList();
		List<String> local = all.stream().filter(this.beanFactory::containsLocalBean).toList();
		return local.isEmpty() ? all : local;
	}

	private boolean is(String name, java.util.function.Predicate<BeanDefinition> property) {
		ConfigurableBeanFactory factory = this.beanFactory;
		while (factory != null && !factory.containsLocalBean(name)) {
			factory = (factory.getParentBeanFactory() instanceof ConfigurableBeanFactory parent) ? parent : null;
		}
		return factory instanceof ConfigurableListableBeanFactory found && found.containsBeanDefinition(name)
				&& property.test(found.getBeanDefinition(name));
	}

	/** Injection points, one for each type of bean with and without the qualifier. */
	@SuppressWarnings("UnusedVariable") // read as fields
	private static final class Wanted {

		private @Nullable SwfClient client;

		@Qualifier(QUALIFIER)
		private @Nullable SwfClient qualifiedClient;

		private @Nullable AwsCredentialsProvider credentials;

		@Qualifier(QUALIFIER)
		private @Nullable AwsCredentialsProvider qualifiedCredentials;

		private @Nullable DataSource database;

		@Qualifier(QUALIFIER)
		private @Nullable DataSource qualifiedDatabase;

		private @Nullable AwsRegionProvider region;

		@Qualifier(QUALIFIER)
		private @Nullable AwsRegionProvider qualifiedRegion;

		private static Field of(Class<?> type, boolean qualified) {
			Field field = Arrays.stream(Wanted.class.getDeclaredFields())
				.filter((candidate) -> candidate.getType() == type
						&& candidate.isAnnotationPresent(Qualifier.class) == qualified)
				.findFirst()
				.orElse(null);
			Assert.state(field != null, () -> "No bean of " + type + " is wanted");
			return field;
		}

	}

}
