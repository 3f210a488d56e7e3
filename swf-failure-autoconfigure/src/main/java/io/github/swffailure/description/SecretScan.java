package io.github.swffailure.description;

/**
 * Looks through a text once for signs of secrets, so that a clean text, which nearly all
 * are, costs no regular expression.
 */
final class SecretScan {

	/** A name that may stand for a secret, with a value. */
	static final int NAMED_VALUE = 1;

	/** A word as long as secret keys are. */
	static final int LONG_WORD = 2;

	/** As many digits as payment cards have. */
	static final int CARD = 4;

	/** A URL with a user. */
	static final int URL = 8;

	/** A scheme of HTTP authentication. */
	static final int SCHEME = 16;

	/** A frame of a PEM block. */
	static final int PEM = 32;

	/** The beginning of an access key id. */
	static final int KEY_ID = 64;

	/** The beginning of a JSON web token. */
	static final int JWT = 128;

	private static final int SHORTEST_KEY = 40;

	private static final int SHORTEST_CARD = 13;

	private final String text;

	private int found;

	private int word;

	private int digits;

	private boolean colon;

	private SecretScan(String text) {
		this.text = text;
	}

	/**
	 * Scans a text.
	 * @return the signs found, or 0
	 */
	static int of(String text) {
		SecretScan scan = new SecretScan(text);
		for (int i = 0; i < text.length(); i++) {
			scan.see(text.charAt(i), i);
		}
		return scan.found;
	}

	private void see(char next, int index) {
		if (next >= '0' && next <= '9') {
			count(true);
		}
		else if ((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z')) {
			count(false);
			seeLetter(next, index);
		}
		else {
			seeMark(next, index);
		}
	}

	private void count(boolean digit) {
		this.digits = digit ? this.digits + 1 : 0;
		this.word++;
		if (this.word >= SHORTEST_KEY) {
			this.found |= LONG_WORD;
		}
		if (this.digits >= SHORTEST_CARD) {
			this.found |= CARD;
		}
	}

	private void seeLetter(char letter, int index) {
		if (letter == 'A' && this.text.startsWith("A", index + 3)) {
			this.found |= KEY_ID;
		}
		else if (letter == 'e' && this.text.startsWith("yJ", index + 1)) {
			this.found |= JWT;
		}
	}

	private void seeMark(char mark, int index) {
		this.word = (mark == '_' || mark == '-' || mark == '/' || mark == '+') ? this.word + 1 : 0;
		this.digits = (mark == ' ' || mark == '-') ? this.digits : 0;
		switch (mark) {
			case ' ', '\t' -> this.found |= SecretNames.endsWithScheme(this.text, index) ? SCHEME : 0;
			case ':', '=', '>' -> seeSeparator(mark, index);
			case '@' -> this.found |= this.colon ? URL : 0;
			case '-' -> this.found |= this.text.startsWith("-----", index) ? PEM : 0;
			default -> {
			}
		}
	}

	private void seeSeparator(char separator, int index) {
		this.colon |= separator == ':';
		if ((this.found & NAMED_VALUE) == 0 && SecretNames.standsBefore(this.text, index)) {
			this.found |= NAMED_VALUE;
		}
	}

}
