// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

import io.github.swffailure.redaction.SecretNames.Kind;

/**
 * Redacts values that are the text of an XML element or lines of YAML.
 */
final class BlockValues {

	private static final int LONGEST_NAME = 40;

	private final MeantText text;

	private final Spans spans;

	private final ValueEnds ends;

	private final SecretLook look;

	BlockValues(SecretScanner.Parts parts) {
		this.text = parts.text();
		this.spans = parts.spans();
		this.ends = parts.ends();
		this.look = parts.look();
	}

	int element(Kind kind, int start) {
		int level = this.text.level(start - 1);
		int content = start;
		while (content < start + 64 && Characters.isSpace(this.text.at(content))) {
			content++;
		}
		if (this.text.hasAt(content, "<value>") || this.text.hasAt(content, "<string>")) {
			content += this.text.hasAt(content, "<value>") ? 7 : 8;
		}
		content += this.text.hasAt(content, "<![cdata[") ? 9 : 0;
		boolean data = this.text.at(content - 1) == '[';
		if (this.text.at(content) == '<' && this.text.level(content) <= level && !data || this.look.isAbsent(content)) {
			return 0;
		}
		int end = this.ends.element(data ? content - 9 : content, level);
		boolean closed = data || (this.text.at(end) == '<' && this.text.at(end + 1) == '/');
		boolean cut = end == this.text.length() && Characters.isAlphanumeric(this.text.at(content));
		boolean secret = this.look.isSecret(content) || (kind != Kind.MAYBE && (closed || !this.look.isProse(content)));
		return (closed || cut) && secret ? redact(content, end) : 0;
	}

	/**
	 * The end of the first line of a block of YAML, such as {@code >-}, or 0.
	 */
	int lineEnd(int start) {
		int i = start + 1;
		while (i < start + 4 && "+-0123456789".indexOf(this.text.at(i)) >= 0 && this.text.at(i) != 0) {
			i++;
		}
		i = this.text.skipBlanks(i, 4);
		return (this.text.at(i) == '\n') ? i : 0;
	}

	int lines(int start) {
		int line = this.text.lineStart();
		int indent = this.text.skipBlanks(line, 64) - line;
		boolean marked = this.text.at(start) != '\n';
		int from = marked ? lineEnd(start) : start;
		int content = this.text.skipBlanks(from + 1, 64);
		boolean item = this.text.at(content) == '-' && this.text.at(content + 1) == ' ';
		boolean entry = content - from - 1 > indent && this.ends.startsEntry(content);
		boolean secret = marked || (item && !this.text.hasAt(content, "- name:")) || entry
				|| this.look.isSecret(content);
		return secret ? redact(content, this.ends.block(from, indent)) : 0;
	}

	/**
	 * Whether a name belongs to a tag: as the name of an element, or, if it is quoted, as
	 * the value of an attribute.
	 */
	static boolean isTag(MeantText text, int nameStart, boolean quoted) {
		int i = nameStart;
		while (i > nameStart - LONGEST_NAME && (text.at(i - 1) == ':' || Characters.isName(text.at(i - 1)))) {
			i--;
		}
		return quoted || (text.at(i - 1) == '<' && !Characters.isAscii(text.at(i - 2)));
	}

	/** The end of a tag with further attributes, or 0 if there are none. */
	static int tagEnd(MeantText text, int from) {
		int equals = from;
		while (equals < from + LONGEST_NAME && (Characters.isName(text.at(equals)) || text.at(equals) == ':')) {
			equals++;
		}
		if (text.at(equals) != '=') {
			return 0;
		}
		int end = text.next('>', equals);
		return (end < text.length() && end < text.next('<', equals)) ? end : 0;
	}

	/**
	 * The index after markup before a value in YAML, PHP or HTML: {@code !!str},
	 * {@code &anchor}, {@code string(10)}, {@code </b>}.
	 */
	static int afterType(MeantText text, int from) {
		if (text.at(from) == '<' || text.at(from) == 'e') {
			return afterMarkup(text, from);
		}
		if (text.at(from) == '!') {
			int end = OperatorWords.end(text, (text.at(from + 1) == '!') ? from + 2 : from + 1);
			return Characters.isSpace(text.at(end)) ? text.skipBlanks(end, 2) : from;
		}
		if (text.at(from) == '&') {
			int end = OperatorWords.end(text, from + 1);
			return (end > from + 1 && text.at(end) == ' ') ? text.skipBlanks(end, 2) : from;
		}
		int i = (text.at(from) == '\n' && text.at(from - 1) == '>') ? text.skipBlanks(from + 1, 16) : from;
		if (!text.hasAt(i, "string(")) {
			return from;
		}
		i += "string(".length();
		while (Characters.isDigit(text.at(i))) {
			i++;
		}
		return (text.at(i) == ')') ? text.skipBlanks(i + 1, 1) : from;
	}

	private static int afterMarkup(MeantText text, int from) {
		int end = (text.at(from + 1) == '/') ? text.skipBlanks(OperatorWords.end(text, from + 2) + 1, 2) : from;
		return text.hasAt(from, "expected: <") ? from + 11 : Characters.isAlphanumeric(text.at(end)) ? end : from;
	}

	/**
	 * Redacts a secret at the beginning of the next line, unless that is another entry.
	 */
	int nextLine(int from) {
		int start = this.text.skipBlanks(from + 1, 64);
		boolean value = !this.ends.startsEntry(start) && this.look.isSecret(start);
		return value ? redact(start, this.ends.bare(start, false, 0)) : 0;
	}

	private int redact(int start, int end) {
		this.spans.add(start, end);
		return end;
	}

}
