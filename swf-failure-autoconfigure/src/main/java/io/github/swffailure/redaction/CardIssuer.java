// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

/**
 * The kind of issuer that a card number belongs to, according to its length and first
 * digits.
 */
enum CardIssuer {

	/** An issuer whose numbers are rarely anything else. */
	COMMON,

	/** An issuer whose numbers are only redacted near a word such as "card". */
	RARE,

	/** None. */
	NONE;

	/** Minimum number of digits of a card number. */
	static final int SHORTEST = 12;

	/** Maximum number of digits of a card number. */
	static final int LONGEST = 19;

	static CardIssuer of(CharSequence digits) {
		int length = digits.length();
		if (length < SHORTEST || length > LONGEST) {
			return NONE;
		}
		int first = Integer.parseInt(digits, 0, 4, 10);
		return isCommon(length, first) ? COMMON : isRare(length, first) ? RARE : NONE;
	}

	private static boolean isCommon(int length, int first) {
		int two = first / 100;
		return switch (length) {
			case 14 -> (first >= 3000 && first <= 3059) || first == 3095 || two == 36 || two == 38 || two == 39;
			case 15 -> two == 34 || two == 37;
			case 16 -> first / 1000 == 4 || (two >= 51 && two <= 55) || (first >= 2221 && first <= 2720)
					|| (first >= 3528 && first <= 3589) || first == 6011 || two == 65
					|| (first >= 6440 && first <= 6499) || two == 62 || (first >= 2200 && first <= 2204);
			default -> false;
		};
	}

	private static boolean isRare(int length, int first) {
		int two = first / 100;
		return switch (length) {
			case 13, 19 -> first / 1000 == 4 || first / 1000 == 6 || two == 50 || (two >= 56 && two <= 58);
			case 15 -> first / 1000 == 1;
			case 16 -> first / 1000 == 5 || first / 1000 == 6 || two == 81 || two == 97 || two == 95 || two == 30
					|| two == 36 || two == 38 || two == 39;
			default -> first / 1000 == 6 || two == 50 || (two >= 56 && two <= 58);
		};
	}

	/**
	 * Whether the check digit is correct.
	 */
	static boolean passesLuhn(CharSequence digits) {
		int sum = 0;
		for (int i = 0; i < digits.length(); i++) {
			int digit = digits.charAt(digits.length() - 1 - i) - '0';
			int twice = 2 * digit;
			sum += (i % 2 == 0) ? digit : twice / 10 + twice % 10;
		}
		return sum % 10 == 0;
	}

}
