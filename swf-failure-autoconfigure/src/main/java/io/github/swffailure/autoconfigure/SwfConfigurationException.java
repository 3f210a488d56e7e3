// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.util.List;

import io.github.swffailure.FailureRedactor;
import io.github.swffailure.redaction.SecretRedactor;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * The configuration is wrong. Has a message and an action, which
 * {@link SwfConfigurationFailureAnalyzer} shows instead of a stack trace.
 */
final class SwfConfigurationException extends RuntimeException {

	private static final FailureRedactor REDACTOR = SecretRedactor.create(List.of());

	private final @Nullable String property;

	private final String action;

	private SwfConfigurationException(@Nullable String property, String message, String action,
			@Nullable Throwable cause) {
		super(message, cause);
		this.property = property;
		this.action = action;
	}

	/**
	 * A property has an invalid value.
	 * @param property the name of the property
	 * @param value its value
	 * @param expected what it may be, after "must"
	 */
	static SwfConfigurationException ofProperty(String property, @Nullable Object value, String expected) {
		return new SwfConfigurationException(property,
				property + " must " + expected + ((value != null) ? " but was '" + shown(property, value) + "'" : ""),
				"Change '" + property + "', which must " + StringUtils.trimTrailingCharacter(expected, ',') + ".",
				null);
	}

	static SwfConfigurationException ofProperty(String property, String message, String action,
			@Nullable Throwable cause) {
		return new SwfConfigurationException(property, message, action, cause);
	}

	static SwfConfigurationException of(String message, String action, @Nullable Throwable cause) {
		return new SwfConfigurationException(null, message, action, cause);
	}

	/** A value to print, without the password of a URL. */
	static String shown(String property, @Nullable Object value) {
		String text = String.valueOf(value);
		return property.endsWith(".endpoint") ? REDACTOR.redact(text) : text;
	}

	/** The property with the invalid value, if there is one. */
	@Nullable String property() {
		return this.property;
	}

	String action() {
		return this.action;
	}

}
