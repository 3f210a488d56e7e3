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
 * A property that is on unless it is switched off, in any of the words that Spring Boot
 * binds to a boolean. Any other word is refused: it must not switch reporting off.
 */
abstract class Switch extends SpringBootCondition {

	/** The words that Spring Boot binds to a boolean. */
	static final Map<String, Boolean> WORDS = words();

	private final String property;

	private Switch(String property) {
		this.property = property;
	}

	/**
	 * Whether a switch is on.
	 * @param environment has the property
	 * @param property its name
	 * @throws SwfConfigurationException if the value is no boolean
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
			// Refused below, in words of its own
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
