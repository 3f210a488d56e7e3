// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.time.Duration;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The meaning of an exception for a decider, as set by {@link FailureReason}, or by a
 * property for classes that cannot be annotated.
 *
 * @param code a stable word: a capital letter, then capital letters, digits and
 * underscores, at most {@value #MAX_LENGTH} characters in all
 * @param retryable whether running the activity again may succeed
 * @param retryAfter how long a decider should wait before it does, more than zero;
 * {@code null} to leave that to the decider
 * @since 0.1
 */
public record ReasonCode(String code, boolean retryable, @Nullable Duration retryAfter) {

	/** Maximum number of characters of a code. */
	public static final int MAX_LENGTH = 64;

	private static final Pattern VALID = Pattern.compile("[A-Z][A-Z0-9_]{0," + (MAX_LENGTH - 1) + "}");

	public ReasonCode {
		Assert.isTrue(isValid(code),
				() -> "Failure code '" + code + "' is not valid: use a capital letter, then at most " + (MAX_LENGTH - 1)
						+ " capital letters, digits and underscores, as in 'CARD_DECLINED'");
		Assert.isTrue(retryAfter == null || (!retryAfter.isNegative() && !retryAfter.isZero()),
				() -> "The time to wait before a retry of '" + code + "' must be more than zero but was " + retryAfter);
	}

	/**
	 * Creates a code that leaves the time to wait to the decider.
	 * @param code the word
	 * @param retryable whether running the activity again may succeed
	 * @throws IllegalArgumentException if the code is not valid
	 */
	public ReasonCode(String code, boolean retryable) {
		this(code, retryable, null);
	}

	static boolean isValid(String word) {
		return VALID.matcher(word).matches();
	}

}
