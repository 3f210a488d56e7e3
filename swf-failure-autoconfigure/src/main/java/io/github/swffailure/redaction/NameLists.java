// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

/**
 * Redacts values in a list that follows a list of their names, as in
 * {@code (api_token)=(x)} and {@code INSERT INTO t (name) VALUES ('x')}.
 */
final class NameLists {

	private final MeantText text;

	private final Spans spans;

	private final ValueEnds ends;

	private final SecretLook look;

	private int columns;

	private long secretColumns;

	NameLists(SecretScanner.Parts parts) {
		this.text = parts.text();
		this.spans = parts.spans();
		this.ends = parts.ends();
		this.look = parts.look();
	}

	void open() {
		this.columns = 0;
		this.secretColumns = 0;
	}

	void comma() {
		this.columns++;
	}

	/** The current column has the name of a secret. */
	void name() {
		this.secretColumns |= (this.columns < Long.SIZE) ? 1L << this.columns : 0;
	}

	/**
	 * Ends a list. If it contains names of secrets and a list of values follows, their
	 * values are redacted.
	 * @return the end of the values, or 0 if there are none
	 */
	int close(int index) {
		long secret = this.secretColumns;
		this.secretColumns = 0;
		if (secret == 0) {
			return 0;
		}
		int i = this.text.skipBlanks(index + 1, 4);
		i += (this.text.at(i) == '\n') ? 1 : 0;
		i = this.text.skipBlanks(i, 16);
		i += (this.text.at(i) == '=') ? 1 : this.text.hasAt(i, "values") ? 6 : 0;
		i = this.text.skipBlanks(i, 4);
		int end = 0;
		while (this.text.at(i) == '(' && i > index + 1) {
			end = tuple(i, secret);
			i = this.text.skipBlanks(end, 4);
			i = (this.text.at(i) == ',') ? this.text.skipBlanks(i + 1, 4) : end;
		}
		return end;
	}

	private int tuple(int open, long secret) {
		int column = 0;
		int i = open + 1;
		while (i < this.text.length() && this.text.at(i) != ')') {
			int start = this.text.skipBlanks(i, 4);
			boolean quoted = Characters.isQuote(this.text.at(start));
			int end = quoted ? this.ends.quoted(start) : itemEnd(start);
			if (column < Long.SIZE && (secret & (1L << column)) != 0 && !this.look.isAbsent(start)) {
				this.spans.add(quoted ? start + 1 : start, end);
			}
			i = end + (quoted ? 1 : 0);
			i = this.text.skipBlanks(i, 4);
			if (this.text.at(i) == ',') {
				column++;
				i++;
			}
			else if (this.text.at(i) != ')') {
				return i;
			}
		}
		return Math.min(i + 1, this.text.length());
	}

	private int itemEnd(int start) {
		int depth = 0;
		int i = start;
		while (i < this.text.length() && !(depth == 0 && (this.text.at(i) == ')' || this.text.at(i) == ','))) {
			depth += (this.text.at(i) == '(') ? 1 : (this.text.at(i) == ')') ? -1 : 0;
			i++;
		}
		return i;
	}

}
