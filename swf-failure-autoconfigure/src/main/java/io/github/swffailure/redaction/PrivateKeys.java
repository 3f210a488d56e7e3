package io.github.swffailure.redaction;

/**
 * Redacts private keys in PEM form, also such of which the text holds only the beginning
 * or the end.
 */
final class PrivateKeys {

	private static final String DASHES = "-----";

	private static final String BEGIN = "-----BEGIN ";

	private static final String END = "-----END ";

	private static final String KIND = "PRIVATE KEY";

	private static final int LONGEST_LABEL = 48;

	private PrivateKeys() {
	}

	static String redact(String text) {
		StringBuilder redacted = new StringBuilder(text.length());
		int copied = 0;
		for (int label = nextLabel(text, 0); label >= 0; label = nextLabel(text, copied)) {
			boolean begins = text.startsWith(BEGIN, label);
			int start = begins ? label : bodyStart(text, label, copied);
			redacted.append(text, copied, start).append(SecretRedactor.REPLACEMENT);
			copied = begins ? keyEnd(text, label) : labelEnd(text, label);
		}
		return redacted.append(text, copied, text.length()).toString();
	}

	/**
	 * Where the next label of a private key is, or -1.
	 */
	private static int nextLabel(String text, int from) {
		int at = text.indexOf(DASHES, from);
		while (at >= 0 && !isLabel(text, at)) {
			at = text.indexOf(DASHES, at + 1);
		}
		return at;
	}

	private static boolean isLabel(String text, int at) {
		return (text.startsWith(BEGIN, at) || text.startsWith(END, at))
				&& text.substring(at, Math.min(text.length(), at + LONGEST_LABEL)).contains(KIND);
	}

	private static int keyEnd(String text, int begin) {
		int end = text.indexOf(END, begin);
		return (end < 0) ? text.length() : labelEnd(text, end);
	}

	private static int labelEnd(String text, int label) {
		int end = text.indexOf(DASHES, label + DASHES.length());
		return (end < 0) ? text.length() : end + DASHES.length();
	}

	private static int bodyStart(String text, int end, int least) {
		int start = end;
		while (start > least && isBody(text.charAt(start - 1))) {
			start--;
		}
		return start;
	}

	private static boolean isBody(char body) {
		return (body >= 'a' && body <= 'z') || (body >= 'A' && body <= 'Z') || (body >= '0' && body <= '9')
				|| "+/=\\\r\n\t ".indexOf(body) >= 0;
	}

}
