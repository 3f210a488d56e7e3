// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

/**
 * Redacts passwords and tokens before the host of a URL.
 */
final class UrlPasswords {

	private static final int LONGEST = 512;

	private static final int SHORTEST_TOKEN = 16;

	private final MeantText text;

	private final Spans spans;

	/** An index before which there is no at sign. */
	private int read;

	UrlPasswords(MeantText text, Spans spans) {
		this.text = text;
		this.spans = spans;
	}

	/**
	 * Redacts the password of a URL.
	 * @param start the index after {@code ://}
	 * @return the end of the password, or 0 if there is none
	 */
	int find(int start) {
		int found = 0;
		int end = one(start);
		while (end > 0) {
			found = end;
			int host = end + 1;
			while (Characters.isName(this.text.at(host)) || this.text.at(host) == ':') {
				host++;
			}
			end = (this.text.at(host) == ',' && this.text.at(end) == '@') ? one(host + 1) : 0;
		}
		return found;
	}

	private int one(int start) {
		int colon = start;
		int at = -1;
		while (colon < start + LONGEST && isUser(this.text.at(colon))) {
			at = (at < 0 && this.text.at(colon) == '@') ? colon : at;
			colon++;
		}
		boolean domain = this.text.at(colon) == ';' && isUser(this.text.at(colon + 1));
		for (colon += domain ? 1 : 0; domain && Characters.isName(this.text.at(colon));) {
			colon++;
		}
		int password = colon + 1;
		if (this.text.at(colon) != ':' || isPort(password) || isMasked(password)) {
			return (at > 0) ? token(start, at) : 0;
		}
		int end = passwordEnd(password, at < 0);
		if (end == password || this.text.hasAt(password, "x-oauth-basic@")) {
			return token(start, colon);
		}
		if (at < 0) {
			token(start, colon);
		}
		this.spans.add(password, end);
		return end;
	}

	private static boolean isUser(char any) {
		return any != 0 && !Characters.isSpace(any) && "/:?#\"'<>[]{}();|".indexOf(any) < 0;
	}

	private int token(int start, int at) {
		int digits = 0;
		for (int i = start; i < at; i++) {
			digits += Characters.isDigit(this.text.at(i)) ? 1 : 0;
		}
		if (at - start < SHORTEST_TOKEN || digits == 0) {
			return 0;
		}
		this.spans.add(start, at);
		return at;
	}

	private boolean isPort(int start) {
		int end = start;
		while (end < start + 6 && Characters.isDigit(this.text.at(end))) {
			end++;
		}
		char next = this.text.at(end);
		boolean none = end == start;
		boolean path = next == '/' && (this.text.at(end + 1) == '/'
				|| !(this.text.at(start - 3) > 'Z' && passwordEnd(start + 1, false) > 0));
		return none
				? (path && this.text.level(end) <= this.text.level(start - 1)) || next == 0 || Characters.isSpace(next)
				: next != '-' && next != '@' && !Characters.isAlphanumeric(next);
	}

	private boolean isMasked(int start) {
		int end = start;
		while (this.text.at(end) == '*') {
			end++;
		}
		return this.text.hasAt(start, "[redacted]@") || (end > start + 2 && this.text.at(end) == '@');
	}

	/**
	 * The last at sign before the host. Before the first one, the password may contain
	 * characters that a URL must not contain, even a space.
	 */
	private int passwordEnd(int start, boolean blanks) {
		int found = 0;
		int skipped = blanks ? 0 : 1;
		for (int i = start; i < start + LONGEST; i++) {
			char next = this.text.at(i);
			if (next == '@') {
				found = i;
			}
			else if (next == 0 || next == '\n' || (next == ':' && this.text.hasAt(i, "://"))) {
				break;
			}
			else if (this.text.level(i) <= this.text.level(start - 1)) {
				boolean beyondUser = found > 0 && (Characters.isSpace(next) || "/?#,;'\"<>)]}&".indexOf(next) >= 0);
				if (beyondUser || (Characters.isQuote(next) && Characters.isDelimiter(this.text.at(i + 1)))
						|| (Characters.isSpace(next) && ++skipped > 1)) {
					break;
				}
			}
		}
		return found;
	}

	/**
	 * Redacts the password of a URL of Oracle's JDBC driver, as in
	 * {@code jdbc:oracle:thin:scott/tiger@db}.
	 * @return the end of the password, or 0 if there is none
	 */
	int findOracle(int start) {
		if (start < this.read) {
			return 0;
		}
		int slash = start;
		for (int colons = 0; isUser(this.text.at(slash)) || this.text.at(slash) == '"'
				|| (this.text.at(slash) == ':' && colons++ < 2);) {
			slash++;
		}
		if (this.text.at(slash) != '/') {
			return 0;
		}
		int quote = (this.text.at(slash + 1) == '"') ? 1 : 0;
		int end = slash + 1;
		while (!Characters.isSpace(this.text.at(end)) && this.text.at(end) != 0
				&& !(this.text.at(end) == '@' && (quote == 0 || this.text.at(end - 1) == '"'))) {
			end++;
		}
		this.read = end;
		if (this.text.at(end) != '@' || isMasked(slash + 1)) {
			return 0;
		}
		this.spans.add(slash + 1 + quote, end - quote);
		return end;
	}

}
