// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

import java.util.Arrays;
import java.util.List;

/**
 * Names that secrets go by, in any case style and as a part of a property path.
 */
final class SecretNames {

	/** What a name says of its value. */
	enum Kind {

		/** Nothing. */
		NONE,

		/** It is secret if it looks like that. */
		MAYBE,

		/** It is secret. */
		SECRET,

		/** A part of its path says that it is secret. */
		PATH,

		/** It is secret, and so is the rest of its line. */
		HEADER

	}

	private static final int LONGEST = 128;

	private static final int MOST_WORDS = 32;

	/** Other letters than those of English are no part of a name, but may touch it. */
	private static final char FIRST_OTHER = 128;

	/** Ends of names that are written as one word, by their last letters. */
	private static final String[][] ENDS = new String[26][0];

	static {
		for (String end : List.of("password", "passwd", "pwd", "sessionid", "passwords", "credentials", "creds",
				"passphrase", "secret", "passwort", "kennwort", "jwt", "token", "credential", "apikey", "accesskey",
				"secretkey", "privatekey", "authkey", "accountkey", "sharedkey")) {
			int letter = end.charAt(end.length() - 1) - 'a';
			ENDS[letter] = Arrays.copyOf(ENDS[letter], ENDS[letter].length + 1);
			ENDS[letter][ENDS[letter].length - 1] = end;
		}
	}

	private final MeantText text;

	/** The words of the part of a name that is looked at, the last one first. */
	private final int[] starts = new int[MOST_WORDS];

	private final int[] ends = new int[MOST_WORDS];

	private final int[] lists = new int[MOST_WORDS];

	private int words;

	private int lastStart = -1;

	private int lastEnd;

	private Kind lastKind = Kind.NONE;

	SecretNames(MeantText text) {
		this.text = text;
	}

	/**
	 * What a name says, be it one word or a path.
	 * @param start where the name starts
	 * @param end where it ends
	 */
	Kind kindOf(int start, int end) {
		if (start != this.lastStart || end != this.lastEnd) {
			this.lastStart = start;
			this.lastEnd = end;
			this.lastKind = find(start, end);
		}
		return this.lastKind;
	}

	private Kind find(int start, int end) {
		int first = Math.max(this.text.hasAt(start, "-d") ? start + 2 : start, end - LONGEST);
		Kind kind = Kind.NONE;
		int segmentEnd = end;
		while (segmentEnd > first || segmentEnd == end) {
			int segment = readSegment(first, segmentEnd);
			Kind own = (end - segment == 5 && this.text.hasAt(segment, "_auth")) ? Kind.SECRET : kindOfSegment();
			if (segmentEnd == end) {
				kind = own;
			}
			else if (own == Kind.SECRET) {
				return Kind.PATH;
			}
			if (own == Kind.SECRET || own == Kind.HEADER || (this.words > 0 && isIn(0, Words.ABOUT))) {
				return kind;
			}
			segmentEnd = segment - 1;
		}
		return kind;
	}

	/**
	 * Splits the last segment of a path, as {@code X-Auth-Key}, {@code dbPassword} and
	 * {@code DB_PASS2}, into words.
	 * @return where the segment starts
	 */
	private int readSegment(int first, int end) {
		this.words = 0;
		int wordEnd = end;
		char after = 0;
		char next = (end > first) ? this.text.at(end - 1) : '.';
		int i = end - 1;
		while (i >= first && next != '.') {
			char before = (i > first) ? this.text.at(i - 1) : '.';
			boolean in = Characters.isAlphanumeric(next);
			if (!in) {
				wordEnd = i;
			}
			else if (before == '.' || !Characters.isAlphanumeric(before) || startsWord(before, next, after)) {
				add(i, wordEnd);
				wordEnd = i;
			}
			after = next;
			next = before;
			i--;
		}
		return i + 1;
	}

	private void add(int start, int end) {
		if (this.words == MOST_WORDS) {
			return;
		}
		this.starts[this.words] = start;
		this.ends[this.words] = end;
		this.lists[this.words++] = Words.of(this.text, start, end);
	}

	private static boolean startsWord(char before, char next, char after) {
		if (Characters.isDigit(next) != Characters.isDigit(before) || next >= FIRST_OTHER != before >= FIRST_OTHER) {
			return true;
		}
		return Characters.isUpper(next)
				&& (Characters.isLower(before) || (Characters.isUpper(before) && Characters.isLower(after)));
	}

	private boolean isIn(int word, int list) {
		return word < this.words && (this.lists[word] & list) != 0;
	}

	private boolean is(int word, String letters) {
		return word < this.words && this.ends[word] - this.starts[word] == letters.length()
				&& this.text.hasAt(this.starts[word], letters);
	}

	private boolean endsWith(int word, String letters) {
		return word < this.words && this.ends[word] - this.starts[word] >= letters.length()
				&& this.text.hasAt(this.ends[word] - letters.length(), letters);
	}

	private Kind kindOfSegment() {
		if (this.words == 0) {
			return Kind.NONE;
		}
		int pair = (this.words > 1) ? Words.of(this.text, this.starts[1], this.ends[0]) : 0;
		if ((pair & (Words.SECRET_PAIR | Words.MAYBE_PAIR)) != 0) {
			return ((pair & Words.SECRET_PAIR) != 0) ? Kind.SECRET : Kind.MAYBE;
		}
		int last = 0;
		while (last + 1 < this.words && isNeutral(last)) {
			last++;
		}
		Kind kind = kindOf(last);
		return (kind == Kind.NONE && !isIn(last, Words.ABOUT) && hasSecret(last + 1)) ? Kind.MAYBE : kind;
	}

	private boolean isNeutral(int word) {
		return isIn(word, Words.NEUTRAL) || Characters.isDigit(this.text.at(this.starts[word]));
	}

	private boolean hasSecret(int from) {
		for (int i = from; i < this.words; i++) {
			if (isIn(i, Words.SECRET)) {
				return true;
			}
		}
		return false;
	}

	private Kind kindOf(int last) {
		if (is(last, "key") || is(last, "keys")) {
			return kindOfKey(last + 1);
		}
		boolean token = is(last, "token") || is(last, "tokens");
		if (token
				&& (isIn(last + 1, Words.COUNTED) || (last + 1 < this.words && isIn(this.words - 1, Words.COUNTED)))) {
			return Kind.NONE;
		}
		if (token && isIn(last + 1, Words.PAGING)) {
			return Kind.NONE;
		}
		if (isIn(last + 1, Words.SIGNED) && is(last, "signature")) {
			return Kind.SECRET;
		}
		if (endsWith(last, "cookie") || endsWith(last, "cookies")) {
			return (this.ends[last] - this.starts[last] > 7) ? Kind.MAYBE : Kind.HEADER;
		}
		if (isIn(last, Words.SECRET)) {
			return Kind.SECRET;
		}
		if (endsWith(last, "authorization")) {
			return is(last + 1, "pre") ? Kind.NONE : Kind.HEADER;
		}
		return hasSecretEnd(last) ? Kind.SECRET : isMaybe(last) ? Kind.MAYBE : Kind.NONE;
	}

	private boolean isMaybe(int last) {
		boolean code = is(last, "code");
		boolean alone = last + 1 >= this.words || !(code || is(last, "state"));
		return (isIn(last, Words.MAYBE) && alone) || (code && isIn(last + 1, Words.CODE_OF));
	}

	private boolean hasSecretEnd(int word) {
		if (word >= this.words) {
			return false;
		}
		if (endsWith(word, "pass") && this.ends[word] - this.starts[word] > 4) {
			return !isIn(word, Words.PASS_WORD);
		}
		char letter = MeantText.lower(this.text.at(this.ends[word] - 1));
		for (String end : Characters.isLower(letter) ? ENDS[letter - 'a'] : new String[0]) {
			if (endsWith(word, end)) {
				return true;
			}
		}
		return false;
	}

	private Kind kindOfKey(int before) {
		if (isIn(before, Words.PUBLIC_KEY)) {
			return Kind.NONE;
		}
		boolean secret = isIn(before, Words.KEY_OF) || hasSecretEnd(before) || hasSecret(before);
		return secret ? Kind.SECRET : Kind.MAYBE;
	}

	/**
	 * Whether a name is one whose value is a signature or credentials, or neither.
	 */
	boolean isSignature(int end) {
		return this.text.hasAt(end - 3, "sig") || this.text.hasAt(end - 9, "signature")
				|| this.text.hasAt(end - 4, "auth");
	}

}
