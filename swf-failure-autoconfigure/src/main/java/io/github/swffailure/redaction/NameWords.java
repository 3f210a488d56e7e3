// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

/**
 * The words of a segment of a name, the last one first, with the lists that contain them.
 */
final class NameWords {

	private static final int MOST = 32;

	/** Non-ASCII letters are not part of a name, but may touch it. */
	private static final char FIRST_OTHER = 128;

	private final MeantText text;

	private final int[] starts = new int[MOST];

	private final int[] ends = new int[MOST];

	private final int[] lists = new int[MOST];

	private int count;

	NameWords(MeantText text) {
		this.text = text;
	}

	/**
	 * Splits the last segment of a path into words, for example {@code X-Auth-Key},
	 * {@code dbPassword} and {@code DB_PASS2}.
	 * @return the start of the segment
	 */
	int read(int first, int end) {
		this.count = 0;
		int wordEnd = end;
		char after = 0;
		char next = (end > first) ? this.text.at(end - 1) : '.';
		int i = end - 1;
		while (i >= first && next != '.') {
			char before = (i > first) ? this.text.at(i - 1) : '.';
			boolean in = Characters.isAlphanumeric(next);
			if (!in) {
				wordEnd = i;
			}
			else if (before == '.' || !Characters.isAlphanumeric(before) || startsWord(before, next, after)) {
				add(i, wordEnd);
				wordEnd = i;
			}
			after = next;
			next = before;
			i--;
		}
		return i + 1;
	}

	private void add(int start, int end) {
		if (this.count == MOST) {
			return;
		}
		this.starts[this.count] = start;
		this.ends[this.count] = end;
		this.lists[this.count++] = Words.of(this.text, start, end);
	}

	private static boolean startsWord(char before, char next, char after) {
		if (Characters.isDigit(next) != Characters.isDigit(before) || next >= FIRST_OTHER != before >= FIRST_OTHER) {
			return true;
		}
		return Characters.isUpper(next)
				&& (Characters.isLower(before) || (Characters.isUpper(before) && Characters.isLower(after)));
	}

	boolean isIn(int word, int list) {
		return word < this.count && (this.lists[word] & list) != 0;
	}

	/** Whether a word has an ending, and is in a list without it. */
	boolean isIn(int word, int list, String end) {
		return endsWith(word, end)
				&& (Words.of(this.text, this.starts[word], this.ends[word] - end.length()) & list) != 0;
	}

	boolean is(int word, String letters) {
		return word < this.count && this.ends[word] - this.starts[word] == letters.length()
				&& this.text.hasAt(this.starts[word], letters);
	}

	boolean endsWith(int word, String letters) {
		return word < this.count && this.ends[word] - this.starts[word] >= letters.length()
				&& this.text.hasAt(this.ends[word] - letters.length(), letters);
	}

	int count() {
		return this.count;
	}

	int length(int word) {
		return this.ends[word] - this.starts[word];
	}

	/** The lists that contain the last two words as one. */
	int lastPair() {
		return (this.count > 1) ? Words.of(this.text, this.starts[1], this.ends[0]) : 0;
	}

	boolean isNumber(int word) {
		return Characters.isDigit(this.text.at(this.starts[word]));
	}

	/** The last letter of a word. */
	char end(int word) {
		return this.text.at(this.ends[word] - 1);
	}

}
