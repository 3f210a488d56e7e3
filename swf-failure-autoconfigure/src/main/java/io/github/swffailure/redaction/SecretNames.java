package io.github.swffailure.redaction;

/**
 * Names that secrets go by.
 */
final class SecretNames {

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
			if (isSecretAt(text, i)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isSecretAt(String text, int index) {
		return switch (text.charAt(index)) {
			case 'p', 'P' -> hasAt(text, index, "pass") || hasAt(text, index, "pwd");
			case 's', 'S' -> hasAt(text, index, "secret") || hasAt(text, index, "signature");
			case 't', 'T' -> hasAt(text, index, "token");
			case 'k', 'K' -> hasAt(text, index, "key");
			case 'c', 'C' -> hasAt(text, index, "cred");
			case 'a', 'A' -> hasAt(text, index, "auth");
			default -> false;
		};
	}

	private static boolean hasAt(String text, int index, String part) {
		return text.regionMatches(true, index, part, 0, part.length());
	}

	/**
	 * Whether the word before a blank is a scheme of HTTP authentication.
	 */
	static boolean endsWithScheme(String text, int end) {
		return switch ((end > 0) ? text.charAt(end - 1) : ' ') {
			case 'c', 'C' -> hasAt(text, end - 5, "basic");
			case 'r', 'R' -> hasAt(text, end - 6, "bearer");
			default -> false;
		};
	}

}
