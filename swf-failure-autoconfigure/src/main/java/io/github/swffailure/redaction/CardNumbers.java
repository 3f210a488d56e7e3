// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

/**
 * Finds payment card numbers: of an existing issuer, with a correct check digit, and not
 * after a word for another kind of number. Numbers of rare issuers, and groups with
 * unusual separators, are only found after a word such as "card".
 */
final class CardNumbers {

	private static final int MOST_SEPARATORS = 3;

	private final MeantText text;

	private final Spans spans;

	/** Starts and ends of consecutive groups of digits, with few separators between. */
	private final int[] starts = new int[CardIssuer.LONGEST];

	private final int[] ends = new int[CardIssuer.LONGEST];

	private int groups;

	private CardNumbers(MeantText text, Spans spans) {
		this.text = text;
		this.spans = spans;
	}

	static void find(MeantText text, Spans spans) {
		int digits = 0;
		for (int i = 0; i < text.length(); i++) {
			digits += Characters.isDigit(text.at(i)) ? 1 : 0;
		}
		if (digits >= CardIssuer.SHORTEST) {
			new CardNumbers(text, spans).find();
		}
	}

	private void find() {
		int i = 0;
		while (i < this.text.length()) {
			if (!Characters.isDigit(this.text.at(i))) {
				i++;
				continue;
			}
			int end = digitsEnd(i);
			if (this.groups == 0 || !joins(this.ends[this.groups - 1], i) || this.groups == CardIssuer.LONGEST) {
				check();
				this.groups = 0;
			}
			if (end - i > CardIssuer.LONGEST) {
				check();
				this.groups = 0;
				checkLong(i, end);
			}
			else {
				this.starts[this.groups] = i;
				this.ends[this.groups++] = end;
			}
			i = end;
		}
		check();
	}

	private int digitsEnd(int start) {
		int end = start;
		while (Characters.isDigit(this.text.at(end))) {
			end++;
		}
		return end;
	}

	private boolean joins(int end, int start) {
		if (start - end > MOST_SEPARATORS) {
			return false;
		}
		for (int i = end; i < start; i++) {
			if (" -._/+,\n\t".indexOf(this.text.at(i)) < 0) {
				return false;
			}
		}
		return true;
	}

	private void check() {
		int group = 0;
		while (group < this.groups) {
			int used = cardAt(group);
			if (used > 0) {
				this.spans.add(this.starts[group], this.ends[group + used - 1]);
			}
			group += Math.max(1, used);
		}
	}

	/** The number of groups, from this one on, that are a card number, or 0. */
	private int cardAt(int group) {
		int first = this.ends[group] - this.starts[group];
		if (first >= CardIssuer.SHORTEST || (first == 1 && isScientific(group))) {
			int used = (first == 1) ? 2 : 1;
			return isCard(group, used, false) ? used : 0;
		}
		if (first != 4) {
			return 0;
		}
		for (int used : new int[] { 5, 4, 3 }) {
			if (group + used <= this.groups && isGrouped(group, used) && isCard(group, used, true)) {
				return used;
			}
		}
		return 0;
	}

	/** As in {@code 4.111111111111111E15}. */
	private boolean isScientific(int group) {
		return group + 1 < this.groups && this.text.at(this.ends[group]) == '.'
				&& this.starts[group + 1] == this.ends[group] + 1
				&& MeantText.lower(this.text.at(this.ends[group + 1])) == 'e';
	}

	/**
	 * Adds the zeros at the end of a number such as {@code 4.59719517389194E15}.
	 */
	private void addZeros(StringBuilder digits, int exponent) {
		boolean tens = this.text.at(exponent) == '1' && Characters.isDigit(this.text.at(exponent + 1));
		int length = tens ? 11 + this.text.at(exponent + 1) - '0' : 0;
		while (digits.length() < length) {
			digits.append('0');
		}
	}

	/** Whether the lengths of groups are those on cards. */
	private boolean isGrouped(int group, int used) {
		int second = length(group + 1);
		int third = length(group + 2);
		return switch (used) {
			case 5 -> second == 4 && third == 4 && length(group + 3) == 4 && length(group + 4) <= 3;
			case 4 -> second == 4 && third == 4 && (length(group + 3) == 4 || length(group + 3) == 1);
			default -> second == 6 && (third == 5 || third == 4);
		};
	}

	private int length(int group) {
		return this.ends[group] - this.starts[group];
	}

	private boolean isCard(int group, int used, boolean grouped) {
		StringBuilder digits = new StringBuilder(CardIssuer.LONGEST);
		boolean unusual = false;
		for (int i = group; i < group + used; i++) {
			digits.append(this.text.toString(), this.starts[i], this.ends[i]);
			char separator = (i > group) ? this.text.at(this.ends[i - 1]) : '-';
			unusual |= grouped && " -._/".indexOf(separator) < 0;
		}
		if (!grouped && used == 2 && digits.length() >= CardIssuer.SHORTEST) {
			addZeros(digits, this.ends[group + 1] + 1);
		}
		CardIssuer issuer = CardIssuer.of(digits);
		return issuer != CardIssuer.NONE && CardIssuer.passesLuhn(digits)
				&& fits(this.starts[group], this.ends[group + used - 1], issuer == CardIssuer.RARE || unusual, grouped);
	}

	private boolean fits(int start, int end, boolean doubtful, boolean grouped) {
		int before = wordsBefore(start);
		if ((before & Words.CARD) != 0 && !isInHash(start)) {
			return true;
		}
		char next = this.text.at(end);
		boolean country = this.text.at(start - 1) == ' ' && Characters.isUpper(this.text.at(start - 5))
				&& Characters.isUpper(this.text.at(start - 4)) && Characters.isDigit(this.text.at(start - 3));
		boolean name = (before & Words.NO_CARD) != 0 && (!grouped || (before & Words.NO_CARD_IN_GROUPS) != 0);
		return !doubtful && !name && !country && !isHexadecimal(start, -1)
				&& (!isHexadecimal(end - 1, 1) || this.text.at(start + 1) == '.') && next != '@';
	}

	/** Whether hexadecimal digits and letters come right before a number. */
	private boolean isInHash(int start) {
		int i = start;
		while (i > start - 8 && Characters.isLetter(this.text.at(i - 1))) {
			i--;
		}
		return i < start && Characters.isDigit(this.text.at(i - 1)) && isHexadecimal(start, -1);
	}

	/** Whether adjacent letters make a number hexadecimal, as in hashes. */
	private boolean isHexadecimal(int index, int step) {
		char next = this.text.at(index + step);
		if (!Characters.isAlphanumeric(next) || next >= 128) {
			return false;
		}
		boolean track = step < 0 && next == 'B' && this.text.at(index - 2) == '%';
		int i = index + step;
		boolean hexadecimal = true;
		for (int letters = 0; letters < 8 && Characters.isLetter(this.text.at(i)); letters++, i += step) {
			char lower = MeantText.lower(this.text.at(i));
			hexadecimal &= lower >= 'a' && lower <= 'f' || lower == 'x' && this.text.at(i - 1) == '0';
		}
		return hexadecimal && !track;
	}

	/**
	 * The lists that contain the last two words before a number, as in
	 * {@code cardNumber: }.
	 */
	private int wordsBefore(int start) {
		int lists = 0;
		int end = endOfWordBefore(start);
		for (int word = 0; word < 2 && end > 0; word++) {
			int from = end;
			while (from > end - 24 && Characters.isLetter(this.text.at(from - 1)) && !(from < end
					&& Characters.isUpper(this.text.at(from)) && Characters.isLower(this.text.at(from - 1)))) {
				from--;
			}
			lists |= (from < end) ? Words.of(this.text, from, end) : 0;
			end = from;
			while (end > from - 3 && end > 0 && " _-.".indexOf(this.text.at(end - 1)) >= 0) {
				end--;
			}
		}
		return lists;
	}

	private int endOfWordBefore(int start) {
		int end = start;
		while (end > start - 6 && end > 0 && !Characters.isAlphanumeric(this.text.at(end - 1))) {
			end--;
		}
		return end;
	}

	/**
	 * Finds a card number after its length, 16, in a longer row of digits.
	 */
	private void checkLong(int start, int end) {
		if (isHexadecimal(start, -1) && isHexadecimal(end - 1, 1)) {
			return;
		}
		for (int i = start + 2; i + 16 <= end; i++) {
			if (this.text.at(i - 2) == '1' && this.text.at(i - 1) == '6') {
				CharSequence digits = this.text.toString().substring(i, i + 16);
				if (CardIssuer.of(digits) == CardIssuer.COMMON && CardIssuer.passesLuhn(digits)) {
					this.spans.add(i, i + 16);
					i += 15;
				}
			}
		}
	}

}
