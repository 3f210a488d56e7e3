// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

import org.jspecify.annotations.Nullable;

/**
 * Checks quickly whether a text may contain a secret, because most texts contain none and
 * need no scan. A table of three consecutive characters, with few false positives, shows
 * whether a sign may begin.
 */
final class QuickLook {

	/**
	 * The code of each character in the lowest bits, and its kinds in higher bits, so
	 * that their sum counts digits and escapes.
	 */
	private static final long[] CHARACTERS = new long[128];

	private static final int CODE = 31;

	/** A character that may be part of a card number. */
	private static final long IN_CARD = 1 << 5;

	private static final long IN_KEY = 1 << 6;

	private static final int COUNT = 32;

	private static final long DIGIT = 1L << COUNT;

	private static final long ESCAPE = 1L << 52;

	private static final int ASCII = 127;

	/**
	 * By the codes of two characters: a bit for each third one with which a sign may
	 * begin, from the highest bit.
	 */
	private static final int[] THIRDS = new int[1 << 10];

	private static final int MOST_BEFORE_DASHES = 3;

	static {
		for (char next = 0; next < CHARACTERS.length; next++) {
			CHARACTERS[next] = describe(next);
		}
		Signs.forEach(QuickLook::add);
		addOption();
	}

	private final String text;

	private @Nullable SecretNames names;

	/** The end of the last name that was checked. */
	private int named;

	/** The index of the next at sign, or -1 if there is none. */
	private int user;

	private QuickLook(String text) {
		this.text = text;
	}

	private static long describe(char next) {
		int code = Characters.isLetter(next) ? MeantText.lower(next) - 'a' + 1
				: Characters.isDigit(next) ? 27 : switch (next) {
					case '-' -> 28;
					case '_' -> 29;
					case '.', '/', ':' -> 30;
					case ' ' -> 31;
					default -> 0;
				};
		boolean alphanumeric = Characters.isAlphanumeric(next);
		return code | (Characters.isDigit(next) ? DIGIT | IN_CARD : 0)
				| (" -._/+,\n\t".indexOf(next) >= 0 ? IN_CARD : 0)
				| (alphanumeric || next == '/' || next == '+' ? IN_KEY : 0) | (MeantText.isPlain(next) ? 0 : ESCAPE);
	}

	private static int code(char next) {
		return (int) CHARACTERS[next] & CODE;
	}

	private static int third(char next) {
		return Integer.MIN_VALUE >>> code(next);
	}

	private static void add(String sign) {
		THIRDS[(code(sign.charAt(0)) << 5) | code(sign.charAt(1))] |= (sign.length() == 2) ? -1 : third(sign.charAt(2));
	}

	private static void addOption() {
		for (int before = 0; before <= CODE; before++) {
			THIRDS[(before << 5) | code('-')] |= third('p') | third('u') | third('a') | third('w');
		}
	}

	/**
	 * Whether a text may contain a secret, or escapes that may hide one.
	 */
	static boolean findsAnything(String text) {
		QuickLook closer = null;
		int before = 0;
		int thirds = 0;
		int all = 0;
		long sum = 0;
		// Twice as fast as charAt()
		char[] characters = text.toCharArray();
		for (int i = 0; i < characters.length; i++) {
			long is = CHARACTERS[characters[i] & ASCII];
			all |= characters[i];
			sum += is;
			int code = (int) is & CODE;
			if (thirds << code < 0) {
				closer = (closer != null) ? closer : new QuickLook(text);
				if (closer.begins(i)) {
					return true;
				}
			}
			thirds = THIRDS[(before << 5) | code];
			before = code;
		}
		return all > ASCII || sum >= ESCAPE || mayHoldCard(characters, (int) (sum >>> COUNT))
				|| hasRow(characters, IN_KEY, SecretKeys.SHORTEST);
	}

	private static boolean mayHoldCard(char[] text, int digits) {
		return digits >= CardIssuer.SHORTEST && hasRow(text, IN_CARD, CardIssuer.SHORTEST);
	}

	/**
	 * Whether there is a row of at least this many characters of a kind. Reads only every
	 * {@code least}-th character until one is of the kind.
	 */
	private static boolean hasRow(char[] text, long kind, int least) {
		int end = 0;
		for (int i = least - 1; i < text.length; i += least) {
			if (i < end || (CHARACTERS[text[i]] & kind) == 0) {
				continue;
			}
			int start = i;
			while (start > end && (CHARACTERS[text[start - 1]] & kind) != 0) {
				start--;
			}
			int digits = 0;
			for (end = start; end < text.length && (CHARACTERS[text[end]] & kind) != 0; end++) {
				digits += (kind == IN_CARD && (CHARACTERS[text[end]] & DIGIT) == 0) ? 0 : 1;
			}
			if (digits >= least) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Whether a sign begins with the three characters up to an index.
	 */
	private boolean begins(int last) {
		if ("pPuUaw".indexOf(this.text.charAt(last)) >= 0 && at(last - 1) == '-'
				&& !Characters.isAlphanumeric(at(last - 2))) {
			return true;
		}
		int state = 0;
		int first = Math.max(0, last - 2);
		for (int i = first; i < this.text.length() && Signs.READ[state] == i - first; i++) {
			state = Signs.NEXT[(state << 6) | Signs.symbol(this.text.charAt(i))];
			int sign = Signs.FOUND[state];
			if (sign != Signs.NOTHING && matters(sign, i + 1)) {
				return true;
			}
		}
		return false;
	}

	private boolean matters(int sign, int end) {
		if (sign == Signs.NAME) {
			return isName(end);
		}
		int start = end - Signs.length(sign);
		if (Signs.isToken(sign)) {
			return this.text.startsWith(Signs.token(sign).prefix(), start);
		}
		if (sign == Signs.BEGIN || sign == Signs.END) {
			return this.text.lastIndexOf('-', start) >= start - MOST_BEFORE_DASHES;
		}
		return sign == Signs.ORACLE || sign == Signs.KEY_TYPE || (sign == Signs.URL && hasUser(end));
	}

	private boolean isName(int index) {
		if (index <= this.named) {
			return false;
		}
		int start = index;
		while (start > this.named && Characters.isName(this.text.charAt(start - 1))) {
			start--;
		}
		int end = index;
		while (end < this.text.length() && Characters.isName(this.text.charAt(end))) {
			end++;
		}
		this.named = end;
		if (this.names == null) {
			this.names = new SecretNames(MeantText.asItIs(this.text));
		}
		return this.names.kindOf(start, end) != SecretNames.Kind.NONE || Credentials.isBasic(this.text, start, end);
	}

	/**
	 * Whether an at sign follows, which may end the user info of a URL.
	 */
	private boolean hasUser(int index) {
		if (this.user < index && this.user >= 0) {
			this.user = this.text.indexOf('@', index);
		}
		return this.user >= 0;
	}

	private char at(int index) {
		return (index >= 0) ? this.text.charAt(index) : 0;
	}

}
