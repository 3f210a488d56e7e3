package io.github.swffailure.redaction;

import java.util.Set;

/**
 * What values look like: secrets, or words of a sentence.
 */
final class SecretLook {

	private static final int LONGEST = 64;

	private static final int SHORTEST = 8;

	private static final int DIGIT = 0;

	private static final int UPPER = 1;

	private static final int LOWER = 2;

	private static final int DOT = 3;

	private static final int SLASH = 4;

	private static final int DASH = 5;

	private static final int OTHER = 6;

	private static final int KINDS = 7;

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

	private final AbsentValues absent;

	SecretLook(MeantText text) {
		this.text = text;
		this.absent = new AbsentValues(text, this);
	}

	/**
	 * Whether a value stands for none, has been masked already, or is a placeholder.
	 */
	boolean isAbsent(int start) {
		return this.absent.isAbsent(start) || this.absent.isPlaceholder(start);
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
		if (PROSE.contains(word) && this.absent.isEnd(end)) {
			return !isSecret(this.text.skipBlanks(end, 2));
		}
		if (this.text.at(end) == ' ' && Characters.isLetter(this.text.at(end + 1))) {
			int second = letters(end + 1);
			char after = this.text.at(second);
			return second > end + 2 && " .,;!?'\")".indexOf(after) >= 0 || after == 0;
		}
		return isParticiple(word) && this.absent.isEnd(end);
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
		boolean stands = PROSE.contains(word) || isParticiple(word) || word.startsWith("header");
		return stands && this.absent.isEnd(end);
	}

	/**
	 * Whether some word stands somewhere, not a sentence.
	 */
	boolean isWord(int start) {
		return isWord(this.text.at(start)) && !isProse(start);
	}

	boolean isNumber(int start) {
		int end = digits(start);
		return end > start && this.absent.isEnd(end);
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
		return end > start && this.absent.isEnd(end);
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

	int letters(int start) {
		int end = start;
		while (end < start + 24 && Characters.isLetter(this.text.at(end))) {
			end++;
		}
		return end;
	}

	String word(int start, int end) {
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
		int[] kinds = new int[KINDS];
		int changes = 0;
		int last = -1;
		int i = start;
		for (char next = this.text.at(i); i < start + LONGEST && isWord(next); next = this.text.at(++i)) {
			int kind = kindOf(next);
			kinds[kind]++;
			changes += (last >= 0 && kind != last) ? 1 : 0;
			last = kind;
		}
		boolean mixed = kinds[DIGIT] > 0 && kinds[UPPER] + kinds[LOWER] > 2 && changes > 2;
		return (i - start >= SHORTEST && mixed && !isOrdinary(start, kinds))
				|| (";&".indexOf(this.text.at(i)) >= 0 && i > start && isPassword(start));
	}

	/**
	 * Whether a word of letters in both cases, digits and signs stands somewhere, as
	 * passwords have to have.
	 */
	private boolean isPassword(int start) {
		int[] kinds = new int[KINDS];
		boolean sign = false;
		int i = start;
		for (char next = this.text.at(i); i < start + LONGEST
				&& (isWord(next) || (next != 0 && ";&".indexOf(next) >= 0)); next = this.text.at(++i)) {
			kinds[kindOf(next)]++;
			sign |= "$!@#%^*~".indexOf(next) >= 0;
		}
		return sign && i - start >= SHORTEST && kinds[DIGIT] > 0 && kinds[UPPER] > 0 && kinds[LOWER] > 0
				&& !isOrdinary(start, kinds);
	}

	private static int kindOf(char any) {
		return Characters.isDigit(any) ? DIGIT : Characters.isUpper(any) ? UPPER : Characters.isLetter(any) ? LOWER
				: (any == '.') ? DOT : (any == '/') ? SLASH : (any == '-') ? DASH : OTHER;
	}

	/**
	 * Whether a word is a time, a version, a path, the name of a file or a UUID.
	 */
	private boolean isOrdinary(int start, int[] kinds) {
		char first = this.text.at(start);
		boolean digit = Characters.isDigit(first);
		boolean date = digit && this.text.at(start + 4) == '-' && this.text.at(start + 7) == '-';
		boolean version = (first == 'v' || digit) && kinds[DOT] >= 2;
		boolean phrase = kinds[DASH] > 0 && kinds[UPPER] == 0;
		return first == '/' || first == '.' || date || version || phrase || kinds[DOT] >= 3 || kinds[SLASH] >= 3;
	}

	/**
	 * Whether a word and then a secret stand somewhere, as in {@code Bearer x}.
	 */
	boolean hasSecret(int start) {
		int end = letters(start);
		return this.text.at(end) == ' ' && isSecret(this.text.skipBlanks(end, 2));
	}

	private static boolean isWord(char any) {
		return Characters.isAlphanumeric(any) || "_-+/.$!@#%^*~".indexOf(any) >= 0 && any != 0;
	}

}
