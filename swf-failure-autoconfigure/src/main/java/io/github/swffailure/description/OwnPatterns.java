package io.github.swffailure.description;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.github.swffailure.FailureRedactor;

import org.springframework.util.Assert;

/**
 * Redacts what the patterns of an application find.
 */
final class OwnPatterns implements FailureRedactor {

	private final List<Pattern> patterns;

	OwnPatterns(List<String> patterns) {
		this.patterns = patterns.stream().map(OwnPatterns::compile).toList();
	}

	private static Pattern compile(String expression) {
		Pattern pattern = parse(expression);
		Assert.isTrue(!pattern.matcher("").find(), () -> "Redaction pattern '" + expression
				+ "' finds the empty text and would tear every message apart: let it find at least one character");
		return pattern;
	}

	private static Pattern parse(String expression) {
		try {
			return Pattern.compile(expression);
		}
		catch (PatternSyntaxException ex) {
			throw new IllegalArgumentException("Redaction pattern '" + expression + "' is not a regular expression: "
					+ ex.getDescription() + " near index " + ex.getIndex(), ex);
		}
	}

	@Override
	public String redact(String text) {
		String redacted = text;
		for (Pattern pattern : this.patterns) {
			redacted = pattern.matcher(new BoundedText(redacted)).replaceAll(SecretRedactor.REPLACEMENT);
		}
		return redacted;
	}

}
