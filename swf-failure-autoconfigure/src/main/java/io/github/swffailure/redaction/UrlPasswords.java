package io.github.swffailure.redaction;

/**
 * Passwords and tokens in front of the host of a URL.
 */
final class UrlPasswords {

	private static final int LONGEST = 512;

	private static final int SHORTEST_TOKEN = 16;

	private UrlPasswords() {
	}

	/**
	 * Redacts the password of a URL.
	 * @param text the text
	 * @param spans takes what is redacted
	 * @param start the index after {@code ://}
	 * @return where the password ends, or 0 if there is none
	 */
	static int find(MeantText text, Spans spans, int start) {
		int found = 0;
		int end = one(text, spans, start);
		while (end > 0) {
			found = end;
			int host = end + 1;
			while (Characters.isName(text.at(host)) || text.at(host) == ':') {
				host++;
			}
			end = (text.at(host) == ',' && text.at(end) == '@') ? one(text, spans, host + 1) : 0;
		}
		return found;
	}

	private static int one(MeantText text, Spans spans, int start) {
		int colon = start;
		int at = -1;
		while (colon < start + LONGEST && isUser(text.at(colon))) {
			at = (at < 0 && text.at(colon) == '@') ? colon : at;
			colon++;
		}
		if (text.at(colon) != ':') {
			return (at > 0) ? token(text, spans, start, at) : 0;
		}
		int password = colon + 1;
		if (isPort(text, password) || isMasked(text, password)) {
			return 0;
		}
		int end = passwordEnd(text, password, at < 0);
		spans.add(password, end);
		return end;
	}

	private static boolean isUser(char any) {
		return any != 0 && !Characters.isSpace(any) && "/:?#\"'<>\\[]{}(),;|".indexOf(any) < 0;
	}

	private static int token(MeantText text, Spans spans, int start, int at) {
		int digits = 0;
		for (int i = start; i < at; i++) {
			digits += Characters.isDigit(text.at(i)) ? 1 : 0;
		}
		if (at - start < SHORTEST_TOKEN || digits == 0) {
			return 0;
		}
		spans.add(start, at);
		return at;
	}

	private static boolean isPort(MeantText text, int start) {
		int end = start;
		while (end < start + 6 && Characters.isDigit(text.at(end))) {
			end++;
		}
		char next = text.at(end);
		return (end > start || next == '/' || next == 0) && next != '@' && !Characters.isAlphanumeric(next)
				|| Characters.isSpace(next) && end == start;
	}

	private static boolean isMasked(MeantText text, int start) {
		return text.hasAt(start, "[redacted]@") || text.hasAt(start, "***");
	}

	/**
	 * The last at sign before the host. Before the first one the password may hold what a
	 * URL must not, even a blank.
	 */
	private static int passwordEnd(MeantText text, int start, boolean blanks) {
		int found = 0;
		int skipped = blanks ? 0 : 1;
		for (int i = start; i < start + LONGEST; i++) {
			char next = text.at(i);
			if (next == '@') {
				found = i;
			}
			else if (next == 0 || next == '\n' || (next == ':' && text.hasAt(i, "://"))) {
				break;
			}
			else if (found > 0 && (Characters.isSpace(next) || "/?#,;'\"<>)]}&".indexOf(next) >= 0)) {
				break;
			}
			else if (Characters.isQuote(next) && Characters.isDelimiter(text.at(i + 1))) {
				break;
			}
			else if (Characters.isSpace(next) && ++skipped > 1) {
				break;
			}
		}
		return found;
	}

	/**
	 * Redacts the password of a URL of Oracle's JDBC driver, as in
	 * {@code jdbc:oracle:thin:scott/tiger@db}.
	 * @return where the password ends, or 0 if there is none
	 */
	static int findOracle(MeantText text, Spans spans, int start) {
		int slash = start;
		while (slash < start + LONGEST && isUser(text.at(slash)) | text.at(slash) == ':' && text.at(slash) != '@') {
			slash++;
		}
		if (text.at(slash) != '/') {
			return 0;
		}
		int quote = (text.at(slash + 1) == '"') ? 1 : 0;
		int end = slash + 1;
		while (end < slash + LONGEST && !Characters.isSpace(text.at(end)) && text.at(end) != '@' && text.at(end) != 0) {
			end++;
		}
		if (text.at(end) != '@' || isMasked(text, slash + 1)) {
			return 0;
		}
		spans.add(slash + 1 + quote, end - quote);
		return end;
	}

}
