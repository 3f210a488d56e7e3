package io.github.swffailure.redaction;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.github.swffailure.FailureRedactor;

import org.springframework.util.Assert;

/**
 * Redacts what the patterns of an application find: the first group, or all if there is
 * none.
 */
final class ApplicationPatterns implements FailureRedactor {

	private final List<Pattern> patterns;

	ApplicationPatterns(List<String> patterns) {
		this.patterns = patterns.stream().map(ApplicationPatterns::compile).toList();
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
			redacted = pattern.matcher(new StepLimitedText(redacted)).replaceAll(ApplicationPatterns::replacement);
		}
		return redacted;
	}

	/**
	 * The text found, with a replacement for its first group. The empty text, which only
	 * a look around can find, is left alone.
	 */
	static String replacement(MatchResult found) {
		if (found.end() == found.start()) {
			return "";
		}
		if (found.groupCount() == 0 || found.start(1) < 0) {
			return Matcher.quoteReplacement(SecretRedactor.REPLACEMENT);
		}
		String all = found.group();
		return Matcher.quoteReplacement(all.substring(0, found.start(1) - found.start()) + SecretRedactor.REPLACEMENT
				+ all.substring(found.end(1) - found.start()));
	}

}
