package io.github.swffailure.description;

/**
 * Replaces characters that do not survive the way to SWF or do harm on a screen: halves
 * of surrogate pairs, and control characters other than tab and line break.
 */
final class CleanText {

	private static final char REPLACEMENT = '\uFFFD';

	private CleanText() {
	}

	static String of(String text) {
		int dirty = firstDirty(text, 0);
		if (dirty == text.length()) {
			return text;
		}
		StringBuilder clean = new StringBuilder(text);
		while (dirty < text.length()) {
			clean.setCharAt(dirty, REPLACEMENT);
			dirty = firstDirty(text, dirty + 1);
		}
		return clean.toString();
	}

	/**
	 * The text on one line: each run of blanks and control characters becomes a space.
	 */
	static String oneLine(String text) {
		if (isOneLine(text)) {
			return text;
		}
		StringBuilder line = new StringBuilder(text.length());
		for (int i = 0; i < text.length(); i++) {
			char next = text.charAt(i);
			boolean blank = Character.isWhitespace(next) || Character.isISOControl(next);
			if (!blank) {
				line.append(next);
			}
			else if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
				line.append(' ');
			}
		}
		return line.toString().stripTrailing();
	}

	/**
	 * Whether a text has no blank but single spaces between words, and nothing unusual.
	 */
	private static boolean isOneLine(String text) {
		char last = ' ';
		for (int i = 0; i < text.length(); i++) {
			char next = text.charAt(i);
			if (next < ' ' || next >= '\u007f' || (next == ' ' && last == ' ')) {
				return false;
			}
			last = next;
		}
		return last != ' ';
	}

	private static int firstDirty(String text, int from) {
		int i = from;
		while (i < text.length() && !isDirty(text, i)) {
			i++;
		}
		return i;
	}

	private static boolean isDirty(String text, int index) {
		char candidate = text.charAt(index);
		if (candidate >= ' ' && candidate < '\u007f') {
			return false;
		}
		if (Character.isSurrogate(candidate)) {
			return isLoneSurrogate(text, index);
		}
		return Character.isISOControl(candidate) && candidate != '\t' && candidate != '\n' && candidate != '\r';
	}

	private static boolean isLoneSurrogate(String text, int index) {
		if (Character.isHighSurrogate(text.charAt(index))) {
			return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
		}
		return index == 0 || !Character.isHighSurrogate(text.charAt(index - 1));
	}

}
