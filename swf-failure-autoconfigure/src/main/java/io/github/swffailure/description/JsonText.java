package io.github.swffailure.description;

import java.util.HexFormat;

/**
 * Writes JSON. Commas are set where they belong.
 */
final class JsonText {

	private static final HexFormat HEX = HexFormat.of();

	private final StringBuilder text;

	JsonText(int capacity) {
		this.text = new StringBuilder(capacity);
	}

	/**
	 * Length of a string with its quotes.
	 */
	static int lengthOf(String value) {
		int length = 2 + value.length();
		for (int i = 0; i < value.length(); i++) {
			char next = value.charAt(i);
			if (next < ' ') {
				length += (shortEscape(next) != 0) ? 1 : 5;
			}
			else if (next == '"' || next == '\\') {
				length++;
			}
		}
		return length;
	}

	JsonText open(char bracket) {
		separate();
		this.text.append(bracket);
		return this;
	}

	JsonText close(char bracket) {
		this.text.append(bracket);
		return this;
	}

	JsonText name(String name) {
		separate();
		this.text.append('"').append(name).append("\":");
		return this;
	}

	JsonText string(String value) {
		separate();
		this.text.append('"');
		appendEscaped(value);
		this.text.append('"');
		return this;
	}

	/**
	 * Writes a frame as a string.
	 */
	void frame(StackTraceElement frame) {
		separate();
		this.text.append('"');
		appendEscaped(frame.getClassName());
		this.text.append('.');
		appendEscaped(frame.getMethodName());
		this.text.append('(');
		if (frame.getFileName() != null && !frame.isNativeMethod()) {
			appendEscaped(frame.getFileName());
		}
		FrameText.appendAfterFile(frame, this.text);
		this.text.append(")\"");
	}

	private void appendEscaped(String value) {
		int plain = 0;
		for (int i = 0; i < value.length(); i++) {
			char next = value.charAt(i);
			if (next < ' ' || next == '"' || next == '\\') {
				this.text.append(value, plain, i);
				escape(next);
				plain = i + 1;
			}
		}
		if (plain == 0) {
			this.text.append(value);
		}
		else {
			this.text.append(value, plain, value.length());
		}
	}

	/**
	 * Writes a number, {@code true}, {@code false} or {@code null}.
	 */
	JsonText literal(Object value) {
		separate();
		this.text.append(value);
		return this;
	}

	private void separate() {
		int length = this.text.length();
		char last = (length > 0) ? this.text.charAt(length - 1) : '[';
		if (last != '[' && last != '{' && last != ':') {
			this.text.append(',');
		}
	}

	private void escape(char next) {
		char escape = shortEscape(next);
		if (escape != 0) {
			this.text.append('\\').append(escape);
		}
		else {
			this.text.append("\\u").append(HEX.toHexDigits(next));
		}
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

	int length() {
		return this.text.length();
	}

	@Override
	public String toString() {
		return this.text.toString();
	}

}
