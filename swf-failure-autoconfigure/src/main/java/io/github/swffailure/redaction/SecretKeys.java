// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

/**
 * Recognizes keys without a prefix: secret access keys of AWS (40 characters of base64)
 * and account keys of Azure (86 characters and two equals signs).
 */
final class SecretKeys {

	static final int SHORTEST = 40;

	/** With characters that may be attached to it. */
	private static final int LONGEST_AWS = 46;

	private static final int SHA_256 = 43;

	/** A run id of SWF: two digits before a hash. */
	private static final int RUN_ID = 45;

	private static final int AZURE = 86;

	private static final int UUID = 36;

	private static final int SHORTEST_PIN = 4;

	private static final int LONGEST_PIN = 8;

	private SecretKeys() {
	}

	/**
	 * Whether a block of letters, digits, slashes and plus signs is a key: it has all
	 * kinds of characters, and they alternate more often than in words and paths.
	 */
	static boolean isKey(MeantText text, int start, int end) {
		int length = end - start;
		boolean padded = text.at(end) == '=';
		boolean aws = length >= SHORTEST && length <= LONGEST_AWS
				&& !((length == SHA_256 || length == RUN_ID) && padded);
		boolean azure = length >= AZURE && length <= AZURE + LONGEST_AWS - SHORTEST && padded
				&& text.at(end + 1) == '=';
		boolean hash = text.hasAt(start - 7, "sha256") || text.hasAt(start - 7, "sha512");
		return (aws || azure) && !hash && isRandom(text, start, end);
	}

	/**
	 * Whether a value is a secret because of its name: the UUID of a session, or the
	 * digits of a PIN.
	 */
	static boolean isValueOf(MeantText text, int nameEnd, int start) {
		int digits = start + (Characters.isQuote(text.at(start)) ? 1 : 0);
		int end = digits;
		while (end < digits + LONGEST_PIN + 1 && Characters.isDigit(text.at(end))) {
			end++;
		}
		boolean pin = end >= digits + SHORTEST_PIN && end <= digits + LONGEST_PIN
				&& !Characters.isAlphanumeric(text.at(end));
		return text.hasAt(nameEnd - 3, "pin") ? pin : text.hasAt(nameEnd - 2, "id") && isUuid(text, start);
	}

	private static boolean isUuid(MeantText text, int start) {
		int quote = Characters.isQuote(text.at(start)) ? 1 : 0;
		for (int i = 0; i < UUID; i++) {
			char next = text.at(start + quote + i);
			boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
			if (dash ? next != '-' : Character.digit(next, 16) < 0) {
				return false;
			}
		}
		return true;
	}

	private static boolean isRandom(MeantText text, int start, int end) {
		int[] kinds = new int[4];
		int changes = 0;
		int small = 0;
		int last = -1;
		for (int i = start; i < end; i++) {
			char next = text.at(i);
			int kind = Characters.isDigit(next) ? 0 : Characters.isUpper(next) ? 1 : Characters.isLower(next) ? 2 : 3;
			kinds[kind]++;
			changes += (last >= 0 && kind != last) ? 1 : 0;
			small += (kind == 2 && last == 2) ? 1 : 0;
			last = kind;
		}
		return kinds[0] > 0 && kinds[1] > 1 && kinds[2] > 1 && 3 * changes >= end - start && 3 * small < end - start;
	}

}
