package io.github.swffailure.redaction;

import java.util.List;

import io.github.swffailure.FailureRedactor;

/**
 * The redactor that this library brings. Replaces with {@value #REPLACEMENT} what
 * {@code docs/redaction.md} promises: values whose names say that they are secret,
 * whatever their notation and escapes, tokens of known shapes, passwords in URLs, private
 * keys, and numbers of payment cards.
 * <p>
 * Then runs the patterns of the application, each for a bounded number of steps: one that
 * backtracks catastrophically throws, and so lets only class names out.
 */
public final class SecretRedactor implements FailureRedactor {

	/** What stands in the place of a secret. */
	public static final String REPLACEMENT = "[redacted]";

	private final FailureRedactor patterns;

	private SecretRedactor(FailureRedactor patterns) {
		this.patterns = patterns;
	}

	/**
	 * Creates the redactor.
	 * @param patterns regular expressions of the application; the first group of one is
	 * replaced, or all that it finds if it has none
	 * @return the redactor, safe for use by several threads
	 * @throws IllegalArgumentException if a pattern is not valid or finds the empty text
	 */
	public static FailureRedactor create(List<String> patterns) {
		return new SecretRedactor(new ApplicationPatterns(patterns));
	}

	@Override
	public String redact(String text) {
		return this.patterns.redact(SecretScanner.scan(MeantText.of(text)).replaceIn(text));
	}

}
