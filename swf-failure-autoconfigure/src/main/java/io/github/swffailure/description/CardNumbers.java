package io.github.swffailure.description;

/**
 * Redacts numbers of payment cards: 13 to 19 digits, alone or in groups, of an issuer
 * that exists and with a right check digit.
 */
final class CardNumbers {

	private static final int SHORTEST = 13;

	private static final int LONGEST = 19;

	private final String text;

	private final StringBuilder digits = new StringBuilder();

	private int end;

	private CardNumbers(String text) {
		this.text = text;
	}

	static String redact(String text) {
		return new CardNumbers(text).redacted();
	}

	private String redacted() {
		StringBuilder redacted = new StringBuilder(this.text.length());
		int at = 0;
		while (at < this.text.length()) {
			if (!startsNumber(at)) {
				redacted.append(this.text.charAt(at++));
				continue;
			}
			readNumber(at);
			redacted.append(isCard() ? SecretRedactor.REPLACEMENT : this.text.substring(at, this.end));
			at = this.end;
		}
		return redacted.toString();
	}

	private boolean startsNumber(int index) {
		return isDigit(index) && (index == 0 || !Character.isLetterOrDigit(this.text.charAt(index - 1)));
	}

	/**
	 * Reads digits, with at most one blank or hyphen between two of them.
	 */
	private void readNumber(int start) {
		this.digits.setLength(0);
		this.end = start;
		int at = start;
		while (isDigit(at)) {
			this.digits.append(this.text.charAt(at));
			this.end = at + 1;
			at += isSeparator(at + 1) ? 2 : 1;
		}
	}

	private boolean isDigit(int index) {
		return index < this.text.length() && this.text.charAt(index) >= '0' && this.text.charAt(index) <= '9';
	}

	private boolean isSeparator(int index) {
		return index < this.text.length() && (this.text.charAt(index) == ' ' || this.text.charAt(index) == '-');
	}

	private boolean isCard() {
		boolean whole = this.end == this.text.length() || !Character.isLetter(this.text.charAt(this.end));
		int length = this.digits.length();
		return whole && length >= SHORTEST && length <= LONGEST && hasIssuer(length) && passesLuhn();
	}

	private boolean hasIssuer(int length) {
		int first = Integer.parseInt(this.digits.substring(0, 4));
		boolean visa = first / 1000 == 4;
		boolean mastercard = (first / 100 >= 51 && first / 100 <= 55) || (first >= 2221 && first <= 2720);
		boolean amex = first / 100 == 34 || first / 100 == 37;
		boolean diners = (first >= 3000 && first <= 3059) || first / 100 == 36 || first / 100 == 38;
		boolean other = first / 100 == 35 || first == 6011 || first / 100 == 62 || first / 100 == 65
				|| (first >= 6440 && first <= 6499);
		return switch (length) {
			case 13 -> visa;
			case 14 -> diners;
			case 15 -> amex;
			case 16 -> visa || mastercard || diners || other;
			default -> visa || other;
		};
	}

	private boolean passesLuhn() {
		int sum = 0;
		for (int i = 0; i < this.digits.length(); i++) {
			int digit = this.digits.charAt(this.digits.length() - 1 - i) - '0';
			int twice = 2 * digit;
			sum += (i % 2 == 0) ? digit : twice / 10 + twice % 10;
		}
		return sum % 10 == 0;
	}

}
