package io.github.swffailure.description;

import java.util.HexFormat;

/**
 * The escapes that a string needs in JSON.
 */
final class JsonEscapes {

	private static final HexFormat HEX = HexFormat.of();

	private JsonEscapes() {
	}

	/**
	 * How much longer they make a text.
	 */
	static int lengthIn(String text) {
		int length = 0;
		for (int i = 0; i < text.length(); i++) {
			char next = text.charAt(i);
			if (isEscaped(next)) {
				length += (shortEscape(next) != 0) ? 1 : 5;
			}
		}
		return length;
	}

	static void append(String text, TextBuffer to) {
		int plain = 0;
		for (int i = 0; i < text.length(); i++) {
			char next = text.charAt(i);
			if (isEscaped(next)) {
				to.append(text, plain, i);
				append(next, to);
				plain = i + 1;
			}
		}
		to.append(text, plain, text.length());
	}

	private static void append(char escaped, TextBuffer to) {
		char escape = shortEscape(escaped);
		if (escape != 0) {
			to.append('\\').append(escape);
		}
		else {
			to.ascii("\\u").ascii(HEX.toHexDigits(escaped));
		}
	}

	private static boolean isEscaped(char next) {
		return next < ' ' || next == '"' || next == '\\';
	}

	private static char shortEscape(char next) {
		return switch (next) {
			case '"', '\\' -> next;
			case '\n' -> 'n';
			case '\r' -> 'r';
			case '\t' -> 't';
			default -> 0;
		};
	}

}
