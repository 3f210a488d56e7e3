// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

import java.util.Arrays;
import java.util.List;

/**
 * Recognizes names of secrets, in any case style and as part of a property path.
 */
final class SecretNames {

	/** What a name means for its value. */
	enum Kind {

		/** Nothing. */
		NONE,

		/** It is secret if it looks like a secret. */
		MAYBE,

		/** It is secret. */
		SECRET,

		/** It is secret because of another segment of its path. */
		PATH,

		/** It is secret, and so is the rest of its line. */
		HEADER

	}

	private static final int LONGEST = 128;

	/** Endings of names that are written as one word, by last letter. */
	private static final String[][] ENDS = new String[26][0];

	static {
		for (String end : List.of("password", "passwd", "pwd", "sessionid", "passwords", "credentials", "creds",
				"passphrase", "secret", "passwort", "kennwort", "jwt", "token", "credential", "apikey", "accesskey",
				"secretkey", "privatekey", "authkey", "accountkey", "sharedkey", "clientkey", "appkey", "masterkey",
				"cryptionkey", "privkey", "pw")) {
			int letter = end.charAt(end.length() - 1) - 'a';
			ENDS[letter] = Arrays.copyOf(ENDS[letter], ENDS[letter].length + 1);
			ENDS[letter][ENDS[letter].length - 1] = end;
		}
	}

	private final MeantText text;

	private final NameWords words;

	private int lastStart = -1;

	private int lastEnd;

	private Kind lastKind = Kind.NONE;

	SecretNames(MeantText text) {
		this.text = text;
		this.words = new NameWords(text);
	}

	/**
	 * The kind of a name, which may be a word or a path.
	 * @param start the start of the name
	 * @param end the end of the name
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
			int segment = this.words.read(first, segmentEnd);
			boolean whole = (end - segment == 5 && this.text.hasAt(segment, "_auth"))
					|| this.text.hasAt(end - 14, "auth.user.info");
			Kind own = whole ? Kind.SECRET : kindOfSegment();
			if (segmentEnd == end) {
				kind = own;
			}
			else if (own == Kind.SECRET) {
				return Kind.PATH;
			}
			if (own == Kind.SECRET || own == Kind.HEADER || this.words.isIn(0, Words.ABOUT)) {
				return kind;
			}
			segmentEnd = segment - 1;
		}
		return kind;
	}

	private Kind kindOfSegment() {
		if (this.words.count() == 0) {
			return Kind.NONE;
		}
		int pair = this.words.lastPair();
		if ((pair & Words.PASS_WORD) != 0) {
			return Kind.NONE;
		}
		if ((pair & (Words.SECRET_PAIR | Words.MAYBE_PAIR)) != 0) {
			return ((pair & Words.SECRET_PAIR) != 0) ? Kind.SECRET : Kind.MAYBE;
		}
		int last = 0;
		while (last + 1 < this.words.count() && isNeutral(last)) {
			last++;
		}
		Kind kind = kindOf(last);
		return (kind == Kind.NONE && !this.words.isIn(last, Words.ABOUT) && hasSecret(last + 1)) ? Kind.MAYBE : kind;
	}

	private boolean isNeutral(int word) {
		return this.words.isIn(word, Words.NEUTRAL) || this.words.isNumber(word);
	}

	private boolean hasSecret(int from) {
		for (int i = from; i < this.words.count(); i++) {
			if (this.words.isIn(i, Words.SECRET)) {
				return true;
			}
		}
		return false;
	}

	private Kind kindOf(int last) {
		if (this.words.is(last, "key") || this.words.is(last, "keys")) {
			return kindOfKey(last + 1);
		}
		if ((this.words.is(last, "token") || this.words.is(last, "tokens")) && isCountOrPlace(last + 1)) {
			return Kind.NONE;
		}
		if (this.words.isIn(last + 1, Words.SIGNED) && this.words.is(last, "signature")) {
			return this.words.is(last + 1, "stripe") ? Kind.HEADER : Kind.SECRET;
		}
		if (this.words.endsWith(last, "cookie") || this.words.endsWith(last, "cookies")) {
			return (this.words.length(last) > 7) ? Kind.MAYBE : Kind.HEADER;
		}
		if (this.words.isIn(last, Words.SECRET)) {
			return Kind.SECRET;
		}
		if (this.words.endsWith(last, "authorization")) {
			return this.words.is(last + 1, "pre") ? Kind.NONE : Kind.HEADER;
		}
		return hasSecretEnd(last) ? Kind.SECRET : isMaybe(last) ? Kind.MAYBE : Kind.NONE;
	}

	/** Whether tokens are counted, or mark a position in a list. */
	private boolean isCountOrPlace(int before) {
		return this.words.isIn(before, Words.COUNTED) || this.words.isIn(before, Words.PAGING)
				|| (before < this.words.count() && this.words.isIn(this.words.count() - 1, Words.COUNTED));
	}

	private boolean isMaybe(int last) {
		boolean code = this.words.is(last, "code");
		boolean alone = last + 1 >= this.words.count() || !(code || this.words.is(last, "state"));
		return (this.words.isIn(last, Words.MAYBE) && alone) || (code && this.words.isIn(last + 1, Words.CODE_OF));
	}

	private boolean hasSecretEnd(int word) {
		if (word >= this.words.count()) {
			return false;
		}
		if (this.words.endsWith(word, "pass") && this.words.length(word) > 4) {
			return !this.words.isIn(word, Words.PASS_WORD);
		}
		if (this.words.isIn(word, Words.KEY_OF, "key")) {
			return true;
		}
		char letter = MeantText.lower(this.words.end(word));
		for (String end : Characters.isLower(letter) ? ENDS[letter - 'a'] : new String[0]) {
			if (this.words.endsWith(word, end)) {
				return true;
			}
		}
		return false;
	}

	private Kind kindOfKey(int before) {
		if (this.words.isIn(before, Words.PUBLIC_KEY)) {
			return Kind.NONE;
		}
		boolean secret = this.words.isIn(before, Words.KEY_OF) || hasSecretEnd(before) || hasSecret(before);
		return secret ? Kind.SECRET : Kind.MAYBE;
	}

	/** Whether a name often means something else, such as {@code cache-key}. */
	boolean isCommon(int end) {
		return this.text.hasAt(end - 3, "key") || this.text.hasAt(end - 4, "code") || this.text.hasAt(end - 5, "state")
				|| Characters.isDigit(this.text.at(end - 1));
	}

	/** Whether there is a name of a secret that consists of several words. */
	boolean isNameOfSecret(int start) {
		int end = start;
		boolean words = false;
		while (end < start + LONGEST && Characters.isName(this.text.at(end))) {
			words |= "_.-".indexOf(this.text.at(end)) >= 0;
			end++;
		}
		return words && kindOf(start, end) == Kind.SECRET;
	}

	/** Whether the value of a name may be an ordinary word. */
	boolean isPassword(int end) {
		return this.text.hasAt(end - 4, "word") || this.text.hasAt(end - 2, "wd") || this.text.hasAt(end - 2, "pw")
				|| this.text.hasAt(end - 4, "pass") || this.text.hasAt(end - 6, "phrase")
				|| (this.text.hasAt(end - 10, "identified") && NamePlace.isInStatement(this.text, end - 10));
	}

}
