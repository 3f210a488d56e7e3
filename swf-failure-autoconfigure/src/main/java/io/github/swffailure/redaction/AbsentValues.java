// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

/**
 * Recognizes texts in place of a value: words for "nothing", masks, placeholders.
 */
final class AbsentValues {

	private static final int MOST_TEMPLATE = 256;

	private static final int LONGEST = 64;

	private final MeantText text;

	private final ValueEnds ends;

	private final SecretLook look;

	AbsentValues(MeantText text, SecretLook look) {
		this.text = text;
		this.ends = new ValueEnds(text);
		this.look = look;
	}

	/** Whether there is a word for "nothing" or a mask in place of a value. */
	boolean isAbsent(int start) {
		int i = start;
		while (i < start + 4 && "[<({\"'*".indexOf(this.text.at(i)) >= 0 && this.text.at(i) != 0) {
			i++;
		}
		if (isMask(start) || (i > start && (isMask(i) || closes(i)))) {
			return true;
		}
		int end = i;
		while (end < i + 16 && (Characters.isLetter(this.text.at(end)) || " /".indexOf(this.text.at(end)) >= 0)) {
			end++;
		}
		while (end > i && this.text.at(end - 1) == ' ') {
			end--;
		}
		return isWordForNothing(i, end) && isEnd(end) || (end > i && startsWithAbsent(i));
	}

	private boolean isWordForNothing(int start, int end) {
		return end > start && (Words.of(this.text, start, end) & Words.ABSENT) != 0;
	}

	/** Whether the quote or bracket before an index closes there. */
	private boolean closes(int index) {
		char before = this.text.at(index - 1);
		char closing = Characters.isQuote(before) ? before : Characters.closing(before);
		char after = this.text.at(index + 1);
		return this.text.at(index) == closing && Characters.isDelimiter(after) && (after != closing
				|| !Characters.isQuote(before) || this.text.level(index + 1) != this.text.level(index));
	}

	private boolean startsWithAbsent(int start) {
		int end = this.look.letters(start);
		return isWordForNothing(start, end) && isEnd(end) && this.text.at(end) != '='
				&& !this.look.isSecret(this.text.skipBlanks(end, 2));
	}

	boolean isEnd(int index) {
		char next = this.text.at(index);
		if (",;.&|".indexOf(next) >= 0 && next != 0) {
			char after = this.text.at(index + 1);
			return !Characters.isAlphanumeric(after) || this.ends.startsEntry(index + 1);
		}
		return next == 0 || Characters.isSpace(next) || ")]}>\"'*<`".indexOf(next) >= 0;
	}

	/** Whether there is a mask, for example asterisks. */
	private boolean isMask(int start) {
		char mask = this.text.at(start);
		if ("*xX.#\u2022\u25cf?_-".indexOf(mask) < 0 || mask == 0) {
			return false;
		}
		int i = start;
		while (this.text.at(i) == mask) {
			i++;
		}
		return isEnd(i) && (i > start + 1 || mask == '*' || mask == '?');
	}

	/**
	 * Whether there is a placeholder, or what Java prints for an array or an object.
	 */
	boolean isPlaceholder(int start) {
		char first = this.text.at(start);
		if ((first == '[' && this.text.at(start + 2) == '@' && Characters.isUpper(this.text.at(start + 1)))
				|| (first == '<' && isNameInAngles(start + 1)) || (Characters.isLower(first) && isIdentity(start))) {
			return true;
		}
		if (first == '%' || (first == '$' && this.text.at(start + 1) == '(')) {
			return isShellVariable(start, (first == '%') ? start + 1 : start + 2);
		}
		if ((first == '$' || first == '?') && Characters.isDigit(this.text.at(start + 1))) {
			return isEnd(start + 2) || (Characters.isDigit(this.text.at(start + 2)) && isEnd(start + 3));
		}
		if (first == ':' || (first == '$' && Characters.isUpper(this.text.at(start + 1)))) {
			return isEnd(variableEnd(start + 1, first == '$')) && variableEnd(start + 1, first == '$') > start + 1;
		}
		if ("$#{".indexOf(first) < 0 || first == 0 || this.text.at(start + 1) != '{') {
			return false;
		}
		int end = start + 2;
		while (end < start + LONGEST
				&& (Characters.isName(this.text.at(end)) || ":#{ ()'".indexOf(this.text.at(end)) > 0)) {
			end++;
		}
		return this.text.at(end) == '}' || this.text.at(end) == ':';
	}

	/** Whether a quoted text contains a placeholder. */
	static boolean isTemplate(MeantText text, int start) {
		int i = start + 1;
		while (i < start + MOST_TEMPLATE && text.at(i) != text.at(start) && !text.hasAt(i, "${")) {
			i++;
		}
		return text.hasAt(i, "${");
	}

	/** As in {@code javax.crypto.spec.SecretKeySpec@fffe8f5a}. */
	private boolean isIdentity(int start) {
		int dots = 0;
		int end = start;
		for (; end < start + LONGEST && (Characters.isLower(this.text.at(end)) || this.text.at(end) == '.'); end++) {
			dots += (this.text.at(end) == '.') ? 1 : 0;
		}
		while (dots > 1 && end < start + MOST_TEMPLATE && Characters.isName(this.text.at(end))) {
			end++;
		}
		int hash = end + 1;
		while (hash < end + 9 && Character.digit(this.text.at(hash), 16) >= 0) {
			hash++;
		}
		return dots > 1 && this.text.at(end) == '@' && hash > end + 1 && isEnd(hash);
	}

	/** As in {@code %TOKEN%}, {@code %s}, {@code $(TOKEN)} and {@code $(cat token)}. */
	private boolean isShellVariable(int start, int name) {
		int end = variableEnd(name, name == start + 1);
		return this.text.hasAt(start, "%s") ? isEnd(start + 2) : end > name && ((name == start + 1)
				? this.text.at(end) == '%' && isEnd(end + 1) : ") ".indexOf(this.text.at(end)) >= 0);
	}

	/** As in {@code <token>}, {@code <your-api-key>} and {@code <apiToken>}. */
	private boolean isNameInAngles(int start) {
		int end = start;
		int word = start;
		while (end < start + LONGEST
				&& (Characters.isLetter(this.text.at(end)) || "-_ ".indexOf(this.text.at(end)) >= 0)) {
			boolean hump = Characters.isUpper(this.text.at(end)) && Characters.isLower(this.text.at(end - 1));
			word = hump ? end : Characters.isLetter(this.text.at(end)) ? word : end + 1;
			end++;
		}
		return this.text.at(end) == '>'
				&& ((Words.of(this.text, word, end) & Words.SECRET) != 0 || this.text.hasAt(end - 3, "key>"));
	}

	private int variableEnd(int start, boolean upper) {
		int end = start;
		while (end < start + LONGEST && (this.text.at(end) == '_' || Characters.isUpper(this.text.at(end))
				|| (!upper && Characters.isLetter(this.text.at(end))))) {
			end++;
		}
		return end;
	}

}
