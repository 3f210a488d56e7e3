// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

/**
 * Values that a message about a name gives at its end, as in
 * {@code password must have 12 characters (was: x)}.
 */
final class ReportedValues {

	/** Most characters between a name and its value. */
	private static final int FARTHEST = 100;

	private final MeantText text;

	private final Spans spans;

	private final ValueEnds ends;

	private final SecretLook look;

	/** Up to where messages have been read, each character once. */
	private int read;

	ReportedValues(SecretScanner.Parts parts) {
		this.text = parts.text();
		this.spans = parts.spans();
		this.ends = parts.ends();
		this.look = parts.look();
	}

	/**
	 * Redacts what the line of a name reports to be its value, if it looks like a secret.
	 * @param nameEnd where the name ends
	 */
	void after(int nameEnd) {
		if (!beginsMessage(nameEnd)) {
			return;
		}
		int i = Math.max(nameEnd, this.read);
		int value = 0;
		while (value == 0 && i < nameEnd + FARTHEST && this.text.at(i) != '\n' && this.text.at(i) != 0) {
			int end = this.look.letters(i);
			boolean reports = end > i && (Words.of(this.text, i, end) & Words.REPORTS) != 0;
			value = reports ? valueAfter(end) : 0;
			i = Math.max(end, i + 1);
		}
		this.read = i;
		if (value > 0) {
			int end = Characters.isQuote(this.text.at(value - 1)) ? this.ends.quoted(value - 1)
					: this.ends.bare(value, false, 0);
			this.spans.add(value, this.ends.withoutPunctuation(value, end));
		}
	}

	/**
	 * Unless a noun follows, as in {@code password encoder}: then the message is about
	 * that.
	 */
	private boolean beginsMessage(int nameEnd) {
		char after = this.text.at(nameEnd);
		if (after == ':') {
			return this.text.at(nameEnd + 1) == ' ';
		}
		int next = this.text.skipBlanks(Characters.isQuote(after) ? nameEnd + 1 : nameEnd, 2);
		return (Words.of(this.text, next, this.look.letters(next)) & Words.PROSE) != 0
				|| (after == ',' && this.text.at(nameEnd + 1) == ' ');
	}

	/**
	 * After the word "value", a colon and an opening quote or bracket, if a secret stands
	 * there.
	 */
	private int valueAfter(int wordEnd) {
		int i = this.text.hasAt(wordEnd, " value") ? wordEnd + 6 : wordEnd;
		i = this.text.skipBlanks((this.text.at(i) == ':') ? i + 1 : i, 2);
		boolean opens = i > wordEnd && "\"'`[<(".indexOf(this.text.at(i)) >= 0;
		i += opens ? 1 : 0;
		return (i > wordEnd && this.look.isSecret(i) && !this.look.isAbsent(i)) ? i : 0;
	}

}
