// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.springframework.util.Assert;

/**
 * Redacts matches of the application's patterns: the first group, or the whole match if
 * there is no group.
 */
final class ApplicationPatterns {

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

	/**
	 * Redacts a text.
	 * @param text the text
	 * @param steps limits the steps of the patterns, for all texts of a failure
	 * @throws IllegalStateException if they take more
	 */
	String redact(String text, Steps steps) {
		String redacted = text;
		for (Pattern pattern : this.patterns) {
			steps.allow(redacted.length());
			redacted = pattern.matcher(new StepLimitedText(redacted, steps))
				.replaceAll(ApplicationPatterns::replacement);
		}
		return redacted;
	}

	/**
	 * The match, with a replacement for its first group. An empty match, which only a
	 * lookaround can produce, is left alone.
	 */
	private static String replacement(MatchResult found) {
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

	/** The number of characters that patterns may still read. */
	static final class Steps {

		private static final int LEAST = 200_000;

		private static final int EACH_CHARACTER = 100;

		private long left = LEAST;

		private void allow(int characters) {
			this.left += (long) EACH_CHARACTER * characters;
		}

		private void take() {
			if (--this.left < 0) {
				throw new IllegalStateException("A redaction pattern takes too many steps");
			}
		}

	}

	/**
	 * A text that counts how often a regular expression reads it, so that catastrophic
	 * backtracking ends with an exception instead of blocking the worker.
	 */
	private static final class StepLimitedText implements CharSequence {

		private final String text;

		private final Steps steps;

		StepLimitedText(String text, Steps steps) {
			this.text = text;
			this.steps = steps;
		}

		@Override
		public char charAt(int index) {
			this.steps.take();
			return this.text.charAt(index);
		}

		@Override
		public int length() {
			return this.text.length();
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			return new StepLimitedText(this.text.substring(start, end), this.steps);
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

}
