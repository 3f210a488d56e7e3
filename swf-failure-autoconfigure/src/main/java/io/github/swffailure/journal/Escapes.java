// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.util.HexFormat;

/**
 * Keeps a text on one line of UTF-8: control characters, line and paragraph separators,
 * unpaired surrogates and the backslash are escaped as in Java. Tabs stay.
 */
final class Escapes {

	private static final int UNICODE_DIGITS = 4;

	private Escapes() {
	}

	static String escape(String text) {
		StringBuilder escaped = new StringBuilder(text.length() + 16);
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			boolean whole = Character.isHighSurrogate(character) && i + 1 < text.length()
					&& Character.isLowSurrogate(text.charAt(i + 1));
			if (whole) {
				escaped.append(character).append(text.charAt(++i));
			}
			else {
				append(escaped, character);
			}
		}
		return escaped.toString();
	}

	private static void append(StringBuilder escaped, char character) {
		switch (character) {
			case '\\' -> escaped.append("\\\\");
			case '\n' -> escaped.append("\\n");
			case '\r' -> escaped.append("\\r");
			case '\t' -> escaped.append(character);
			default -> {
				if (Character.isISOControl(character) || Character.isSurrogate(character) || character == '\u2028'
						|| character == '\u2029') {
					escaped.append("\\u").append(HexFormat.of().toHexDigits(character));
				}
				else {
					escaped.append(character);
				}
			}
		}
	}

	static String unescape(String text) {
		StringBuilder unescaped = new StringBuilder(text.length());
		int i = 0;
		while (i < text.length()) {
			char character = text.charAt(i++);
			if (character != '\\') {
				unescaped.append(character);
			}
			else {
				i = appendEscape(unescaped, text, i);
			}
		}
		return unescaped.toString();
	}

	private static int appendEscape(StringBuilder unescaped, String text, int start) {
		char kind = (start < text.length()) ? text.charAt(start) : ' ';
		int end = start + 1;
		switch (kind) {
			case '\\' -> unescaped.append('\\');
			case 'n' -> unescaped.append('\n');
			case 'r' -> unescaped.append('\r');
			case 'u' -> {
				end += UNICODE_DIGITS;
				if (end > text.length()) {
					throw new IllegalArgumentException("an escaped character does not have four digits");
				}
				unescaped.append((char) HexFormat.fromHexDigits(text, start + 1, end));
			}
			default -> throw new IllegalArgumentException("a backslash precedes an unknown character");
		}
		return end;
	}

}
