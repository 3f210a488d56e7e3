// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

import io.github.swffailure.redaction.SecretNames.Kind;

/**
 * Redacts values after names of secrets.
 */
final class NamedValues {

	private final MeantText text;

	private final Spans spans;

	private final ValueEnds ends;

	private final SecretLook look;

	private final SecretNames names;

	private final BlockValues blocks;

	private final Credentials others;

	NamedValues(SecretScanner.Parts parts, Credentials others) {
		this.text = parts.text();
		this.spans = parts.spans();
		this.ends = parts.ends();
		this.look = parts.look();
		this.names = parts.names();
		this.blocks = new BlockValues(parts);
		this.others = others;
	}

	/**
	 * Redacts the value after a word, if the word is the name of a secret.
	 * @param start the start of the word
	 * @param end the end of the word
	 * @param enclosed whether it is in brackets
	 * @return the end of the value, or 0 if there is none
	 */
	int after(int start, int end, boolean enclosed) {
		Kind known = this.names.kindOf(start, end);
		boolean scheme = this.others.isScheme(start, end);
		Operator operator = (known == Kind.NONE && !scheme) ? Operator.NONE : Operator.after(this.text, start, end);
		if (operator.kind() == Operator.Kind.NONE) {
			return 0;
		}
		boolean later = operator.kind() == Operator.Kind.LATER;
		if (scheme && (later || operator.kind() == Operator.Kind.NEXT)) {
			return this.others.credential(later ? operator.at() : operator.valueStart());
		}
		Kind kind = kind(known, start, end, operator);
		return (kind == Kind.NONE) ? 0 : value(kind, operator, new Name(start, end, enclosed));
	}

	private Kind kind(Kind kind, int start, int end, Operator operator) {
		if (this.text.at(start - 1) == ':' && Characters.isDigit(this.text.at(start - 2))) {
			return (operator.kind() == Operator.Kind.COLON) ? Kind.NONE : kind;
		}
		if (this.text.at(start - 1) == '/' && operator.kind() == Operator.Kind.COLON && kind != Kind.NONE) {
			return Kind.MAYBE;
		}
		if (kind == Kind.PATH) {
			return (operator.kind() == Operator.Kind.ASSIGNS) ? Kind.SECRET : Kind.MAYBE;
		}
		if (kind == Kind.MAYBE && SecretKeys.isValueOf(this.text, end, operator.valueStart())) {
			return Kind.SECRET;
		}
		if (kind == Kind.MAYBE && NamePlace.isOther(this.text, start, end)) {
			return Kind.NONE;
		}
		boolean parsed = kind == Kind.SECRET && operator.kind() == Operator.Kind.COLON
				&& this.text.hasAt(end - 5, "token") && NamePlace.isParsed(this.text, start);
		return parsed ? Kind.MAYBE : kind;
	}

	/**
	 * Redacts a value whose name is elsewhere.
	 * @param operator the operator before the value
	 * @param kind the kind of its name
	 */
	int value(Operator operator, Kind kind) {
		return value((kind == Kind.PATH) ? Kind.SECRET : kind, operator, new Name(operator.at(), operator.at(), true));
	}

	private int value(Kind kind, Operator operator, Name name) {
		int start = operator.valueStart();
		char first = this.text.at(start);
		boolean tag = operator.kind() == Operator.Kind.TAG;
		if (!tag && (first == '\n' || (first == '|' || first == '>') && this.blocks.lineEnd(start) > 0)) {
			int end = (operator.kind() == Operator.Kind.COLON) ? this.blocks.lines(start) : 0;
			return (end > start) ? end : this.blocks.nextLine(start);
		}
		return switch (operator.kind()) {
			case TAG -> (this.text.at(name.start - 1) == '"' && this.look.isName(start, name.start)) ? 0
					: this.blocks.element(kind, start);
			case NEXT -> next(kind, operator, name);
			case LATER -> later(kind, operator, name);
			default -> assigned(kind, operator, name);
		};
	}

	private int assigned(Kind kind, Operator operator, Name name) {
		int start = operator.valueStart();
		char first = this.text.at(start);
		boolean scheme = kind == Kind.HEADER && this.text.at(this.look.letters(start)) == ' ';
		if (this.look.isAbsent(scheme ? this.look.letters(start) + 1 : start) || isEmpty(start)) {
			return 0;
		}
		if (Characters.isQuote(first)) {
			return quoted(kind, start);
		}
		boolean bracket = Characters.closing(first) != 0 && first != '<';
		int content = bracket ? start + 1 : OperatorWords.afterLabel(this.text, start);
		content += (bracket && Characters.isQuote(this.text.at(content))) ? 1 : 0;
		if (kind == Kind.MAYBE && !isLikely(content)) {
			return 0;
		}
		if (bracket) {
			return bracketed(operator, start);
		}
		return isOrdinary(kind, operator, name) ? 0 : bare(kind, operator, name);
	}

	private boolean isEmpty(int start) {
		char first = this.text.at(start);
		return first == 0 || (",;)]}&".indexOf(first) >= 0 && Characters.isDelimiter(this.text.at(start + 1)));
	}

	private int quoted(Kind kind, int start) {
		int content = start + 1;
		boolean harmless = this.look.isAbsent(content) || this.look.isSentence(content)
				|| (kind == Kind.MAYBE && !isLikely(content));
		return harmless ? 0 : redact(content, this.ends.quoted(start));
	}

	private boolean isLikely(int start) {
		return this.look.isSecret(start) && !this.names.isNameOfSecret(start);
	}

	private int bracketed(Operator operator, int start) {
		if (operator.kind() == Operator.Kind.COLON && this.look.isProse(start + 1)) {
			return 0;
		}
		return redact(start, this.ends.bracketed(start));
	}

	private int bare(Kind kind, Operator operator, Name name) {
		int start = operator.valueStart();
		int level = this.text.level(operator.at());
		if (kind == Kind.HEADER) {
			return redact(start, this.ends.header(start, name.enclosed));
		}
		if (operator.kind() == Operator.Kind.ASSIGNS && "?&;".indexOf(this.text.at(name.start - 1)) >= 0
				&& name.start > 0 && this.text.at(name.start - 1) != ';') {
			return redact(start, this.ends.parameter(start, level));
		}
		boolean blanks = (operator.kind() == Operator.Kind.COLON) ? NamePlace.isHeader(this.text, name.start)
				: operator.kind() == Operator.Kind.ASSIGNS
						&& ((name.enclosed && NamePlace.isField(this.text, name.start))
								|| NamePlace.isVariable(this.text, name.start, name.end));
		int end = this.ends.bare(start, blanks, level);
		return Math.max(end, redact(start, this.ends.withoutPunctuation(start, end)));
	}

	private boolean isOrdinary(Kind kind, Operator operator, Name name) {
		int start = operator.valueStart();
		int end = name.end;
		if (kind == Kind.HEADER) {
			return this.look.isSingleWord(start);
		}
		if (this.text.hasAt(end - 3, "pwd") && (this.text.at(start) == '/' || this.text.at(start + 1) == ':')) {
			return true;
		}
		if (this.text.hasAt(end - 6, "tokens") && this.look.isNumber(start)) {
			return true;
		}
		boolean token = this.text.hasAt(end - 5, "token") && this.look.isConstant(start);
		if (operator.kind() == Operator.Kind.ASSIGNS) {
			return token && name.start == end - 5 && this.text.at(name.start) == 't';
		}
		if (start == operator.at() + 1 && this.look.isCoordinate(start)) {
			return true;
		}
		return token || this.look.isProse(start) || this.look.isCounted(start);
	}

	private int next(Kind kind, Operator operator, Name name) {
		int start = operator.valueStart();
		int dashes = this.text.hasAt(name.start, "--") ? 2 : (this.text.at(name.start) == '-') ? 1 : 0;
		boolean option = dashes + ((kind == Kind.SECRET) ? 1 : 0) > 1
				&& !NamePlace.hasWordsBefore(this.text, name.end, start);
		if (Characters.isQuote(this.text.at(start))) {
			boolean named = this.names.isPassword(name.end) && this.text.at(operator.at()) != ',';
			boolean password = (option ? this.text.at(start + 1) > ' ' : named && this.look.isWord(start + 1))
					&& !this.text.hasAt(start + 1, "--");
			boolean secret = password || this.look.isSecret(start + 1) || this.look.isSecret(start + 2)
					|| this.text.at(operator.at()) == '(' || (kind == Kind.HEADER && this.look.hasSecret(start + 1));
			Kind quoted = (password && kind == Kind.MAYBE) ? Kind.SECRET : kind;
			return (secret && !AbsentValues.isTemplate(this.text, start)) ? quoted(quoted, start) : 0;
		}
		boolean secret = option ? this.look.isSecret(start) || this.look.isWord(start) : this.look.isSecret(start)
				&& (!this.ends.startsEntry(start) || this.text.at(NamePlace.wordEnd(this.text, start) - 1) == ':');
		if (kind == Kind.HEADER && this.look.hasSecret(start)) {
			return redact(start, this.ends.header(start, true));
		}
		if (!secret || this.text.hasAt(start, "--") || NamePlace.isOtherCode(this.text, name.start, name.end)
				|| this.look.isAbsent(start) || (option && this.look.isName(start, name.start + dashes))) {
			return 0;
		}
		return (this.text.at(start - 1) == '[') ? redact(start, this.ends.enclosed(start - 1)) : word(start);
	}

	/** Redacts a value after words of a sentence, or the word right after the name. */
	private int later(Kind kind, Operator operator, Name name) {
		int start = this.look.isSecret(operator.at()) ? operator.at() : operator.valueStart();
		while (start < operator.valueStart() + 2 && Characters.isQuote(this.text.at(start))) {
			start++;
		}
		boolean session = this.text.hasAt(name.start, "session") && this.text.hasAt(operator.at(), "id");
		if (!(this.look.isSecret(start) && (kind == Kind.SECRET || start == operator.at() || session))) {
			return 0;
		}
		return word(start);
	}

	private int word(int start) {
		int end = this.ends.bare(start, false, 0);
		return Math.max(end, redact(start, this.ends.withoutPunctuation(start, end)));
	}

	/** Redacts a value, and further values of the same name. */
	private int redact(int start, int end) {
		boolean listed = this.text.at(start - 2) == '(';
		int last = end;
		this.spans.add(start, end);
		for (int other = OperatorWords.otherValue(this.text, last, listed); other > 0;) {
			last = this.ends.enclosed(other);
			this.spans.add(other + 1, last);
			other = OperatorWords.otherValue(this.text, last, listed);
		}
		return last;
	}

	private record Name(int start, int end, boolean enclosed) {
	}

}
