package io.github.swffailure.description;

/**
 * Names that secrets go by.
 */
final class SecretNames {

	private static final String[] PARTS = { "pass", "pwd", "secret", "token", "key", "cred", "auth" };

	private static final int LONGEST_NAME = 48;

	private static final int MOST_BLANKS = 8;

	private SecretNames() {
	}

	/**
	 * Whether the name before a separator may be that of a secret.
	 */
	static boolean standsBefore(String text, int separator) {
		int end = separator;
		int least = Math.max(0, separator - MOST_BLANKS);
		while (end > least && !isNamePart(text.charAt(end - 1))) {
			end--;
		}
		int start = end;
		least = Math.max(0, end - LONGEST_NAME);
		while (start > least && isNamePart(text.charAt(start - 1))) {
			start--;
		}
		return contains(text, start, end);
	}

	private static boolean isNamePart(char part) {
		return (part >= 'a' && part <= 'z') || (part >= 'A' && part <= 'Z') || (part >= '0' && part <= '9')
				|| part == '_' || part == '-';
	}

	private static boolean contains(String text, int start, int end) {
		for (int i = start; i < end - 2; i++) {
			switch (text.charAt(i)) {
				case 'p', 's', 't', 'k', 'c', 'a', 'P', 'S', 'T', 'K', 'C', 'A' -> {
					if (startsWithPart(text, i)) {
						return true;
					}
				}
				default -> {
				}
			}
		}
		return false;
	}

	private static boolean startsWithPart(String text, int index) {
		for (String part : PARTS) {
			if (text.regionMatches(true, index, part, 0, part.length())) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Whether the word before a blank is a scheme of HTTP authentication.
	 */
	static boolean endsWithScheme(String text, int end) {
		return switch ((end > 0) ? text.charAt(end - 1) : ' ') {
			case 'c', 'C' -> text.regionMatches(true, end - 5, "basic", 0, 5);
			case 'r', 'R' -> text.regionMatches(true, end - 6, "bearer", 0, 6);
			default -> false;
		};
	}

}
