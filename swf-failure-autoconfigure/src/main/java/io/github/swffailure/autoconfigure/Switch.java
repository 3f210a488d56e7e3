package io.github.swffailure.autoconfigure;

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
		try {
			return binder.bind(property, Boolean.class).orElse(true);
		}
		catch (BindException ex) {
			throw SwfConfigurationException.ofProperty(property, binder.bind(property, String.class).orElse(""),
					"be true or false (or yes, no, on, off)");
		}
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

	/** Whether running tasks are written down. */
	static final class TrackInFlight extends Switch {

		static final String PROPERTY = "swf.failure.journal.track-in-flight";

		TrackInFlight() {
			super(PROPERTY);
		}

	}

}
