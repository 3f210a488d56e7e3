package io.github.swffailure.description;

/**
 * Writes JSON. Commas are set where they belong.
 */
final class JsonText {

	private final TextBuffer text;

	private boolean comma;

	JsonText(TextBuffer text) {
		this.text = text;
	}

	/**
	 * Length of a string with its quotes.
	 */
	static int lengthOf(String value) {
		return 2 + value.length() + JsonEscapes.lengthIn(value);
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

	JsonText string(String value) {
		separate();
		this.text.append('"');
		JsonEscapes.append(value, this.text);
		this.text.append('"');
		return this;
	}

	/**
	 * Writes a frame, which is JSON already.
	 */
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

	@Override
	public String toString() {
		return this.text.toString();
	}

}
