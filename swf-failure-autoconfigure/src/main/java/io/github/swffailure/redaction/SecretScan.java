package io.github.swffailure.redaction;

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

	/** What a character is; most letters tell nothing by themselves. */
	private static final byte[] KINDS = new byte[128];

	private static final byte END = 1;

	private static final byte BLANK = 2;

	private static final byte DIGIT = 3;

	private static final byte MARK = 4;

	private static final byte BEGINNING = 5;

	static {
		for (int i = 0; i < KINDS.length; i++) {
			KINDS[i] = (Character.isLetter(i) || "_/+".indexOf(i) >= 0) ? 0 : Character.isDigit(i) ? DIGIT : END;
		}
		" \t".chars().forEach((blank) -> KINDS[blank] = BLANK);
		":=>@".chars().forEach((mark) -> KINDS[mark] = MARK);
		"AJ-".chars().forEach((beginning) -> KINDS[beginning] = BEGINNING);
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
			int kind = (next < KINDS.length) ? KINDS[next] : END;
			if (kind != 0) {
				scan.see(kind, next, i);
			}
		}
		scan.endWord(length);
		return scan.found;
	}

	private void see(int kind, char next, int index) {
		switch (kind) {
			case DIGIT -> seeDigit(index);
			case BEGINNING -> seeBeginning(next, index);
			default -> {
				endWord(index);
				if (kind == BLANK && SecretNames.endsWithScheme(this.text, index)) {
					this.found |= SCHEME;
				}
				if (kind == MARK) {
					seeMark(next, index);
				}
			}
		}
	}

	private void seeBeginning(char next, int index) {
		switch (next) {
			case 'A' -> this.found |= this.text.startsWith("A", index + 3) ? KEY_ID : 0;
			case 'J' -> this.found |= this.text.startsWith("ey", index - 2) ? JWT : 0;
			default -> this.found |= this.text.startsWith("-----", index) ? PEM : 0;
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
		if (mark == '@') {
			this.found |= this.colon ? URL : 0;
			return;
		}
		this.colon |= mark == ':';
		this.found |= SecretNames.standsBefore(this.text, index) ? NAMED_VALUE : 0;
	}

}
