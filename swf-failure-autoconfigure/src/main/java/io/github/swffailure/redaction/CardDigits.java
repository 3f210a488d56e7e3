package io.github.swffailure.redaction;

/**
 * Tells the numbers of payment cards from other numbers, by length, issuer and check
 * digit.
 */
final class CardDigits {

	private static final int SHORTEST = 13;

	static final int LONGEST = 19;

	private CardDigits() {
	}

	static boolean areOfACard(CharSequence digits) {
		return digits.length() >= SHORTEST && digits.length() <= LONGEST && hasIssuer(digits) && passesLuhn(digits);
	}

	private static boolean hasIssuer(CharSequence digits) {
		int first = Integer.parseInt(digits, 0, 4, 10);
		boolean visa = first / 1000 == 4;
		boolean mastercard = (first / 100 >= 51 && first / 100 <= 55) || (first >= 2221 && first <= 2720);
		boolean amex = first / 100 == 34 || first / 100 == 37;
		boolean diners = (first >= 3000 && first <= 3059) || first / 100 == 36 || first / 100 == 38;
		boolean other = first / 100 == 35 || first == 6011 || first / 100 == 62 || first / 100 == 65
				|| (first >= 6440 && first <= 6499);
		return switch (digits.length()) {
			case 13 -> visa;
			case 14 -> diners;
			case 15 -> amex;
			case 16 -> visa || mastercard || diners || other;
			default -> visa || other;
		};
	}

	private static boolean passesLuhn(CharSequence digits) {
		int sum = 0;
		for (int i = 0; i < digits.length(); i++) {
			int digit = digits.charAt(digits.length() - 1 - i) - '0';
			int twice = 2 * digit;
			sum += (i % 2 == 0) ? digit : twice / 10 + twice % 10;
		}
		return sum % 10 == 0;
	}

}
