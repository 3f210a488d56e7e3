// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

import io.github.swffailure.redaction.Operator.Kind;

/**
 * Reads words between a name and its value.
 */
final class OperatorWords {

	private static final int LONGEST_PLACE = 40;

	private static final int MOST_BLANKS = 16;

	private static final int MOST_WORDS = 4;

	private OperatorWords() {
	}

	static Operator after(MeantText text, int nameStart, int at, boolean quoted) {
		int expected = text.hasAt(at, "expected:") ? text.skipBlanks(at + 9, 1) : at;
		if (expected > at && (text.at(expected) == '<' || text.at(expected) == '"')) {
			int bracket = text.hasAt(expected, "<[") ? 2 : (text.at(expected) == '<') ? 1 : 0;
			return Operator.of(Kind.NEXT, expected, expected + bracket);
		}
		int tagEnd = (quoted || BlockValues.isTag(text, nameStart, false)) ? BlockValues.tagEnd(text, at) : 0;
		boolean tag = tagEnd > 0 && text.at(tagEnd - 1) != '/' && !text.hasAt(at, "value=")
				&& !text.hasAt(at, "content=");
		return tag ? Operator.of(Kind.TAG, tagEnd, tagEnd + 1) : afterWords(text, at);
	}

	private static Operator afterWords(MeantText text, int at) {
		int i = at;
		for (int words = 0; words < 3; words++) {
			int end = end(text, i);
			if (end - i < MOST_BLANKS && text.at(text.skipBlanks(end, 1)) == '=') {
				boolean assigns = words > 0 || (Words.of(text, i, end) & Words.OPERATOR) != 0;
				return assigns ? Operator.value(text, Kind.COLON, end, text.skipBlanks(end, 1) + 1)
						: declared(text, text.skipBlanks(end, 1), i);
			}
			if (end - i == 3 && text.hasAt(i, "for")) {
				Operator assigned = assignedFor(text, end);
				return (assigned.kind() == Kind.NONE) ? afterSentence(text, i) : assigned;
			}
			if (end == i || (Words.of(text, i, end) & Words.OPERATOR) == 0) {
				break;
			}
			i = text.skipBlanks(end, 2);
			if (Operator.isEquals(text, i) || text.at(i) == ':') {
				return Operator.value(text, Kind.COLON, i, i + 1);
			}
			i += (text.at(i) == '(' || text.at(i) == '[') ? 1 : 0;
		}
		return (text.at(i) == '-' || !Characters.isLetter(text.at(i))) ? Operator.of(Kind.NEXT, i, i)
				: afterSentence(text, i);
	}

	/**
	 * As in {@code password string = "x"}.
	 */
	private static Operator declared(MeantText text, int equals, int at) {
		Operator operator = Operator.value(text, Kind.ASSIGNS, equals, equals + 1);
		return Characters.isQuote(text.at(operator.valueStart())) && text.at(equals + 1) == ' ' ? operator
				: Operator.of(Kind.NEXT, at, at);
	}

	/**
	 * As in {@code password for bob: x}. The word after one such as "for" is not a value.
	 */
	private static Operator afterSentence(MeantText text, int at) {
		int i = at;
		boolean owner = false;
		for (int words = 0; words < MOST_WORDS; words++) {
			int end = owner ? placeEnd(text, i) : afterSize(text, end(text, i));
			int next = text.skipBlanks((text.at(end) == ':') ? end + 1 : end, 1);
			if (end == i || next == end || (text.at(end) == ':' && next == end + 1)) {
				break;
			}
			owner = "foucathbimFUC".indexOf(text.at(i)) >= 0 && (Words.of(text, i, end) & Words.OWNER) != 0;
			i = next;
		}
		if (i == at) {
			return Operator.of(Kind.NEXT, at, i);
		}
		return owner ? Operator.NONE : Operator.of(Kind.LATER, at, text.hasAt(i, "{ : \"") ? i + 5 : i);
	}

	/** As in {@code "PASSWORD CHARACTER VARYING(10)": "'x'"}. */
	private static int afterSize(MeantText text, int from) {
		int i = from + 1;
		while (i < from + MOST_BLANKS && Characters.isDigit(text.at(i))) {
			i++;
		}
		if (text.at(from) != '(' || text.at(i) != ')') {
			return from;
		}
		return Characters.isQuote(text.at(i + 1)) ? i + 2 : i + 1;
	}

	/**
	 * As in {@code SET PASSWORD FOR bob = 'x'}.
	 */
	private static Operator assignedFor(MeantText text, int from) {
		int i = text.skipBlanks(placeEnd(text, text.skipBlanks(from, 2)), 2);
		return (text.at(i) == '=') ? Operator.value(text, Kind.ASSIGNS, i, i + 1) : Operator.NONE;
	}

	private static int placeEnd(MeantText text, int from) {
		int i = from;
		while (i < from + LONGEST_PLACE && (Characters.isName(text.at(i)) || "'\"@%/".indexOf(text.at(i)) >= 0
				|| (text.at(i) == ':' && !Characters.isSpace(text.at(i + 1))))) {
			i++;
		}
		return i;
	}

	/**
	 * The index after the version of a signature or the like, as in {@code v0=} and
	 * {@code s:}.
	 */
	static int afterLabel(MeantText text, int start) {
		int end = start;
		while (end < start + 2 && Characters.isAlphanumeric(text.at(end))) {
			end++;
		}
		return (end > start && "=:".indexOf(text.at(end)) >= 0) ? end + 1 : start;
	}

	/**
	 * The start of another value of the same name, as in {@code "x" -> "y"},
	 * {@code <x> but was: <y>} and {@code IN ('x', 'y')}, or 0.
	 */
	static int otherValue(MeantText text, int end, boolean listed) {
		int i = end + (text.hasAt(end, "]>") ? 2 : ("\"'`>]".indexOf(text.at(end)) >= 0 ? 1 : 0));
		int other = (text.hasAt(i, " -> ") || text.hasAt(i, " => ")) ? i + 4
				: text.hasAt(i, " but was") ? i + 8 : text.hasAt(i, "\n but was") ? i + 9 : i;
		boolean item = listed && text.at(i) == ',' && i > end;
		if (other == i && !item) {
			return 0;
		}
		other = text.skipBlanks((item || text.at(other) == ':') ? other + 1 : other, 1);
		char opening = text.at(other);
		return ((Characters.closing(opening) != 0 && !item) || Characters.isQuote(opening)) ? other : 0;
	}

	static int end(MeantText text, int from) {
		int i = from;
		while (i < from + 12 && Characters.isLetter(text.at(i))) {
			i++;
		}
		return i;
	}

}
