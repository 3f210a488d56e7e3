// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.util.Set;

import org.springframework.util.Assert;

/**
 * The two texts that SWF accepts for a failure. Lengths are counted in UTF-16 units,
 * which satisfies every reading of SWF's limits.
 *
 * @param reason the summary, at most {@value #MAX_REASON_LENGTH} characters
 * @param details everything else, at most {@value #MAX_DETAILS_LENGTH} characters; not
 * sent if empty
 * @param truncated which of the two were shortened
 * @since 0.1
 */
public record FailureDescription(String reason, String details, Set<Field> truncated) {

	/**
	 * Maximum number of characters that SWF accepts as a reason, from the SWF API
	 * reference.
	 */
	public static final int MAX_REASON_LENGTH = 256;

	/**
	 * Maximum number of characters that SWF accepts as details, from the SWF API
	 * reference.
	 */
	public static final int MAX_DETAILS_LENGTH = 32_768;

	public FailureDescription {
		requireAtMost(MAX_REASON_LENGTH, "reason", reason);
		requireAtMost(MAX_DETAILS_LENGTH, "details", details);
		truncated = Set.copyOf(truncated);
	}

	/**
	 * A description that leaves nothing out.
	 * @param reason what to read first
	 * @param details the rest; may be empty
	 * @throws IllegalArgumentException if one of them is too long for SWF
	 */
	public FailureDescription(String reason, String details) {
		this(reason, details, Set.of());
	}

	private static void requireAtMost(int limit, String field, String text) {
		Assert.isTrue(text.length() <= limit,
				() -> "SWF accepts at most " + limit + " characters of " + field + " but got " + text.length());
	}

	/** A text of a description. */
	public enum Field {

		/** The reason. */
		REASON,

		/** The details. */
		DETAILS

	}

}
