package io.github.swffailure.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.swffailure.FailureRedactor;
import io.github.swffailure.redaction.SecretRedactor;

/**
 * The redactors in the order in which they run: the built-in one, then those of the
 * application.
 */
record Redactors(List<FailureRedactor> inOrder) {

	static Redactors of(SwfFailureProperties.Redaction properties, Stream<FailureRedactor> own) {
		List<FailureRedactor> redactors = new ArrayList<>();
		if (properties.enabled()) {
			redactors.add(SecretRedactor.create(properties.patterns()));
		}
		own.forEach(redactors::add);
		return new Redactors(List.copyOf(redactors));
	}

	String redact(String text) {
		String redacted = text;
		for (FailureRedactor redactor : this.inOrder) {
			redacted = redactor.redact(redacted);
		}
		return redacted;
	}

}
