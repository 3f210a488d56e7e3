// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

/**
 * Redacts private keys in PEM form, in every spelling, also if only the beginning or the
 * end is in the text.
 */
final class PrivateKeys {

	private static final int LONGEST_LABEL = 48;

	/** A shorter word before the end of a key is not part of it. */
	private static final int SHORTEST_LINE = 16;

	private PrivateKeys() {
	}

	/**
	 * Redacts a private key.
	 * @param text the text
	 * @param spans gets the redacted part
	 * @param start the index of {@code BEGIN} or {@code END}
	 * @param begins whether it is {@code BEGIN}
	 * @return the end of the key, or 0 if there is none
	 */
	static int find(MeantText text, Spans spans, int start, boolean begins) {
		int dashes = start;
		while (dashes > start - 2 && Characters.isBlank(text.at(dashes - 1))) {
			dashes--;
		}
		int first = dashes;
		while (first > dashes - 8 && text.at(first - 1) == '-') {
			first--;
		}
		int label = (dashes - first >= 4) ? labelEnd(text, start) : 0;
		if (label == 0) {
			return 0;
		}
		int end = begins ? keyEnd(text, label) : label;
		spans.add(begins ? first : bodyStart(text, first), end);
		return end;
	}

	/** The end of the dashes after the label of a private key, or 0. */
	private static int labelEnd(MeantText text, int start) {
		boolean secret = false;
		int i = start;
		while (i < start + LONGEST_LABEL && isLabel(text.at(i))) {
			secret |= text.at(i - 1) != 0 && text.hasAt(i, "private") && text.hasAt(i + 8, "key");
			i++;
		}
		if (!secret) {
			return 0;
		}
		while (text.at(i) == '-') {
			i++;
		}
		return i;
	}

	private static boolean isLabel(char any) {
		return (any < 128 && Characters.isAlphanumeric(any)) || any == ' ' || any == '+' || any == '_';
	}

	private static int keyEnd(MeantText text, int from) {
		for (int i = from; i < text.length(); i++) {
			if (text.at(i) == '-' && text.hasAt(i + 1, "--")) {
				int end = i + 3;
				while (text.at(end) == '-' || text.at(end) == ' ') {
					end++;
				}
				if (text.hasAt(end, "end")) {
					int label = labelEnd(text, end);
					return (label > 0) ? label : end;
				}
				i = end - 1;
			}
		}
		return text.length();
	}

	/** The start of the lines before the end of a key. */
	private static int bodyStart(MeantText text, int end) {
		int start = end;
		int words = 0;
		while (start > 0) {
			int word = start;
			while (isBetween(text.at(word - 1))) {
				word--;
			}
			int from = word;
			while (isBody(text.at(from - 1))) {
				from--;
			}
			if (from == word || (word - from < SHORTEST_LINE && words > 0)) {
				return start;
			}
			start = from;
			words++;
		}
		return start;
	}

	private static boolean isBody(char any) {
		return (any < 128 && Characters.isAlphanumeric(any)) || any == '+' || any == '/' || any == '=';
	}

	private static boolean isBetween(char any) {
		return Characters.isSpace(any) || ",\"'\\<>".indexOf(any) >= 0 && any != 0;
	}

}
