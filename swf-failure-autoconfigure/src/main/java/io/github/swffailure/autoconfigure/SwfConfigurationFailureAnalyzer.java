// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Shows what is wrong with the configuration, where it is set, and what to do. Takes
 * precedence over Spring Boot's analyzer for binding errors, which shows less.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SwfConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<SwfConfigurationException> {

	private final @Nullable Environment environment;

	SwfConfigurationFailureAnalyzer(@Nullable Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, SwfConfigurationException cause) {
		return new FailureAnalysis(cause.getMessage() + origin(cause.property()), cause.action(), cause);
	}

	private String origin(@Nullable String name) {
		if (name == null) {
			return "";
		}
		ConfigurationProperty property = find(this.environment, name);
		if (property == null) {
			return "";
		}
		return "\n\n    Property: " + name + "\n    Value: \""
				+ SwfConfigurationException.shown(name, property.getValue()) + "\""
				+ ((property.getOrigin() != null) ? "\n    Origin: " + property.getOrigin() : "");
	}

	private static @Nullable ConfigurationProperty find(@Nullable Environment environment, String name) {
		if (environment == null) {
			return null;
		}
		ConfigurationPropertyName wanted = ConfigurationPropertyName.adapt(name, '.');
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			ConfigurationProperty property = source.getConfigurationProperty(wanted);
			if (property != null) {
				return property;
			}
		}
		return null;
	}

	/**
	 * Explains values of our properties that cannot be converted to their type, except
	 * those that Spring Boot explains well, such as enum values.
	 */
	@Order(Ordered.HIGHEST_PRECEDENCE + 1)
	static final class OfTypes extends AbstractFailureAnalyzer<BindException> {

		private static final Map<Class<?>, String> EXPECTED = Map.of(Duration.class,
				"be a time such as 500ms, 30s, 5m or 1h", int.class, "be a whole number", double.class, "be a number",
				boolean.class, "be true or false", Path.class, "be the path of a directory");

		private final @Nullable Environment environment;

		OfTypes(@Nullable Environment environment) {
			this.environment = environment;
		}

		@Override
		protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
			if (cause.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
				return ofElement(rootFailure, unbound.getUnboundProperties().iterator().next());
			}
			String name = cause.getName().toString();
			ConfigurationProperty property = find(this.environment, name);
			String expected = expected(name, cause.getTarget().getType().resolve(Object.class));
			return (name.startsWith("swf.") && property != null && expected != null)
					? new SwfConfigurationFailureAnalyzer(this.environment).analyze(rootFailure,
							SwfConfigurationException.ofProperty(name, property.getValue(), expected))
					: null;
		}

		private @Nullable FailureAnalysis ofElement(Throwable rootFailure, ConfigurationProperty element) {
			String name = element.getName().toString();
			return name.startsWith("swf.") ? new SwfConfigurationFailureAnalyzer(this.environment).analyze(rootFailure,
					SwfConfigurationException.ofProperty(name, element.getValue(),
							"be part of a list of single values that begins with [0]"))
					: null;
		}

		private static @Nullable String expected(String name, Class<?> type) {
			return (Map.class.isAssignableFrom(type) || type.isRecord())
					? "have no value of its own, but properties below it, as in '" + name + ".…',"
					: EXPECTED.get((type == Integer.class) ? int.class : type);
		}

	}

}
