package io.github.swffailure.description;

import java.util.List;

import io.github.swffailure.FailureRedactor;
import io.github.swffailure.description.Link.Message;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages: redacts, then cuts.
 */
final class MessageReader {

	private final List<FailureRedactor> redactors;

	MessageReader(List<FailureRedactor> redactors) {
		this.redactors = redactors;
	}

	@Nullable Message read(Throwable failure, int limit) {
		String text = GuardedThrowable.message(failure);
		if (text == null || text.isEmpty()) {
			return null;
		}
		String redacted = redact(CleanText.of(text));
		return new Message(MiddleCut.of(redacted, limit), redacted.length() > limit);
	}

	private String redact(String text) {
		String redacted = text;
		for (FailureRedactor redactor : this.redactors) {
			redacted = redactor.redact(redacted);
		}
		return CleanText.of(redacted);
	}

}
