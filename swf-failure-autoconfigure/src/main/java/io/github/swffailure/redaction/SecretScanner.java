// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

/**
 * Finds the secrets in a text, in one pass. The time is linear in the length of the text,
 * whatever its content.
 */
final class SecretScanner {

	private final MeantText text;

	private final Spans spans;

	private final NamedValues named;

	private final NamePairs pairs;

	private final Credentials credentials;

	private final UrlPasswords urls;

	private final TokenShape.Runs runs = new TokenShape.Runs();

	private int depth;

	private boolean name;

	private boolean keyType;

	private int wordStart;

	private int blockStart;

	private int resume;

	private int scanned;

	private final long most;

	private SecretScanner(MeantText text, long most) {
		this.text = text;
		this.most = most;
		this.spans = new Spans(text);
		Parts parts = new Parts(text, this.spans, new ValueEnds(text), new SecretLook(text), new SecretNames(text));
		this.credentials = new Credentials(parts);
		this.named = new NamedValues(parts, this.credentials);
		this.pairs = new NamePairs(parts, this.named);
		this.urls = new UrlPasswords(text, this.spans);
	}

	/**
	 * Finds the secrets of a text.
	 */
	static Spans scan(MeantText text) {
		return scan(text, Long.MAX_VALUE / 2).spans;
	}

	/**
	 * Finds the secrets of a text, or of its beginning.
	 * @param text the text
	 * @param most maximum number of steps
	 */
	static SecretScanner scan(MeantText text, long most) {
		SecretScanner scanner = new SecretScanner(text, most);
		scanner.scan();
		CardNumbers.find(text, scanner.spans);
		return scanner;
	}

	Spans spans() {
		return this.spans;
	}

	/**
	 * The length of the part that was scanned, which is not the whole text if that would
	 * take too many steps.
	 */
	int scanned() {
		return this.scanned;
	}

	private void scan() {
		String characters = this.text.toString();
		int length = this.text.length();
		int state = 0;
		int i = 0;
		boolean enough = false;
		for (; i < length && !enough; i++) {
			int symbol = Signs.symbol(characters.charAt(i));
			state = Signs.NEXT[(state << 6) | symbol];
			if (symbol >= Signs.FIRST_OTHER || Signs.FOUND[state] != 0) {
				see(i, symbol, Signs.FOUND[state]);
				if (this.resume > i) {
					i = this.resume - 1;
					state = 0;
					restart(this.resume);
				}
				enough = this.text.steps() > this.most;
			}
		}
		end(Math.min(i, length), length);
	}

	private void end(int index, int length) {
		this.scanned = index;
		this.text.count(index);
		if (index == length) {
			endBlock(length);
			endWord(length);
		}
	}

	private void restart(int index) {
		this.wordStart = index;
		this.blockStart = index;
		this.name = false;
	}

	private void see(int index, int symbol, int sign) {
		if (sign == Signs.NAME) {
			this.name = true;
		}
		else if (sign != Signs.NOTHING) {
			this.resume = Math.max(this.resume, sign(sign, index + 1 - Signs.length(sign), index + 1));
			if (this.resume > index) {
				return;
			}
		}
		if (symbol >= Signs.FIRST_OTHER && symbol != Signs.SLASH && symbol != Signs.PLUS) {
			endBlock(index);
		}
		if (symbol == Signs.DOT && this.text.at(index - 1) == '.' && this.text.at(index - 2) == '.') {
			endWord(index);
		}
		if (symbol >= Signs.FIRST_BOUNDARY && symbol != Signs.LETTER) {
			endWord(index);
			bracket(index);
		}
	}

	/**
	 * Handles a sign other than a name.
	 * @return the end of a secret that it begins, or 0
	 */
	private int sign(int sign, int start, int end) {
		if (Signs.isToken(sign)) {
			Signs.Token token = Signs.token(sign);
			int tokenEnd = token.shape().end(this.text, token.prefix(), start, this.runs);
			this.spans.add(start, tokenEnd);
			return tokenEnd;
		}
		switch (sign) {
			case Signs.URL:
				return this.urls.find(end);
			case Signs.ORACLE:
				return this.urls.findOracle(end);
			case Signs.BEGIN, Signs.END:
				return PrivateKeys.find(this.text, this.spans, start, sign == Signs.BEGIN);
			case Signs.KEY_TYPE:
				this.keyType = true;
				return 0;
			case Signs.DATA:
				return dataEnd(end);
			default:
				this.pairs.note(sign, end);
				return 0;
		}
	}

	/**
	 * The end of a {@code data:} URL, whose content is not a secret.
	 */
	private int dataEnd(int start) {
		int i = start;
		while (Characters.isName(this.text.at(i)) || "/;=+".indexOf(this.text.at(i)) >= 0 && this.text.at(i) != 0) {
			i++;
		}
		if (this.text.at(i) != ',' || !this.text.hasAt(i - 6, "base64")) {
			return 0;
		}
		while (TokenShape.Body.ANY.has(this.text.at(i + 1))) {
			i++;
		}
		return i + 1;
	}

	private void endWord(int index) {
		int start = this.wordStart;
		this.wordStart = index + 1;
		if (this.text.at(start) == '-') {
			this.resume = Math.max(this.resume, this.credentials.afterOption(start, index));
		}
		if (this.name) {
			this.name = false;
			int end = nameEnd(start, index);
			int valueEnd = this.pairs.tables().below(start);
			valueEnd = (valueEnd > 0) ? valueEnd : this.named.after(start, end, this.depth > 0);
			this.resume = Math.max(this.resume, this.pairs.after(start, end, valueEnd));
		}
		else if (this.keyType && index - start <= 2 && index > start) {
			this.resume = Math.max(this.resume, this.credentials.afterKeyPart(start, index));
		}
	}

	private int nameEnd(int start, int end) {
		int nameEnd = end;
		while (nameEnd > start && "-._$".indexOf(this.text.at(nameEnd - 1)) >= 0) {
			nameEnd--;
		}
		return nameEnd;
	}

	private void bracket(int index) {
		switch (this.text.at(index)) {
			case '(', '[', '{' -> {
				this.depth++;
				this.pairs.lists().open();
			}
			case '\n' -> this.text.startLine(index + 1);
			case ',' -> this.pairs.lists().comma();
			case ')', ']', '}' -> {
				this.depth = Math.max(0, this.depth - 1);
				this.resume = Math.max(this.resume, this.pairs.lists().close(index));
			}
			default -> {
			}
		}
	}

	/**
	 * Ends a block of letters, digits, slashes and plus signs, which may be a secret key.
	 */
	private void endBlock(int index) {
		int start = this.blockStart;
		this.blockStart = index + 1;
		if (index - start >= SecretKeys.SHORTEST && SecretKeys.isKey(this.text, start, index)) {
			int end = index;
			while (this.text.at(end) == '=') {
				end++;
			}
			this.spans.add(start, end);
		}
	}

	/**
	 * The objects that the parts of a scan share.
	 */
	record Parts(MeantText text, Spans spans, ValueEnds ends, SecretLook look, SecretNames names) {
	}

}
