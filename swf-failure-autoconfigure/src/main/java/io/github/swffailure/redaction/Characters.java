// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

import java.util.Map;

/**
 * Kinds of characters, and the ASCII characters that others look like.
 */
final class Characters {

	private static final Map<String, Integer> ENTITIES = Map.ofEntries(Map.entry("quot", (int) '"'),
			Map.entry("apos", (int) '\''), Map.entry("lt", (int) '<'), Map.entry("gt", (int) '>'),
			Map.entry("nbsp", (int) ' '), Map.entry("equals", (int) '='), Map.entry("colon", (int) ':'),
			Map.entry("sol", (int) '/'), Map.entry("commat", (int) '@'), Map.entry("ldquo", (int) '"'),
			Map.entry("rdquo", (int) '"'), Map.entry("lsquo", (int) '\''), Map.entry("rsquo", (int) '\''));

	private Characters() {
	}

	static boolean isBlank(char any) {
		return any == ' ' || any == '\t';
	}

	static boolean isSpace(char any) {
		return any == ' ' || any == '\t' || any == '\n' || any == '\r';
	}

	static boolean isDigit(char any) {
		return any >= '0' && any <= '9';
	}

	static boolean isUpper(char any) {
		return any >= 'A' && any <= 'Z';
	}

	static boolean isLower(char any) {
		return any >= 'a' && any <= 'z';
	}

	static boolean isLetter(char any) {
		return isLower(any) || isUpper(any) || (any >= 128 && Character.isLetter(any));
	}

	static boolean isAlphanumeric(char any) {
		return isLower(any) || isUpper(any) || isDigit(any) || any >= 128;
	}

	/** Whether a character is an ASCII letter or digit. */
	static boolean isAscii(char any) {
		return any < 128 && isAlphanumeric(any);
	}

	/**
	 * Whether a character may be part of a name, such as {@code X-Api-Key} or
	 * {@code db.password}.
	 */
	static boolean isName(char any) {
		return isAlphanumeric(any) || any == '_' || any == '-' || any == '.' || any == '$';
	}

	static boolean isQuote(char any) {
		return any == '"' || any == '\'' || any == '`';
	}

	/** The closing bracket for an opening one; 0 for other characters. */
	static char closing(char opening) {
		return switch (opening) {
			case '(' -> ')';
			case '[' -> ']';
			case '{' -> '}';
			case '<' -> '>';
			default -> 0;
		};
	}

	static boolean isClosing(char any) {
		return any == ')' || any == ']' || any == '}';
	}

	/** Whether a value may end before a character; 0 is the end of the text. */
	static boolean isDelimiter(char any) {
		return any == 0 || isSpace(any) || ",;:.!?)]}>|&<+/\\".indexOf(any) >= 0 || isQuote(any);
	}

	static boolean isLetterOrDigitOrHash(char any) {
		return (any < 128 && isAlphanumeric(any)) || any == '#';
	}

	static boolean isInvisible(int any) {
		return any == '\u00ad' || any == '\u034f' || any == '\u061c' || any == '\u180e'
				|| (any >= '\u200b' && any <= '\u200f') || (any >= '\u202a' && any <= '\u202e')
				|| (any >= '\u2060' && any <= '\u206f') || any == '\ufeff' || (any >= '\ufe00' && any <= '\ufe0f');
	}

	/** The ASCII character that another one looks like, or the same character. */
	static char folded(int any) {
		if (any >= '\uff01' && any <= '\uff5e') {
			return (char) (any - 0xfee0);
		}
		return switch (any) {
			case '\u00a0', '\u1680', '\u202f', '\u205f', '\u3000' -> ' ';
			case '\u0085', '\u2028', '\u2029' -> '\n';
			case '\u2018', '\u2019', '\u201a', '\u201b', '\u2032', '\u00b4' -> '\'';
			case '\u201c', '\u201d', '\u201e', '\u201f', '\u2033', '\u00ab', '\u00bb', '\u300c', '\u300d' -> '"';
			case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212' -> '-';
			case '\u2192', '\u21d2' -> '>';
			default -> (any >= '\u2000' && any <= '\u200a') ? ' ' : (char) any;
		};
	}

	/** The value of hexadecimal digits, or -1 if there are too few. */
	static int hexadecimal(String text, int from, int digits) {
		if (from + digits > text.length()) {
			return -1;
		}
		int value = 0;
		for (int i = from; i < from + digits; i++) {
			int digit = (text.charAt(i) < 128) ? Character.digit(text.charAt(i), 16) : -1;
			if (digit < 0) {
				return -1;
			}
			value = value * 16 + digit;
		}
		return value;
	}

	/** The character of a named or numbered HTML entity, or -1 if it is unknown. */
	static int entity(String name) {
		if (!name.startsWith("#")) {
			return ENTITIES.getOrDefault(name, -1);
		}
		boolean hexadecimal = name.startsWith("#x") || name.startsWith("#X");
		try {
			int value = Integer.parseInt(name.substring(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10);
			return (value > 0 && value < 0xffff) ? value : -1;
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

}
