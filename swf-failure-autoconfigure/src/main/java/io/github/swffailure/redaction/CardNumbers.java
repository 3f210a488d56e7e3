package io.github.swffailure.redaction;

import java.util.ArrayList;
import java.util.List;

/**
 * Redacts numbers of payment cards: 13 to 19 digits, alone or in groups, of an issuer
 * that exists and with a right check digit.
 */
final class CardNumbers {

	/** How numbers are printed on cards. */
	private static final int[][] GROUPINGS = { { 4, 4, 4, 4, 3 }, { 4, 4, 4, 4 }, { 4, 6, 5 }, { 4, 6, 4 } };

	private final String text;

	private final StringBuilder redacted;

	private final StringBuilder digits = new StringBuilder();

	private final List<Group> groups = new ArrayList<>();

	private CardNumbers(String text) {
		this.text = text;
		this.redacted = new StringBuilder(text.length());
	}

	static String redact(String text) {
		return new CardNumbers(text).redacted();
	}

	private String redacted() {
		int at = 0;
		while (at < this.text.length()) {
			if (startsNumber(at)) {
				readNumber(at);
				appendNumber();
				at = last().end;
			}
			else {
				this.redacted.append(this.text.charAt(at++));
			}
		}
		return this.redacted.toString();
	}

	private boolean startsNumber(int index) {
		return isDigit(index) && (index == 0 || !isPartOfWord(index - 1));
	}

	/**
	 * Reads digits, with at most one blank or hyphen between two of them.
	 */
	private void readNumber(int start) {
		this.groups.clear();
		int at = start;
		while (isDigit(at)) {
			int from = at;
			while (isDigit(at)) {
				at++;
			}
			this.groups.add(new Group(from, at));
			at += isSeparator(at) ? 1 : 0;
		}
	}

	/**
	 * Appends a number, which may be that of a card, or have one in it, as in "4111 1111
	 * 1111 1111 12/26".
	 */
	private void appendNumber() {
		int at = this.groups.get(0).start;
		int group = 0;
		while (group < this.groups.size()) {
			int card = cardAt(group);
			Group first = this.groups.get(group);
			group += Math.max(1, card);
			int end = this.groups.get(group - 1).end;
			this.redacted.append(this.text, at, (card > 0) ? first.start : end)
				.append((card > 0) ? SecretRedactor.REPLACEMENT : "");
			at = end;
		}
	}

	/**
	 * How many groups from this one on make the number of a card, or 0.
	 */
	private int cardAt(int group) {
		if (group == 0 && isCard(0, this.groups.size())) {
			return this.groups.size();
		}
		for (int[] grouping : GROUPINGS) {
			if (isGrouped(group, grouping) && isCard(group, group + grouping.length)) {
				return grouping.length;
			}
		}
		return isCard(group, group + 1) ? 1 : 0;
	}

	private boolean isGrouped(int group, int[] grouping) {
		if (group + grouping.length > this.groups.size()) {
			return false;
		}
		for (int i = 0; i < grouping.length; i++) {
			if (this.groups.get(group + i).length() != grouping[i]) {
				return false;
			}
		}
		return true;
	}

	private boolean isDigit(int index) {
		return index < this.text.length() && this.text.charAt(index) >= '0' && this.text.charAt(index) <= '9';
	}

	private boolean isSeparator(int index) {
		return index < this.text.length() && (this.text.charAt(index) == ' ' || this.text.charAt(index) == '-');
	}

	/**
	 * Whether a character joins a number to a word, as in hashes.
	 */
	private boolean isPartOfWord(int index) {
		return isDigit(index) || (index < this.text.length() && this.text.charAt(index) < 128
				&& Character.isLetter(this.text.charAt(index)));
	}

	private Group last() {
		return this.groups.get(this.groups.size() - 1);
	}

	private boolean isCard(int from, int to) {
		this.digits.setLength(0);
		for (int i = from; i < to && this.digits.length() <= CardDigits.LONGEST; i++) {
			this.digits.append(this.text, this.groups.get(i).start, this.groups.get(i).end);
		}
		return !isPartOfWord(this.groups.get(to - 1).end) && CardDigits.areOfACard(this.digits);
	}

	private record Group(int start, int end) {

		int length() {
			return this.end - this.start;
		}

	}

}
