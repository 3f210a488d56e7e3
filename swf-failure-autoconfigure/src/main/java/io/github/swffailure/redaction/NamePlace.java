// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

/**
 * Checks the context of the name of a secret.
 */
final class NamePlace {

	private static final int FARTHEST_USER = 64;

	private static final int MOST_WORDS = 7;

	private NamePlace() {
	}

	/**
	 * Whether a name is the code of something else, as in {@code product code AB12-CD34}.
	 */
	static boolean isOtherCode(MeantText text, int start, int end) {
		boolean another = Characters.isLetter(text.at(start - 2)) && (listsBefore(text, start) & Words.CODE_OF) == 0;
		return another && end - start == 4 && text.hasAt(start, "code");
	}

	/** Whether a name is a token of a parser, as in {@code unexpected token}. */
	static boolean isParsed(MeantText text, int start) {
		return (listsBefore(text, start) & Words.PARSED) != 0;
	}

	/**
	 * Whether a name is not that of a secret here: a ticket that is not a URL parameter,
	 * or the id under which a secret is stored.
	 */
	static boolean isOther(MeantText text, int start, int end) {
		boolean ticket = text.hasAt(end - 6, "ticket") || text.hasAt(end - 6, "invite");
		boolean id = text.hasAt(end - 2, "id") && (text.hasAt(end - 8, "secret") || text.hasAt(end - 9, "secret"));
		return id || (ticket && "?&".indexOf(text.at(start - 1)) < 0);
	}

	private static int listsBefore(MeantText text, int start) {
		int from = start - 1;
		while (from > start - 24 && Characters.isLetter(text.at(from - 1))) {
			from--;
		}
		return (from < start - 1) ? Words.of(text, from, start - 1) : 0;
	}

	/** Whether a name is a header {@code X-...} at the beginning of a line. */
	static boolean isHeader(MeantText text, int start) {
		return start == text.lineStart() && text.hasAt(start, "x-");
	}

	/** Whether a name is a field in brackets. */
	static boolean isField(MeantText text, int start) {
		int i = start - 1;
		while (i > start - 3 && Characters.isSpace(text.at(i))) {
			i--;
		}
		return start > 0 && "[({,".indexOf(text.at(i)) >= 0 && text.at(i) != 0;
	}

	/** Whether a line sets an environment variable or a property. */
	static boolean isVariable(MeantText text, int start, int end) {
		char before = text.at(start - 1);
		boolean exported = before == ' ' && text.hasAt(start - 7, "export");
		if ((before != 0 && before != '\n' && !exported) || text.at(end) != '=') {
			return false;
		}
		boolean lower = false;
		for (int i = start; i < end; i++) {
			if (text.at(i) == '.') {
				return true;
			}
			lower |= Characters.isLower(text.at(i));
		}
		return !lower;
	}

	/** Whether a word is in an SQL statement that creates or alters a user. */
	static boolean isInStatement(MeantText text, int start) {
		for (int i = start - 5; i > start - FARTHEST_USER && i >= 0; i--) {
			if (text.hasAt(i, "user ") && (text.hasAt(i - 7, "create ") || text.hasAt(i - 6, "alter "))) {
				return true;
			}
		}
		return Characters.isUpper(text.at(start));
	}

	/**
	 * The end of a value that a sentence calls a secret, as in
	 * {@code 'x' is not a valid token}, or 0.
	 */
	static int subjectEnd(MeantText text, int name) {
		int end = name - (Characters.isQuote(text.at(name - 1)) ? 1 : 0);
		for (int words = 0; words < MOST_WORDS && text.at(end - 1) == ' '; words++) {
			int start = end - 1;
			while (start > end - FARTHEST_USER && Characters.isLetter(text.at(start - 1))) {
				start--;
			}
			if (text.hasAt(start - 1, " is ")) {
				return start - (Characters.isQuote(text.at(start - 2)) ? 2 : 1);
			}
			if ((Words.of(text, start, end - 1) & (Words.PROSE | Words.OPERATOR)) == 0) {
				return 0;
			}
			end = start;
		}
		return 0;
	}

	/** The start of the word or quoted text that ends at an index. */
	static int wordStart(MeantText text, int end) {
		int start = end;
		while (start > end - FARTHEST_USER && start > 0 && !Characters.isSpace(text.at(start - 1))
				&& !(Characters.isQuote(text.at(end)) && text.at(start - 1) == text.at(end))) {
			start--;
		}
		return start;
	}

	/** The end of the word that starts somewhere, or of its beginning if it is long. */
	static int wordEnd(MeantText text, int start) {
		int end = start;
		while (end < start + FARTHEST_USER && text.at(end) != 0 && !Characters.isSpace(text.at(end))) {
			end++;
		}
		return end;
	}

	/** Whether there are words between the name of an option and an index. */
	static boolean hasWordsBefore(MeantText text, int nameEnd, int place) {
		int next = text.skipBlanks(nameEnd, 2);
		return next < place && Characters.isLetter(text.at(next));
	}

}
