// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

/**
 * Finds the ends of values, by the rules of their notation.
 */
final class ValueEnds {

	private static final int LONGEST_NAME = 40;

	private static final int MOST_ESCAPED = 8;

	private final MeantText text;

	ValueEnds(MeantText text) {
		this.text = text;
	}

	/**
	 * The end of a quoted value: a quote of the same kind and level, before a delimiter.
	 * Without one, the end of the line if a new entry follows, or the end of the text.
	 * @param start the index of the opening quote
	 * @return the index of the closing quote
	 */
	int quoted(int start) {
		char quote = this.text.at(start);
		int level = this.text.level(start);
		boolean closed = false;
		boolean tripled = this.text.at(start + 1) == quote && this.text.at(start + 2) == quote
				&& this.text.level(start + 2) == level;
		for (int i = start + (tripled ? 3 : 1); i < this.text.length(); i++) {
			char next = this.text.at(i);
			if (next == quote && this.text.level(i) <= level) {
				if (next == this.text.at(i + 1) && i > start + 1 && quote != '"') {
					i++;
				}
				else if (this.text.level(i) < level || Characters.isDelimiter(this.text.at(i + 1))) {
					return i;
				}
				closed = true;
			}
			else if (next == '\n' && (closed || startsEntry(i + 1)) && this.text.level(i) <= level) {
				return i;
			}
		}
		return this.text.length();
	}

	/**
	 * The end of a value in brackets.
	 * @param start the index of the opening bracket
	 * @return the index after the closing bracket and the text attached to it
	 */
	int bracketed(int start) {
		int depth = 0;
		for (int i = start; i < this.text.length(); i++) {
			char next = this.text.at(i);
			if (next == '"' || (next == '\'' && " ,=:([{".indexOf(this.text.at(i - 1)) >= 0)) {
				i = quoted(i);
			}
			else if (next == '\n' && startsEntry(i + 1) && this.text.level(i) == 0) {
				return i;
			}
			else if ("([{".indexOf(next) >= 0) {
				depth++;
			}
			else if (Characters.isClosing(next) && --depth == 0) {
				return Characters.isDelimiter(this.text.at(i + 1)) ? i + 1 : bare(i + 1, false, 0);
			}
		}
		return this.text.length();
	}

	/** The end of the value in a quote or bracket. */
	int enclosed(int start) {
		return Characters.isQuote(this.text.at(start)) ? quoted(start) : bracketed(start) - 1;
	}

	/**
	 * The end of a value without quotes and brackets.
	 * @param start its start
	 * @param blanks whether it may contain spaces: then it ends with the next entry, the
	 * enclosing bracket or the line
	 * @param level the level of the operator; spaces of a higher level belong to the
	 * value
	 */
	int bare(int start, boolean blanks, int level) {
		int depth = 0;
		int i = start;
		while (i < this.text.length()) {
			char next = this.text.at(i);
			if ("([{".indexOf(next) >= 0) {
				depth++;
			}
			else if (Characters.isClosing(next) && depth > 0) {
				depth--;
			}
			else if (next == '\\' && this.text.at(i + 1) == '\n') {
				i = this.text.skipBlanks(i + 2, LONGEST_NAME) - 1;
			}
			else if (!(next == ' ' && this.text.level(i) > level) && ends(next, i, start, blanks)) {
				return i;
			}
			i++;
		}
		return i;
	}

	private boolean ends(char next, int i, int start, boolean blanks) {
		char after = this.text.at(i + 1);
		return switch (next) {
			case '\n', '\r' -> true;
			case ' ', '\t' -> !blanks || startsEntry(i + 1);
			case ';', '&', '|' -> !blanks && (Characters.isDelimiter(after) || startsEntry(i + 1));
			case ',' -> (after == ' ' && !blanks) || after == 0 || after == '\n' || startsEntry(i + 1);
			case ')', ']', '}', '>' -> Characters.isDelimiter(after) && after != next;
			case '"', '\'', '`' -> i > start && Characters.isDelimiter(after);
			case '<' -> after == '/' || (i > start && startsTag(i + 1));
			default -> false;
		};
	}

	/** The end of a parameter of a URL. */
	int parameter(int start, int level) {
		int depth = 0;
		int i = start;
		for (; i < this.text.length(); i++) {
			char next = this.text.at(i);
			boolean ends = " \t\r\n<".indexOf(next) >= 0 || (depth == 0 && "&#)".indexOf(next) >= 0)
					|| ("\"'`>]}|".indexOf(next) >= 0 && Characters.isDelimiter(this.text.at(i + 1)));
			if (ends && this.text.level(i) <= level) {
				break;
			}
			depth += (next == '(') ? 1 : (next == ')') ? -1 : 0;
		}
		return i;
	}

	/**
	 * The end of a header's value: the end of the line, or of the quote or bracket around
	 * the header.
	 */
	int header(int start, boolean enclosed) {
		char open = 0;
		int depth = 0;
		int i = start;
		for (; i < this.text.length() && this.text.at(i) != '\n'; i++) {
			char next = this.text.at(i);
			if (open != 0) {
				open = (next == open) ? 0 : open;
			}
			else if (Characters.isQuote(next)) {
				boolean opens = "=, :".indexOf(this.text.at(i - 1)) >= 0;
				if (!opens && Characters.isDelimiter(this.text.at(i + 1))) {
					return i;
				}
				open = opens ? next : open;
			}
			else if ("([{".indexOf(next) >= 0) {
				depth++;
			}
			else if (Characters.isClosing(next) && --depth < 0 && enclosed) {
				return i;
			}
		}
		return i;
	}

	/**
	 * The end of the text of an element.
	 * @param start the start of the text
	 * @param level the level of its tag
	 */
	int element(int start, int level) {
		int i = start;
		if (!this.text.hasAt(start, "<![cdata[")) {
			i = this.text.next('<', i);
			for (int escaped = 0; this.text.level(i) > level && escaped < MOST_ESCAPED; escaped++) {
				i = this.text.next('<', i + 1);
			}
			return i;
		}
		while (i < this.text.length() && !(this.text.at(i) == ']' && this.text.at(i + 1) == ']')) {
			i++;
		}
		return i;
	}

	/**
	 * The end of the lines that are indented further than a name, or are items of its
	 * list.
	 */
	int block(int from, int indent) {
		int end = from;
		int i = from;
		while (i < this.text.length() && this.text.at(i) == '\n') {
			int line = i + 1;
			int content = this.text.skipBlanks(line, 256);
			boolean item = this.text.at(content) == '-' && this.text.at(content + 1) == ' ';
			if (content - line <= indent && !(item && content - line == indent) && this.text.at(content) != '\n') {
				return end;
			}
			i = content;
			while (i < this.text.length() && this.text.at(i) != '\n') {
				i++;
			}
			end = i;
		}
		return end;
	}

	/** The end of a value without the punctuation of a sentence. */
	int withoutPunctuation(int start, int end) {
		int i = end;
		boolean sentence = end == this.text.length() || Characters.isSpace(this.text.at(end));
		while (sentence && i > start + 1 && ".,:;!?".indexOf(this.text.at(i - 1)) >= 0) {
			i--;
		}
		return i;
	}

	private boolean startsTag(int from) {
		int i = from;
		while (i < from + LONGEST_NAME && Characters.isName(this.text.at(i))) {
			i++;
		}
		return i > from && (this.text.at(i) == '>' || (this.text.at(i) == '/' && this.text.at(i + 1) == '>'));
	}

	/**
	 * Whether there is a name with a separator, which begins a new entry.
	 */
	boolean startsEntry(int from) {
		int i = this.text.skipBlanks(from, 2);
		i += Characters.isQuote(this.text.at(i)) ? 1 : 0;
		int start = i;
		while (i < start + LONGEST_NAME && Characters.isName(this.text.at(i))) {
			i++;
		}
		if (i == start || !Characters.isAlphanumeric(this.text.at(start)) && this.text.at(start) != '_') {
			return false;
		}
		i = Operator.afterIndex(this.text, i);
		i += Characters.isQuote(this.text.at(i)) ? 1 : 0;
		i = this.text.skipBlanks(i, 1);
		boolean padding = this.text.at(i + 1) == '=' && Characters.isDelimiter(this.text.at(i + 2));
		return (this.text.at(i) == '=' && !padding) || (this.text.at(i) == ':' && this.text.at(i + 1) != '/');
	}

}
