// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

/**
 * The text between a name and its value.
 *
 * @param kind the kind of operator
 * @param at its index
 * @param valueStart the start of the value
 */
record Operator(Kind kind, int at, int valueStart) {

	/** Kinds of operators, by how certain it is that a value follows. */
	enum Kind {

		/** An equals sign, an arrow and the like: a value follows. */
		ASSIGNS,

		/** A colon, which may also be part of a sentence. */
		COLON,

		/** The end of an XML tag. */
		TAG,

		/** Nothing or a word: the value may follow, if it looks like a secret. */
		NEXT,
		/** Words of a sentence: the value may follow later, if it looks like a secret. */
		LATER,

		/** None. */
		NONE

	}

	private static final int LONGEST_WORD = 40;

	private static final int MOST_BLANKS = 16;

	private static final int LONGEST_INDEX = 12;

	static final Operator NONE = new Operator(Kind.NONE, 0, 0);

	/** The operator after a name. */
	static Operator after(MeantText text, int nameStart, int nameEnd) {
		int i = afterMarks(text, afterIndex(text, nameEnd));
		boolean quoted = Characters.isQuote(text.at(i));
		i += quoted ? 1 : 0;
		boolean closes = Characters.isClosing(text.at(i)) && !(quoted && text.at(i) == '}');
		i += (closes && opensValue(text, i + 1)) ? 1 : 0;
		boolean spaces = quoted || text.hasAt(skipSpaces(text, i), "expected:");
		int at = spaces ? afterContentType(text, skipSpaces(text, i)) : text.skipBlanks(i, MOST_BLANKS);
		at = afterType(text, at);
		return switch (text.at(at)) {
			case '=', '~', '!', '+', '?' -> equalsSign(text, at);
			case ':' -> colon(text, at);
			case '-', '<', '|' -> arrow(text, at);
			case '>' -> BlockValues.isTag(text, nameStart, quoted) ? of(Kind.TAG, at, at + 1) : angles(text, at);
			case '.' -> dots(text, at);
			case ',' -> (quoted && text.at(nameStart) != '-') ? comma(text, at) : ofTuple(text, nameStart, at);
			case '"', '\'', '`' -> (at > i || !quoted) ? of(Kind.NEXT, at, at) : NONE;
			case '(', '[', '{' -> opened(text, at);
			case 0 -> NONE;
			default -> (at > i) ? OperatorWords.after(text, nameStart, at, quoted) : NONE;
		};
	}

	private static boolean opensValue(MeantText text, int from) {
		int next = skipSpaces(text, from);
		return isEquals(text, next) || text.hasAt(next, "value") || text.hasAt(next, "expected:");
	}

	/** The index after the brackets of a call, or asterisks of a bold name. */
	private static int afterMarks(MeantText text, int from) {
		if (text.at(from) == '(' && text.at(from + 1) == ')') {
			return from + 2;
		}
		int i = from;
		while (i < from + 2 && text.at(i) == '*') {
			i++;
		}
		return (text.at(i) == ':' || text.at(i) == ' ') ? i : from;
	}

	/** The index after the content type in a multipart form. */
	private static int afterContentType(MeantText text, int from) {
		int i = from;
		if (text.hasAt(from, "content-type:")) {
			while (text.at(i) != '\n' && text.at(i) != 0) {
				i++;
			}
		}
		return skipSpaces(text, i);
	}

	/**
	 * As in {@code name ..... x} and {@code (name . "x")}.
	 */
	private static Operator dots(MeantText text, int at) {
		int end = at;
		while (end < at + LONGEST_WORD && text.at(end) == '.') {
			end++;
		}
		Operator operator = value(text, Kind.NEXT, at, end);
		boolean leader = end - at > 2 || (text.at(at - 1) == ' ' && Characters.isQuote(text.at(operator.valueStart)));
		return (leader && (end - at > 4 || text.at(end) == ' ')) ? operator : NONE;
	}

	private static Operator angles(MeantText text, int at) {
		int end = at + 1;
		while (end < at + 3 && (text.at(end) == '>' || text.at(end) == '=')) {
			end++;
		}
		boolean marked = end > at + 1 || Characters.isBlank(text.at(end));
		return marked ? value(text, Kind.NEXT, at, end) : NONE;
	}

	/** As in {@code Secret(x)} and {@code Secret(value=x)}. */
	private static Operator opened(MeantText text, int at) {
		int label = text.skipBlanks(at + 1, 1);
		int end = OperatorWords.end(text, label);
		boolean labelled = (Words.of(text, label, end) & Words.OPERATOR) != 0
				&& (text.at(end) == '=' || text.at(end) == ':');
		return labelled ? value(text, Kind.NEXT, at, end + 1) : of(Kind.NEXT, at, at + 1);
	}

	/**
	 * As in {@code Pair(name, x)}, {@code {:name, "x"}} and {@code [--name, x]}.
	 */
	private static Operator ofTuple(MeantText text, int nameStart, int at) {
		boolean tuple = "(:".indexOf(text.at(nameStart - 1)) >= 0 || text.at(nameStart) == '-'
				|| text.at(nameStart - 1) == '[';
		return tuple ? value(text, Kind.NEXT, at, at + 1) : NONE;
	}

	static Operator of(Kind kind, int at, int valueStart) {
		return new Operator(kind, at, valueStart);
	}

	static boolean isEquals(MeantText text, int at) {
		return text.at(at) == '=' || (text.at(at) == ':' && text.at(at + 1) == ' ');
	}

	private static int skipSpaces(MeantText text, int from) {
		int i = from;
		while (i < from + MOST_BLANKS && Characters.isSpace(text.at(i))) {
			i++;
		}
		return i;
	}

	/**
	 * The position after an index, as in {@code tokens[0]} or {@code tokens['github']}.
	 */
	static int afterIndex(MeantText text, int from) {
		if (text.at(from) != '[') {
			return from;
		}
		int i = from + 1;
		while (i < from + LONGEST_WORD && (Characters.isName(text.at(i)) || Characters.isQuote(text.at(i)))) {
			i++;
		}
		if (text.at(i) != ']') {
			return from;
		}
		boolean number = Characters.isDigit(text.at(from + 1)) && Characters.isDigit(text.at(i - 1)) && i <= from + 3;
		i++;
		while (i < from + 2 * LONGEST_WORD && Characters.isName(text.at(i))) {
			i++;
		}
		boolean quoted = Characters.isQuote(text.at(i)) && ",:=".indexOf(text.at(i + 1)) >= 0
				&& i < from + LONGEST_INDEX;
		return (number || quoted || isEquals(text, text.skipBlanks(i, 2))) ? i : from;
	}

	/**
	 * The index after a type or a remark, as in {@code password (java.lang.String) = x}.
	 */
	private static int afterType(MeantText text, int from) {
		if (text.at(from) != '(') {
			return from;
		}
		int i = from + 1;
		while (i < from + LONGEST_WORD && (Characters.isName(text.at(i)) || " '\"@".indexOf(text.at(i)) >= 0)) {
			i++;
		}
		int after = text.skipBlanks(i + 1, 2);
		return (text.at(i) == ')' && isEquals(text, after)) ? after : from;
	}

	private static Operator equalsSign(MeantText text, int at) {
		char first = text.at(at);
		boolean compares = "!+?".indexOf(first) >= 0;
		if (compares && text.at(at + 1) != '=') {
			return NONE;
		}
		int end = compares ? at + 2 : at + 1;
		while (end < at + 3 && (text.at(end) == '=' || (!compares && text.at(end) == '>'))) {
			end++;
		}
		return value(text, Kind.ASSIGNS, at, end);
	}

	private static Operator colon(MeantText text, int at) {
		char next = text.at(at + 1);
		if (next == ':') {
			return (text.at(at + 2) == '=') ? value(text, Kind.ASSIGNS, at, at + 3)
					: value(text, Kind.NEXT, at, at + 2);
		}
		boolean assigns = next == '=';
		return value(text, assigns ? Kind.ASSIGNS : Kind.COLON, at, assigns ? at + 2 : at + 1);
	}

	private static Operator arrow(MeantText text, int at) {
		char next = text.at(at + 1);
		return switch (text.at(at)) {
			case '-' -> (next == '>') ? value(text, Kind.ASSIGNS, at, at + 2)
					: (next == ' ') ? value(text, Kind.NEXT, at, at + 1)
							: text.hasAt(at, "-->") ? value(text, Kind.NEXT, at, at + 3) : NONE;
			case '<' -> (next == '-' || next == '>') ? value(text, Kind.ASSIGNS, at, at + 2)
					: value(text, Kind.NEXT, at, (next == '=') ? at + 2 : at + 1);
			default -> value(text, Kind.COLON, at, at + 1);
		};
	}

	private static Operator comma(MeantText text, int at) {
		Operator operator = value(text, Kind.NEXT, at, at + 1);
		return Characters.isQuote(text.at(operator.valueStart)) ? operator : NONE;
	}

	static Operator value(MeantText text, Kind kind, int at, int from) {
		int start = BlockValues.afterType(text, text.skipBlanks(from, MOST_BLANKS));
		start += text.hasAt(start, "new ") ? 4 : 0;
		if (kind == Kind.COLON && Characters.isLetter(text.at(start))
				&& text.hasAt(OperatorWords.end(text, start), " = ")
				&& Characters.isQuote(text.at(OperatorWords.end(text, start) + 3))) {
			start = OperatorWords.end(text, start) + 3;
		}
		if (text.at(start) == '\n' && Characters.isQuote(text.at(skipSpaces(text, start)))) {
			start = skipSpaces(text, start);
		}
		char next = text.at(start);
		boolean prefix = "@$bBnNeEuUrR".indexOf(next) >= 0 && Characters.isQuote(text.at(start + 1));
		return of(kind, at, prefix ? start + 1 : start);
	}

}
