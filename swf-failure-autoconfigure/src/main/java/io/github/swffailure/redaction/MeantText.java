// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

import org.jspecify.annotations.Nullable;

/**
 * A decoded text, with the position of each character in the original: escapes of JSON
 * (also nested), URLs and HTML are decoded, look-alikes are replaced by ASCII characters,
 * and colours and invisible characters are removed.
 * <p>
 * A character has the level of its escape: 0 if it is not escaped, 1 in {@code \"name\"},
 * {@code %22} and {@code &quot;}, 2 in {@code \\\"name\\\"}. Most texts have no escapes
 * and are not copied.
 */
final class MeantText {

	private final String source;

	private String meant;

	private byte @Nullable [] levels;

	private int @Nullable [] starts;

	private int @Nullable [] ends;

	private long steps;

	private int lineStart;

	private final int[] asked = new int[2];

	private final int[] answers = { -1, -1 };

	private MeantText(String source) {
		this.source = source;
		this.meant = source;
	}

	static MeantText of(String source) {
		MeantText text = new MeantText(source);
		int plain = text.plainPrefix();
		if (plain < source.length()) {
			new EscapeDecoder(source).decode(plain).into(text);
			text.steps += source.length() - plain;
		}
		return text;
	}

	/**
	 * A text without decoding.
	 */
	static MeantText asItIs(String source) {
		return new MeantText(source);
	}

	private int plainPrefix() {
		int i = 0;
		while (i < this.source.length() && isPlain(this.source.charAt(i))) {
			i++;
		}
		this.steps += i;
		return i;
	}

	/**
	 * Whether a character is never part of an escape.
	 */
	static boolean isPlain(char any) {
		return any < 128 && any != '\\' && any != '%' && any != '&' && any != '\u001b';
	}

	/**
	 * Sets the decoded text.
	 */
	void become(String meant, byte[] levels, int[][] places) {
		this.meant = meant;
		this.levels = levels;
		this.starts = places[0];
		this.ends = places[1];
	}

	int length() {
		return this.meant.length();
	}

	@Override
	public String toString() {
		return this.meant;
	}

	/**
	 * Counts steps made without {@link #at}.
	 */
	void count(int steps) {
		this.steps += steps;
	}

	/**
	 * A character, or 0 outside of the text. Counts as a step.
	 */
	char at(int index) {
		this.steps++;
		return (index >= 0 && index < this.meant.length()) ? this.meant.charAt(index) : 0;
	}

	int level(int index) {
		return (this.levels != null && index >= 0 && index < this.meant.length()) ? this.levels[index] : 0;
	}

	/**
	 * Whether a word, given in lower case, is at an index, in any case.
	 */
	boolean hasAt(int index, String word) {
		for (int i = 0; i < word.length(); i++) {
			if (lower(at(index + i)) != word.charAt(i)) {
				return false;
			}
		}
		return true;
	}

	int skipBlanks(int from, int most) {
		int i = from;
		while (i < from + most && Characters.isBlank(at(i))) {
			i++;
		}
		return i;
	}

	static char lower(char any) {
		return (any >= 'A' && any <= 'Z') ? (char) (any + 32) : any;
	}

	/**
	 * The index of the next angle bracket of a kind, or the end. Consecutive calls read
	 * no character twice.
	 */
	int next(char bracket, int from) {
		int kind = (bracket == '<') ? 0 : 1;
		if (from < this.asked[kind] || from > this.answers[kind]) {
			int i = from;
			while (i < this.meant.length() && at(i) != bracket) {
				i++;
			}
			this.asked[kind] = from;
			this.answers[kind] = i;
		}
		return this.answers[kind];
	}

	/**
	 * The start of the line that is being scanned.
	 */
	int lineStart() {
		return this.lineStart;
	}

	void startLine(int index) {
		this.lineStart = index;
	}

	int sourceStart(int index) {
		return (this.starts != null) ? this.starts[index] : index;
	}

	/**
	 * The end of the character before an index, in the original.
	 */
	int sourceEnd(int index) {
		return (this.ends != null) ? this.ends[index - 1] : index;
	}

	long steps() {
		return this.steps;
	}

}
