package io.github.swffailure.delivery;

import java.nio.charset.StandardCharsets;

/**
 * Cuts text to a length in UTF-16 units without splitting a character, and without halves
 * of characters that it had before: those become question marks.
 */
final class SafeCut {

	private SafeCut() {
	}

	static String of(String text, int limit) {
		String cut = text.substring(0, Math.min(limit, text.length()));
		boolean split = !cut.isEmpty() && cut.length() < text.length()
				&& Character.isHighSurrogate(cut.charAt(cut.length() - 1));
		String whole = split ? cut.substring(0, cut.length() - 1) : cut;
		return new String(whole.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
	}

}
