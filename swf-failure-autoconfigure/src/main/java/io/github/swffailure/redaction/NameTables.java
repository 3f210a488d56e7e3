// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

import io.github.swffailure.redaction.SecretNames.Kind;

/**
 * Redacts values in tables: a line of names, possibly a rule, and lines of values, in
 * columns separated by bars, tabs, semicolons, commas or spaces.
 */
final class NameTables {

	private static final String SEPARATORS = "|\t;,";

	/** A shorter value below a rule is not redacted, because it may be a flag. */
	private static final int SHORTEST = 4;

	private final MeantText text;

	private final Spans spans;

	private final SecretLook look;

	private final SecretNames names;

	/** The end of the last line that was read. */
	private int done = -1;

	NameTables(SecretScanner.Parts parts) {
		this.text = parts.text();
		this.spans = parts.spans();
		this.look = parts.look();
		this.names = parts.names();
	}

	/**
	 * Redacts the column below the name of a secret: any value below a rule, otherwise
	 * values that look like secrets.
	 * @param name the index of the name
	 * @return the end of its line if a rule follows, so that it contains no values;
	 * otherwise 0
	 */
	int below(int name) {
		int start = this.text.lineStart();
		if (start <= this.done) {
			return 0;
		}
		int end = lineEnd(start);
		this.done = end;
		char separator = (name < end && end < this.text.length()) ? separator(start, end) : 0;
		Header header = new Header();
		int columns = (separator != 0) ? forEachCell(start, end, separator, header) : 0;
		if (header.secret == 0) {
			return 0;
		}
		boolean ruled = isRule(end + 1);
		int row = ruled ? lineEnd(end + 1) + 1 : end + 1;
		for (int next = lineEnd(row); row < next; next = lineEnd(row)) {
			if (forEachCell(row, next, separator, NameTables::ignore) != columns) {
				break;
			}
			forEachCell(row, next, separator, (column, from, to) -> value(header.has(column), ruled, from, to));
			this.done = next;
			row = next + 1;
		}
		return (ruled && this.done > end) ? end : 0;
	}

	private void value(boolean secret, boolean ruled, int from, int to) {
		boolean any = ruled && to - from >= SHORTEST && !this.look.isAbsent(from);
		if (secret && (any || this.look.isSecret(from))) {
			this.spans.add(from, to);
		}
	}

	private int lineEnd(int start) {
		int found = this.text.toString().indexOf('\n', start);
		return (found >= 0) ? found : this.text.length();
	}

	/** The separator after the first name, a space if there is none, or 0 if unknown. */
	private char separator(int start, int end) {
		int i = start;
		while (i < end && (Characters.isName(this.text.at(i)) || " \"'\r".indexOf(this.text.at(i)) >= 0)) {
			i++;
		}
		return (i == end) ? ' ' : (SEPARATORS.indexOf(this.text.at(i)) >= 0) ? this.text.at(i) : 0;
	}

	private boolean isRule(int start) {
		int i = start;
		while (i < this.text.length() && "-+|=: ".indexOf(this.text.at(i)) >= 0) {
			i++;
		}
		return i > start + 2 && this.text.at(i) == '\n';
	}

	/** Visits the cells of a line, without spaces and quotes around them. */
	private int forEachCell(int start, int end, char separator, Cell cell) {
		int columns = 0;
		int from = trimmed(start, end, 1);
		while (from <= end) {
			int to = from;
			while (to < end && !(this.text.at(to) == separator && (separator != ' ' || this.text.at(to + 1) == ' '))) {
				to++;
			}
			int first = trimmed(from, to, 1);
			cell.see(columns++, first, trimmed(to, first, -1));
			from = (separator == ' ' && to < end) ? trimmed(to, end, 1) : to + 1;
		}
		return columns;
	}

	private int trimmed(int from, int limit, int step) {
		int i = from;
		while (i != limit && " \"'\r".indexOf(this.text.at((step > 0) ? i : i - 1)) >= 0) {
			i += step;
		}
		return i;
	}

	private static void ignore(int column, int from, int to) {
	}

	private interface Cell {

		void see(int column, int from, int to);

	}

	/** The first line, if it consists of names. */
	private final class Header implements Cell {

		private long secret;

		private boolean names = true;

		@Override
		public void see(int column, int from, int to) {
			for (int i = from; i < to; i++) {
				char next = NameTables.this.text.at(i);
				this.names &= Characters.isName(next) || next == ' ';
			}
			boolean named = column < Long.SIZE && NameTables.this.names.kindOf(from, to) == Kind.SECRET;
			this.secret = this.names ? this.secret | (named ? 1L << column : 0) : 0;
		}

		boolean has(int column) {
			return column < Long.SIZE && (this.secret & (1L << column)) != 0;
		}

	}

}
