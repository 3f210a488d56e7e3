package io.github.swffailure.redaction;

import java.util.List;

import io.github.swffailure.FailureRedactor;

/**
 * The redactor that this library brings. Replaces with {@value #REPLACEMENT}: access key
 * ids, secret keys and session tokens of AWS, values of bearer and basic authorization
 * and of {@code Authorization} headers, JSON web tokens, private keys in PEM form,
 * passwords in URLs (JDBC too), values named {@code password}, {@code secret},
 * {@code token}, {@code api_key} and the like in the spellings of properties, JSON,
 * headers and XML, and numbers of payment cards with a right check digit.
 * <p>
 * Then runs the patterns of the application, each for a bounded number of steps: one that
 * backtracks catastrophically throws, and so lets only class names out.
 */
public final class SecretRedactor implements FailureRedactor {

	/** What stands in the place of a secret. */
	public static final String REPLACEMENT = "[redacted]";

	private final FailureRedactor applicationPatterns;

	private SecretRedactor(FailureRedactor applicationPatterns) {
		this.applicationPatterns = applicationPatterns;
	}

	/**
	 * Creates the redactor.
	 * @param applicationPatterns regular expressions of the application; the first group
	 * of one is replaced, or all that it finds if it has none
	 * @return the redactor, safe for use by several threads
	 * @throws IllegalArgumentException if a pattern is not valid or finds the empty text
	 */
	public static FailureRedactor create(List<String> applicationPatterns) {
		return new SecretRedactor(new ApplicationPatterns(applicationPatterns));
	}

	@Override
	public String redact(String text) {
		return this.applicationPatterns.redact(redactKnown(text, SecretScan.of(text)));
	}

	private static String redactKnown(String text, int signs) {
		if (signs == 0) {
			return text;
		}
		String redacted = ((signs & SecretScan.PEM) != 0) ? PrivateKeys.redact(text) : text;
		for (SecretRule rule : SecretRule.ALL) {
			redacted = rule.redact(redacted, signs);
		}
		return ((signs & SecretScan.CARD) != 0) ? CardNumbers.redact(redacted) : redacted;
	}

}
