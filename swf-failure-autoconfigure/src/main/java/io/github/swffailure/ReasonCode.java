package io.github.swffailure;

import java.util.regex.Pattern;

import org.springframework.util.Assert;

/**
 * What an exception means to a decider, as set by {@link FailureReason} or by a property
 * for a class that one does not own.
 *
 * @param code a stable word: a capital letter, then capital letters, digits and
 * underscores, at most {@value #MAX_LENGTH} characters in all
 * @param retryable whether running the activity again may succeed
 * @since 0.1
 */
public record ReasonCode(String code, boolean retryable) {

	/** Maximum number of characters of a code. */
	public static final int MAX_LENGTH = 64;

	private static final Pattern VALID = Pattern.compile("[A-Z][A-Z0-9_]{0," + (MAX_LENGTH - 1) + "}");

	public ReasonCode {
		Assert.isTrue(isValid(code),
				() -> "Failure code '" + code + "' is not valid: use a capital letter, then at most " + (MAX_LENGTH - 1)
						+ " capital letters, digits and underscores, as in 'CARD_DECLINED'");
	}

	static boolean isValid(String word) {
		return VALID.matcher(word).matches();
	}

}
