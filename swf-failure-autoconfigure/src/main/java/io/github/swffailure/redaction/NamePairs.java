// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

import io.github.swffailure.redaction.SecretNames.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Redacts values that do not directly follow their name: after a label, as in
 * {@code "name":"DB_PASSWORD","value":"x"}, in a list or table, or before the name.
 */
final class NamePairs {

	private static final int MOST_SEPARATORS = 40;

	private static final int LONGEST_WORD = 40;

	private static final int MOST_ATTRIBUTES = 3;

	/** Maximum number of characters between a value and its name, if it comes first. */
	private static final int FARTHEST = 1024;

	/** The same, if the value has a label. */
	private static final int NEAR = 48;

	private final MeantText text;

	private final Spans spans;

	private final NamedValues named;

	private final ValueEnds ends;

	private final SecretLook look;

	private final SecretNames names;

	private @Nullable Pending pending;

	private final NameLists lists;

	private final NameTables tables;

	private final ReportedValues reported;

	private int noted;

	NamePairs(SecretScanner.Parts parts, NamedValues named) {
		this.text = parts.text();
		this.spans = parts.spans();
		this.named = named;
		this.ends = parts.ends();
		this.look = parts.look();
		this.names = parts.names();
		this.lists = new NameLists(parts);
		this.tables = new NameTables(parts);
		this.reported = new ReportedValues(parts);
	}

	NameLists lists() {
		return this.lists;
	}

	NameTables tables() {
		return this.tables;
	}

	/**
	 * Redacts the value of a name that is not directly followed by one.
	 * @param found the end of the value that follows directly, or 0 if there is none
	 * @return the end of the value, or 0 if there is none
	 */
	int after(int start, int end, int found) {
		if (found > 0) {
			if (this.text.hasAt(end, "' ")) {
				redactPending(start, false);
			}
			return found;
		}
		Kind kind = this.names.kindOf(start, end);
		boolean sure = kind != Kind.MAYBE;
		if (kind == Kind.NONE || (!sure && this.names.isCommon(end))) {
			return 0;
		}
		if (sure) {
			this.lists.name();
		}
		int nameEnd = Operator.afterIndex(this.text, end);
		boolean ends = "\"'`,;\n)/<".indexOf(this.text.at(nameEnd)) >= 0 || this.text.hasAt(nameEnd, " --");
		int labelled = ends ? labelled(afterClosingTag(nameEnd), kind) : 0;
		if (labelled == 0 && sure) {
			redactPending(start, ":=".indexOf(this.text.at(nameEnd)) >= 0);
			redact(NamePlace.subjectEnd(this.text, start));
			this.reported.after(nameEnd);
		}
		return labelled;
	}

	private int afterClosingTag(int from) {
		if (this.text.at(from) != '<' || this.text.at(from + 1) != '/') {
			return from;
		}
		int end = from + 2;
		while (end < from + LONGEST_WORD && Characters.isName(this.text.at(end))) {
			end++;
		}
		return end;
	}

	private int labelled(int from, Kind kind) {
		int i = from;
		for (int attributes = 0; attributes <= MOST_ATTRIBUTES; attributes++) {
			i = skipSeparators(i);
			int end = i;
			while (end < i + LONGEST_WORD && (Characters.isName(this.text.at(end)) || this.text.at(end) == ' ')
					&& !(this.text.at(end) == ' ' && !this.text.hasAt(i, "rejected")
							&& !this.text.hasAt(end + 1, "value"))) {
				end++;
			}
			end -= (this.text.at(end - 1) == ' ') ? 1 : 0;
			end = this.text.hasAt(i, "for input string") ? i + 16
					: this.text.hasAt(i, "invalid uuid string") ? i + 19 : end;
			if (isLabel(i, end)) {
				return value(Operator.after(this.text, i, end), kind);
			}
			int next = afterAttribute(i, end);
			if (next == 0) {
				return 0;
			}
			i = next;
		}
		return 0;
	}

	private int value(Operator operator, Kind kind) {
		boolean sure = kind != Kind.MAYBE;
		boolean bracket = "([".indexOf(this.text.at(operator.at())) >= 0;
		if (operator.kind() != Operator.Kind.NEXT || !bracket) {
			return (operator.kind() == Operator.Kind.NONE) ? 0 : this.named.value(operator, kind);
		}
		if (this.look.isAbsent(operator.valueStart()) || !(sure || this.look.isSecret(operator.valueStart()))) {
			return 0;
		}
		int end = this.ends.bracketed(operator.at());
		this.spans.add(operator.valueStart(), Math.max(operator.valueStart(), end - 1));
		return end;
	}

	private int skipSeparators(int from) {
		int i = from;
		while (i < from + MOST_SEPARATORS && (Characters.isSpace(this.text.at(i))
				|| "\"'`,;:/><)]-&{.".indexOf(this.text.at(i)) >= 0 && this.text.at(i) != 0)) {
			i++;
		}
		return i;
	}

	private boolean isLabel(int start, int end) {
		int at = this.text.hasAt(start, "rejected") ? start + 8 : start;
		at += (at > start && this.text.at(at) == ' ') ? 1 : 0;
		boolean value = this.text.hasAt(end - 5, "value")
				&& (!Characters.isLetter(this.text.at(end - 6)) || Characters.isUpper(this.text.at(end - 5)));
		return at < end && (value || this.text.hasAt(at, "val") && end - at == 3)
				|| (Words.of(this.text, start, end) & Words.LABEL) != 0;
	}

	/**
	 * The index after another attribute, as in {@code "secure":true} and
	 * {@code type="string"}, or 0 if there is none.
	 */
	private int afterAttribute(int start, int end) {
		int i = end + (Characters.isQuote(this.text.at(end)) ? 1 : 0);
		i = this.text.skipBlanks(i, 1);
		if (end == start || (this.text.at(i) != '=' && this.text.at(i) != ':')) {
			return 0;
		}
		i = skipSeparators(i + 1);
		int value = i;
		while (i < value + LONGEST_WORD && Characters.isName(this.text.at(i))) {
			i++;
		}
		int comma = i;
		while (comma < i + LONGEST_WORD && ",=\n\0".indexOf(this.text.at(comma)) < 0) {
			comma++;
		}
		return (this.text.at(comma) == ',') ? comma : i;
	}

	/** Remembers a value after a sign, because its name may follow. */
	void note(int sign, int end) {
		int start = valueStart(sign, end);
		if (start < this.noted) {
			return;
		}
		char first = this.text.at(start);
		boolean quoted = Characters.isQuote(first);
		if (sign == Signs.VALUE || quoted || "<[".indexOf(first) >= 0) {
			int content = start + (quoted || first == '<' || first == '[' ? 1 : 0);
			this.noted = quoted ? this.ends.quoted(start) : this.ends.bare(content, false, 0);
			this.pending = new Pending(content, this.noted, sign != Signs.VALUE && sign != Signs.DUPLICATE);
		}
	}

	private int valueStart(int sign, int end) {
		if (sign == Signs.VALUE) {
			Operator operator = Operator.after(this.text, end - 5, end);
			boolean assigns = operator.kind() == Operator.Kind.ASSIGNS || operator.kind() == Operator.Kind.COLON;
			boolean rejected = "[\"'".indexOf(this.text.at(operator.valueStart() - 1)) >= 0
					&& this.text.hasAt(end - 14, "rejected ");
			assigns |= operator.kind() == Operator.Kind.NEXT && (Characters.isQuote(this.text.at(operator.valueStart()))
					|| this.look.isSecret(operator.valueStart()));
			return assigns ? operator.valueStart() : rejected ? operator.valueStart() - 1 : -1;
		}
		int start = this.text.skipBlanks(end, 16);
		int dash = start;
		while (sign == Signs.BINDING && dash < end + LONGEST_WORD && !this.text.hasAt(dash, "- [")) {
			dash++;
		}
		return (dash > start) ? dash + 2 : start;
	}

	/** Redacts the last word before an index, if it looks like a secret. */
	private void redact(int end) {
		int start = NamePlace.wordStart(this.text, end);
		if (end > 0 && this.look.isSecret(start)) {
			this.spans.add(start, end);
		}
	}

	private void redactPending(int nameStart, boolean assigned) {
		Pending value = this.pending;
		if (value == null || value.end > nameStart || (assigned && !this.look.isSecret(value.start))) {
			return;
		}
		this.pending = null;
		if (nameStart - value.end > (value.far ? FARTHEST : NEAR) || this.look.isAbsent(value.start)) {
			return;
		}
		this.spans.add(value.start, value.end);
		int other = OperatorWords.otherValue(this.text, value.end, false);
		if (other > 0) {
			this.spans.add(other + 1, this.ends.enclosed(other));
		}
	}

	private record Pending(int start, int end, boolean far) {
	}

}
