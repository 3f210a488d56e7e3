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

	/** Characters that tell nothing by themselves: most letters. */
	private static final boolean[] PLAIN = new boolean[128];

	static {
		for (char letter = 'a'; letter <= 'z'; letter++) {
			PLAIN[letter] = letter != 'e';
			PLAIN[Character.toUpperCase(letter)] = letter != 'a';
		}
		PLAIN['_'] = true;
		PLAIN['/'] = true;
		PLAIN['+'] = true;
	}

	private final String text;

	private int found;

	private int word;

	private int digits;

	private int lastDigit = -1;

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
		int length = text.length();
		for (int i = 0; i < length; i++) {
			char next = text.charAt(i);
			if (next >= PLAIN.length || !PLAIN[next]) {
				scan.see(next, i);
			}
		}
		scan.endWord(length);
		return scan.found;
	}

	private void see(char next, int index) {
		switch (next) {
			case 'A' -> this.found |= this.text.startsWith("A", index + 3) ? KEY_ID : 0;
			case 'e' -> this.found |= this.text.startsWith("yJ", index + 1) ? JWT : 0;
			case '-' -> this.found |= this.text.startsWith("-----", index) ? PEM : 0;
			case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> seeDigit(index);
			default -> {
				endWord(index);
				seeMark(next, index);
			}
		}
	}

	/**
	 * Counts digits, of which two may have one character between them.
	 */
	private void seeDigit(int index) {
		this.digits = (this.lastDigit >= index - 2) ? this.digits + 1 : 1;
		this.lastDigit = index;
		if (this.digits == SHORTEST_CARD) {
			this.found |= CARD;
		}
	}

	private void endWord(int index) {
		if (index - this.word >= SHORTEST_KEY) {
			this.found |= LONG_WORD;
		}
		this.word = index + 1;
	}

	private void seeMark(char mark, int index) {
		switch (mark) {
			case ' ', '\t' -> this.found |= SecretNames.endsWithScheme(this.text, index) ? SCHEME : 0;
			case ':', '=', '>' -> {
				this.colon |= mark == ':';
				this.found |= SecretNames.standsBefore(this.text, index) ? NAMED_VALUE : 0;
			}
			case '@' -> this.found |= this.colon ? URL : 0;
			default -> {
			}
		}
	}

}
