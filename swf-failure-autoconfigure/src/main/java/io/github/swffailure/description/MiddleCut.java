// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

/**
 * Shortens a text in its middle: two thirds of the result are its beginning, one third
 * its end. Does not split surrogate pairs.
 */
final class MiddleCut {

	private static final String DOTS = "...";

	/** With a higher limit, the mark contains the number of omitted characters. */
	private static final int COUNTED = 120;

	private MiddleCut() {
	}

	static String of(String text, int limit) {
		return (text.length() <= limit) ? text : join(text, text, text.length(), limit);
	}

	/**
	 * Joins the two ends of a text, with a mark between them.
	 * @param head starts with the beginning of the text
	 * @param tail ends with the end of the text
	 * @param length length of the text
	 * @param limit maximum number of characters of the result
	 */
	static String join(String head, String tail, int length, int limit) {
		int room = limit - mark(length, limit).length();
		int end = Math.min(tail.length(), lengthOfTail(room));
		int begin = Math.min(head.length(), room - end);
		int to = isInPair(head, begin) ? begin - 1 : begin;
		int from = tail.length() - (isInPair(tail, tail.length() - end) ? end - 1 : end);
		int omitted = length - to - (tail.length() - from);
		return head.substring(0, to) + mark(omitted, limit) + tail.substring(from);
	}

	/** Length of the end of a text, for a result of a certain length. */
	static int lengthOfTail(int room) {
		return room / 3;
	}

	private static boolean isInPair(String text, int index) {
		return index > 0 && index < text.length() && Character.isHighSurrogate(text.charAt(index - 1))
				&& Character.isLowSurrogate(text.charAt(index));
	}

	private static String mark(int omitted, int limit) {
		if (limit >= COUNTED) {
			return DOTS + " " + omitted + " characters omitted " + DOTS;
		}
		return DOTS.substring(0, Math.max(0, Math.min(limit, DOTS.length())));
	}

}
