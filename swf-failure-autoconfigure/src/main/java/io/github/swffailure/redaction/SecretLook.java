// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

import java.util.Locale;

/**
 * Distinguishes values that look like secrets from words of a sentence.
 */
final class SecretLook {

	private static final int LONGEST = 64;

	private static final int SHORTEST = 8;

	private static final int DIGIT = 0;

	private static final int UPPER = 8;

	private static final int LOWER = 16;

	private static final int DOT = 24;

	private static final int SLASH = 32;

	private static final int DASH = 40;

	private static final int OTHER = 48;

	private static final String[] ENDINGS = { "ed", "ing", "able", "ible" };

	private final MeantText text;

	private final AbsentValues absent;

	SecretLook(MeantText text) {
		this.text = text;
		this.absent = new AbsentValues(text, this);
	}

	/**
	 * Whether there is no actual value: a word for "nothing", a mask or a placeholder.
	 */
	boolean isAbsent(int start) {
		return this.absent.isAbsent(start) || this.absent.isPlaceholder(start);
	}

	/**
	 * Whether words of a sentence follow: a word that often begins one, a participle, or
	 * two words.
	 */
	boolean isProse(int start) {
		int end = letters(start);
		if (end == start || Characters.isAlphanumeric(this.text.at(end)) || "=_-+$@".indexOf(this.text.at(end)) > 0) {
			return false;
		}
		if (isIn(Words.PROSE, start, end) && this.absent.isEnd(end)) {
			return !isSecret(this.text.skipBlanks(end, 2));
		}
		if (this.text.at(end) == ' ' && Characters.isQuote(this.text.at(end + 1))) {
			return Characters.isLetter(this.text.at(end + 2));
		}
		if (this.text.at(end) == ' ' && Characters.isLetter(this.text.at(end + 1))) {
			int second = letters(end + 1);
			char after = this.text.at(second);
			return second > end + 2 && " .,;!?'\")".indexOf(after) >= 0 || after == 0;
		}
		return isParticiple(start, end) && this.absent.isEnd(end);
	}

	/** Whether words of a sentence follow, as in {@code "must not be blank"}. */
	boolean isSentence(int start) {
		int end = letters(start);
		return isIn(Words.SENTENCE, start, end) && this.text.at(end) == ' ' && isProse(start);
	}

	/** Whether there is a single word that is not a value. */
	boolean isSingleWord(int start) {
		int end = letters(start);
		boolean stands = isIn(Words.PROSE, start, end) || isParticiple(start, end) || this.text.hasAt(start, "header");
		return stands && this.absent.isEnd(end);
	}

	/** Whether there is a word that does not begin a sentence. */
	boolean isWord(int start) {
		return isWord(this.text.at(start)) && !isProse(start);
	}

	boolean isNumber(int start) {
		int end = digits(start);
		end = (this.text.at(end) == '/') ? digits(end + 1) : end;
		return end > start && this.absent.isEnd(end);
	}

	/**
	 * Whether there is a count, as in {@code 3 left}, or a number in a path, as in
	 * {@code token:42:x}.
	 */
	boolean isCounted(int start) {
		int end = digits(start);
		boolean words = this.text.at(end) == ':'
				|| (this.text.at(end) == ' ' && Characters.isLetter(this.text.at(end + 1)));
		return end > start && (words || (this.text.hasAt(end, "ms") && this.absent.isEnd(end + 2)));
	}

	/**
	 * Whether there is the rest of a Maven coordinate, as in
	 * {@code io.jsonwebtoken:jjwt-api:0.12.6}.
	 */
	boolean isCoordinate(int start) {
		int end = start;
		while (end < start + LONGEST
				&& (Characters.isLower(this.text.at(end)) || "-:".indexOf(this.text.at(end)) >= 0)) {
			end++;
		}
		return end > start && this.text.at(end - 1) == ':' && Characters.isDigit(this.text.at(end));
	}

	/** Whether a word is the same as one before, as in {@code --password PASSWORD}. */
	boolean isName(int start, int name) {
		int end = letters(start);
		return end > start && this.absent.isEnd(end)
				&& this.text.hasAt(name, this.text.toString().substring(start, end).toLowerCase(Locale.ROOT));
	}

	/** Whether there is a constant such as {@code START_OBJECT}. */
	boolean isConstant(int start) {
		int end = start;
		while (end < start + LONGEST && (Characters.isUpper(this.text.at(end)) || this.text.at(end) == '_')) {
			end++;
		}
		return end > start && this.absent.isEnd(end);
	}

	private int digits(int start) {
		int end = start;
		while (end < start + LONGEST && (Characters.isDigit(this.text.at(end)) || this.text.at(end) == ',')) {
			end++;
		}
		return end;
	}

	private boolean isParticiple(int start, int end) {
		for (String ending : ENDINGS) {
			if (end - start > ending.length() + 2 && this.text.hasAt(end - ending.length(), ending)) {
				return true;
			}
		}
		return false;
	}

	private boolean isIn(int list, int start, int end) {
		return end > start && (Words.of(this.text, start, end) & list) != 0;
	}

	int letters(int start) {
		int end = start;
		while (end < start + 24 && Characters.isLetter(this.text.at(end))) {
			end++;
		}
		return end;
	}

	/** Whether a word looks like a secret: long, with letters and digits mixed. */
	boolean isSecret(int start) {
		long kinds = 0;
		int changes = 0;
		int last = -1;
		int i = start;
		for (char next = this.text.at(i); i < start + LONGEST && isWord(next); next = this.text.at(++i)) {
			int kind = kindOf(next);
			kinds += 1L << kind;
			changes += (last >= 0 && kind != last) ? 1 : 0;
			last = kind;
		}
		boolean asks = this.text.at(i) == '?' && Characters.isQuote(this.text.at(i + 1));
		boolean signed = count(kinds, DIGIT) > 1 && (asks || "!$#*@^~%".indexOf(this.text.at(i - 1)) >= 0);
		boolean mixed = count(kinds, DIGIT) > 0 && count(kinds, UPPER) + count(kinds, LOWER) > 2
				&& (changes > 2 || signed);
		return (i - start >= SHORTEST && mixed && !isOrdinary(start, kinds))
				|| (isInPassword(this.text.at(i)) && i > start && isPassword(start));
	}

	/**
	 * Whether there is a word with letters in both cases, digits and signs, as passwords
	 * require. If it has only signs that are also common in code, it needs two digits.
	 */
	private boolean isPassword(int start) {
		long kinds = 0;
		boolean sign = false;
		int i = start;
		for (char next = this.text.at(i); i < start + LONGEST
				&& (isWord(next) || isInPassword(next)); next = this.text.at(++i)) {
			kinds += 1L << kindOf(next);
			sign |= "$!@#%^*~".indexOf(next) >= 0;
		}
		return i - start >= SHORTEST && count(kinds, DIGIT) > (sign ? 0 : 1) && count(kinds, UPPER) > 0
				&& count(kinds, LOWER) > 0 && !isOrdinary(start, kinds);
	}

	private static boolean isInPassword(char any) {
		return any != 0 && ";&?<{[(|".indexOf(any) >= 0;
	}

	/** The count of a kind of characters, which is stored in eight bits. */
	private static int count(long kinds, int kind) {
		return (int) (kinds >>> kind) & 0xff;
	}

	private static int kindOf(char any) {
		return Characters.isDigit(any) ? DIGIT : Characters.isUpper(any) ? UPPER : Characters.isLetter(any) ? LOWER
				: (any == '.') ? DOT : (any == '/') ? SLASH : (any == '-') ? DASH : OTHER;
	}

	/** Whether a word is a time, a version, a type, a path, a file name or a UUID. */
	private boolean isOrdinary(int start, long kinds) {
		char first = this.text.at(start);
		boolean digit = Characters.isDigit(first);
		boolean date = digit && this.text.at(start + 4) == '-' && this.text.at(start + 7) == '-';
		boolean version = (first == 'v' || digit) && count(kinds, DOT) >= 2;
		boolean phrase = count(kinds, UPPER) == 0
				&& (count(kinds, DASH) > 0 || (count(kinds, SLASH) > 0 && count(kinds, DOT) > 0));
		int dot = letters(start);
		boolean type = Characters.isLower(first) && this.text.at(dot) == '.' && this.text.at(letters(dot + 1)) == '.';
		return first == '/' || first == '.' || date || version || phrase || type || count(kinds, DOT) >= 3
				|| count(kinds, SLASH) >= 3 || this.text.hasAt(start + 6, "with");
	}

	/** Whether there is a word followed by a secret, as in {@code Bearer x}. */
	boolean hasSecret(int start) {
		int end = start;
		while (end < start + LONGEST && Characters.isName(this.text.at(end))) {
			end++;
		}
		return this.text.at(end) == ' ' && isSecret(this.text.skipBlanks(end, 2));
	}

	private static boolean isWord(char any) {
		return Characters.isAlphanumeric(any) || "_-+/.$!@#%^*~".indexOf(any) >= 0 && any != 0;
	}

}
