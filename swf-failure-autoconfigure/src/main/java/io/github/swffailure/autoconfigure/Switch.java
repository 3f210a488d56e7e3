// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * A boolean property that is enabled by default and accepts every value that Spring Boot
 * converts to a boolean. Any other value is refused, so that it cannot disable reporting.
 */
abstract class Switch extends SpringBootCondition {

	/** The values that Spring Boot converts to a boolean. */
	static final Map<String, Boolean> WORDS = words();

	private final String property;

	private Switch(String property) {
		this.property = property;
	}

	/**
	 * Whether a property is enabled.
	 * @param environment has the property
	 * @param property its name
	 * @throws SwfConfigurationException if the value is not a boolean
	 */
	static boolean isOn(Environment environment, String property) {
		Binder binder = Binder.get(environment);
		String text = binder.bind(property, String.class).orElse("true");
		try {
			if (!text.isBlank()) {
				return binder.bind(property, Boolean.class).orElse(true);
			}
		}
		catch (BindException ex) {
			// Refused below, with a better message
		}
		throw SwfConfigurationException.ofProperty(property, text, "be true or false (or yes, no, on, off)");
	}

	private static Map<String, Boolean> words() {
		Map<String, Boolean> words = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		List.of("true", "yes", "on", "1").forEach((word) -> words.put(word, true));
		List.of("false", "no", "off", "0").forEach((word) -> words.put(word, false));
		return words;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean on = isOn(context.getEnvironment(), this.property);
		return new ConditionOutcome(on,
				ConditionMessage.forCondition(this.property).because(on ? "it is on" : "it is off"));
	}

	/** Whether failures are reported. */
	static final class Enabled extends Switch {

		static final String PROPERTY = "swf.failure.enabled";

		Enabled() {
			super(PROPERTY);
		}

	}

	/** Whether the task is put into the MDC. */
	static final class Mdc extends Switch {

		static final String PROPERTY = "swf.failure.logging.mdc";

		Mdc() {
			super(PROPERTY);
		}

	}

}
