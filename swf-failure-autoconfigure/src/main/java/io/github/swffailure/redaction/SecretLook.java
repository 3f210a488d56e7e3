package io.github.swffailure.redaction;

import java.util.Set;

/**
 * What values look like: secrets, or words of a sentence.
 */
final class SecretLook {

	private static final int LONGEST = 64;

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
		return (PROSE.contains(word) || isParticiple(word)) && this.absent.isEnd(end);
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
