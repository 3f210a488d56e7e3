// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.util.HexFormat;

/**
 * Writes JSON, and inserts the commas.
 */
final class JsonText {

	private static final HexFormat HEX = HexFormat.of();

	private final TextBuffer text;

	private boolean comma;

	JsonText(TextBuffer text) {
		this.text = text;
	}

	/** Length of a string with its quotes. */
	static int lengthOf(String value) {
		return 2 + value.length() + lengthOfEscapesIn(value);
	}

	JsonText open(char bracket) {
		separate();
		this.text.append(bracket);
		this.comma = false;
		return this;
	}

	JsonText close(char bracket) {
		this.text.append(bracket);
		this.comma = true;
		return this;
	}

	JsonText key(String key) {
		separate();
		this.text.append('"').ascii(key).ascii("\":");
		this.comma = false;
		return this;
	}

	/** Writes a key that may need escapes. */
	JsonText name(String name) {
		string(name);
		this.text.append(':');
		this.comma = false;
		return this;
	}

	JsonText string(String value) {
		separate();
		this.text.append('"');
		escape(value, this.text);
		this.text.append('"');
		return this;
	}

	/** Writes a frame whose text is already JSON. */
	void frame(StackTraceElement frame, FrameTexts frames) {
		separate();
		frames.append(frame, this.text);
	}

	/**
	 * Writes a number, {@code true}, {@code false} or {@code null}.
	 */
	JsonText literal(Object value) {
		separate();
		this.text.ascii(value.toString());
		return this;
	}

	private void separate() {
		if (this.comma) {
			this.text.append(',');
		}
		this.comma = true;
	}

	int length() {
		return this.text.length();
	}

	/** Number of characters that escaping adds to a text. */
	private static int lengthOfEscapesIn(String text) {
		int length = 0;
		for (int i = 0; i < text.length(); i++) {
			char next = text.charAt(i);
			if (isEscaped(next)) {
				length += (shortEscape(next) != 0) ? 1 : 5;
			}
		}
		return length;
	}

	private static void escape(String text, TextBuffer to) {
		int plain = 0;
		for (int i = 0; i < text.length(); i++) {
			char next = text.charAt(i);
			if (isEscaped(next)) {
				to.append(text, plain, i);
				escape(next, to);
				plain = i + 1;
			}
		}
		to.append(text, plain, text.length());
	}

	private static void escape(char escaped, TextBuffer to) {
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

	@Override
	public String toString() {
		return this.text.toString();
	}

}
