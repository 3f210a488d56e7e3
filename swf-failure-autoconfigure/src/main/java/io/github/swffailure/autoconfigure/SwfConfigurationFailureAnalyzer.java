// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import org.jspecify.annotations.Nullable;

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
 * Shows what is wrong with the configuration, where it is set, and what to do. Ahead of
 * Spring Boot's analyzer of properties that cannot be bound, which names less.
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
		if (name == null || this.environment == null || !ConfigurationPropertyName.isValid(name)) {
			return "";
		}
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			ConfigurationProperty property = source.getConfigurationProperty(ConfigurationPropertyName.of(name));
			if (property != null) {
				return "\n\n    Property: " + name + "\n    Value: \"" + property.getValue() + "\""
						+ ((property.getOrigin() != null) ? "\n    Origin: " + property.getOrigin() : "");
			}
		}
		return "";
	}

}
