package io.github.swffailure.redaction;

import java.util.Set;

/**
 * What values look like: secrets, words of a sentence, or what stands for no value.
 */
final class SecretLook {

	private static final int LONGEST = 64;

	private static final Set<String> ABSENT = Characters.words("""
			null none nil undefined true false unset empty absent present redacted protected hidden masked
			filtered sensitive omitted removed secret provided set unspecified n/a na xxx confidential private
			blank secured suppressed obfuscated encrypted
			""");

	private static final Set<String> PROSE = Characters.words("""
			must is are was were not no yes required missing invalid incorrect wrong cannot could should does
			did may has have the an a for in from to of unknown expected unexpected and or with at too bad ok
			okay good done valid on off failure error illegal corrupt mismatch stale by as via default this that
			your unauthorized forbidden weak unavailable optional mandatory failing eof please can unable
			unreadable null
			""");

	/** What sentences about values begin with. */
	private static final Set<String> SENTENCE = Set.of("must", "is", "cannot", "can", "should", "may", "has", "does",
			"required", "missing", "invalid", "incorrect", "not", "no", "please", "was", "too");

	private static final String[] ENDINGS = { "ed", "ing", "able", "ible" };

	private final MeantText text;

	private final ValueEnds ends;

	SecretLook(MeantText text) {
		this.text = text;
		this.ends = new ValueEnds(text);
	}

	/**
	 * Whether a value stands for none, or has been masked already.
	 */
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
		return ABSENT.contains(word(i, end)) && isEnd(end) || (end > i && startsWithAbsent(i));
	}

	/**
	 * Whether what opens right before an index closes there.
	 */
	private boolean closes(int index) {
		char before = this.text.at(index - 1);
		char closing = Characters.isQuote(before) ? before : Characters.closing(before);
		return this.text.at(index) == closing && Characters.isDelimiter(this.text.at(index + 1));
	}

	private boolean startsWithAbsent(int start) {
		int end = letters(start);
		return ABSENT.contains(word(start, end)) && isEnd(end) && this.text.at(end) != '='
				&& !isSecret(this.text.skipBlanks(end, 2));
	}

	private boolean isEnd(int index) {
		char next = this.text.at(index);
		if (",;.&|".indexOf(next) >= 0 && next != 0) {
			char after = this.text.at(index + 1);
			return !Characters.isAlphanumeric(after) || this.ends.startsEntry(index + 1);
		}
		return next == 0 || Characters.isSpace(next) || ")]}>\"'*<`".indexOf(next) >= 0;
	}

	/**
	 * Whether something stands that hides a value: asterisks and the like.
	 */
	private boolean isMask(int start) {
		char mask = this.text.at(start);
		if ("*xX.#\u2022\u25cf?_".indexOf(mask) < 0 || mask == 0) {
			return false;
		}
		int i = start;
		while (this.text.at(i) == mask) {
			i++;
		}
		return isEnd(i) && (i > start + 1 || mask == '*' || mask == '?');
	}

	/**
	 * Whether a placeholder stands somewhere, of which others make the value.
	 */
	boolean isPlaceholder(int start) {
		char first = this.text.at(start);
		if (first == '%' && this.text.at(start + 1) == 's') {
			return isEnd(start + 2);
		}
		if (first == ':' || (first == '$' && Characters.isUpper(this.text.at(start + 1)))) {
			return isEnd(variableEnd(start + 1, first == '$')) && variableEnd(start + 1, first == '$') > start + 1;
		}
		if ("$#{".indexOf(first) < 0 || first == 0 || this.text.at(start + 1) != '{') {
			return false;
		}
		int end = start + 2;
		while (end < start + LONGEST && (Characters.isName(this.text.at(end)) || ":#{ ()'".indexOf(this.text.at(end)) > 0)) {
			end++;
		}
		return this.text.at(end) == '}' || this.text.at(end) == ':';
	}

	private int variableEnd(int start, boolean upper) {
		int end = start;
		while (end < start + LONGEST && (this.text.at(end) == '_' || Characters.isUpper(this.text.at(end))
				|| (!upper && Characters.isLetter(this.text.at(end))))) {
			end++;
		}
		return end;
	}

	/**
	 * Whether words of a sentence follow: a word that begins one, a participle, or two
	 * words.
	 */
	boolean isProse(int start) {
		int end = letters(start);
		String word = word(start, end);
		if (word.isEmpty() || Characters.isAlphanumeric(this.text.at(end)) || "=_-+$@".indexOf(this.text.at(end)) > 0) {
			return false;
		}
		if (PROSE.contains(word) && isEnd(end)) {
			return !isSecret(this.text.skipBlanks(end, 2));
		}
		if (this.text.at(end) == ' ' && Characters.isLetter(this.text.at(end + 1))) {
			int second = letters(end + 1);
			char after = this.text.at(second);
			return second > end + 2 && " .,;!?'\")".indexOf(after) >= 0 || after == 0;
		}
		return isParticiple(word) && isEnd(end);
	}

	/**
	 * Whether words of a sentence follow, as in {@code "must not be blank"}.
	 */
	boolean isSentence(int start) {
		int end = letters(start);
		return SENTENCE.contains(word(start, end)) && this.text.at(end) == ' ' && isProse(start);
	}

	/**
	 * Whether a word stands somewhere that takes the place of a value, and nothing else.
	 */
	boolean isSingleWord(int start) {
		int end = letters(start);
		String word = word(start, end);
		return (PROSE.contains(word) || isParticiple(word)) && isEnd(end);
	}

	/**
	 * Whether some word stands somewhere, not a sentence.
	 */
	boolean isWord(int start) {
		return isWord(this.text.at(start)) && !isProse(start);
	}

	boolean isNumber(int start) {
		int end = digits(start);
		return end > start && isEnd(end);
	}

	/**
	 * Whether a number of something stands somewhere, as in {@code 3 left}, or one in a
	 * path, as in {@code token:42:x}.
	 */
	boolean isCounted(int start) {
		int end = digits(start);
		return end > start && (this.text.at(end) == ':'
				|| (this.text.at(end) == ' ' && Characters.isLetter(this.text.at(end + 1))));
	}

	/**
	 * Whether a word stands somewhere such as {@code START_OBJECT}.
	 */
	boolean isConstant(int start) {
		int end = start;
		while (end < start + LONGEST && (Characters.isUpper(this.text.at(end)) || this.text.at(end) == '_')) {
			end++;
		}
		return end > start && isEnd(end);
	}

	private int digits(int start) {
		int end = start;
		while (end < start + LONGEST && (Characters.isDigit(this.text.at(end)) || this.text.at(end) == ',')) {
			end++;
		}
		return end;
	}

	private static boolean isParticiple(String word) {
		for (String ending : ENDINGS) {
			if (word.length() > ending.length() + 2 && word.endsWith(ending)) {
				return true;
			}
		}
		return false;
	}

	private int letters(int start) {
		int end = start;
		while (end < start + 24 && Characters.isLetter(this.text.at(end))) {
			end++;
		}
		return end;
	}

	private String word(int start, int end) {
		StringBuilder word = new StringBuilder();
		for (int i = start; i < end; i++) {
			word.append(MeantText.lower(this.text.at(i)));
		}
		return word.toString();
	}

	/**
	 * Whether a word looks like a secret, though nothing says that it is one: long, with
	 * letters and digits mixed.
	 */
	boolean isSecret(int start) {
		int digits = 0;
		int letters = 0;
		int changes = 0;
		int i = start;
		int kind = -1;
		for (; i < start + LONGEST && isWord(this.text.at(i)); i++) {
			char next = this.text.at(i);
			int own = Characters.isDigit(next) ? 0 : Characters.isUpper(next) ? 1 : Characters.isLetter(next) ? 2 : 3;
			digits += (own == 0) ? 1 : 0;
			letters += (own == 1 || own == 2) ? 1 : 0;
			changes += (kind >= 0 && own != kind) ? 1 : 0;
			kind = own;
		}
		int length = i - start;
		boolean mixed = digits > 0 && letters > 2 && changes > 2;
		return length >= 8 && mixed && !isOrdinary(start, i);
	}

	/**
	 * Whether a word and then a secret stand somewhere, as in {@code Bearer x}.
	 */
	boolean hasSecret(int start) {
		int end = letters(start);
		return this.text.at(end) == ' ' && isSecret(this.text.skipBlanks(end, 2));
	}

	private static boolean isWord(char any) {
		return Characters.isAlphanumeric(any) || "_-+/=.$!@#%^*~".indexOf(any) >= 0 && any != 0;
	}

	/**
	 * Whether a word is a time, a version, a path, the name of a file or a UUID.
	 */
	private boolean isOrdinary(int start, int end) {
		char first = this.text.at(start);
		if (first == '/' || first == '.'
				|| (Characters.isDigit(first) && this.text.at(start + 4) == '-' && this.text.at(start + 7) == '-')) {
			return true;
		}
		int dots = 0;
		int slashes = 0;
		int dashes = 0;
		boolean upper = false;
		for (int i = start; i < end; i++) {
			char next = this.text.at(i);
			dots += (next == '.') ? 1 : 0;
			slashes += (next == '/') ? 1 : 0;
			dashes += (next == '-') ? 1 : 0;
			upper |= Characters.isUpper(next);
		}
		boolean version = (first == 'v' || Characters.isDigit(first)) && dots >= 2;
		boolean phrase = dashes > 0 && !upper;
		return version || phrase || dots >= 3 || slashes >= 3;
	}

}
