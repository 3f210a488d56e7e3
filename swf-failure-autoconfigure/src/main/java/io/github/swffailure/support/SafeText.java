// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.support;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;

import io.github.swffailure.ActivityTask;

/**
 * Makes any text safe to be sent, shown and logged.
 */
public final class SafeText {

	private static final char REPLACEMENT = '\uFFFD';

	private static final int MOST_CAUSES = 10;

	private static final int MOST_ESCAPED = 4096;

	private SafeText() {
	}

	/**
	 * Replaces characters that SWF does not accept or that could mislead a reader.
	 * Unpaired surrogates and control characters other than tab and line break become the
	 * replacement character. Invisible characters, characters that change the order of
	 * others, line separators, and carriage returns without a line feed become escapes
	 * such as {@code \\u202e}; after {@value #MOST_ESCAPED} additional characters, they
	 * become the replacement character too.
	 * @param text the text
	 * @return the text; the same instance if nothing was replaced
	 */
	public static String clean(String text) {
		int dirty = firstDirty(text, 0);
		if (dirty == text.length()) {
			return text;
		}
		StringBuilder clean = new StringBuilder(text.length() + 16);
		int longest = text.length() + MOST_ESCAPED;
		int copied = 0;
		while (dirty < text.length()) {
			clean.append(text, copied, dirty);
			appendDirty(clean, text.charAt(dirty), clean.length() < longest - (text.length() - dirty));
			copied = dirty + 1;
			dirty = firstDirty(text, copied);
		}
		return clean.append(text, copied, text.length()).toString();
	}

	private static void appendDirty(StringBuilder clean, char dirty, boolean escaped) {
		if (dirty == '\r' && escaped) {
			clean.append("\\r");
		}
		else if (isHidden(dirty) && escaped) {
			clean.append("\\u").append(HexFormat.of().toHexDigits(dirty));
		}
		else {
			clean.append(REPLACEMENT);
		}
	}

	/**
	 * Describes a failure without its messages, which may contain secrets: for example of
	 * a redactor.
	 * @param failure the failure
	 * @return the class names, from the failure to its root cause, and the topmost frame
	 */
	public static String withoutMessages(Throwable failure) {
		try {
			StackTraceElement[] frames = failure.getStackTrace();
			StringJoiner names = new StringJoiner(", caused by ");
			names.add(failure.getClass().getName() + ((frames.length > 0) ? " at " + frames[0] : ""));
			Throwable cause = failure.getCause();
			for (int i = 0; i < MOST_CAUSES && cause != null; i++) {
				names.add(cause.getClass().getName());
				cause = cause.getCause();
			}
			return oneLine(clean(names.toString()));
		}
		catch (RuntimeException ex) {
			return failure.getClass().getName();
		}
	}

	/**
	 * The most informative cause of a failure.
	 * @param failure the failure
	 * @return its deepest cause with a message, or the failure itself if none has one
	 */
	public static Throwable mostSpecific(Throwable failure) {
		Throwable found = failure;
		Throwable cause = failure.getCause();
		for (int i = 0; i < MOST_CAUSES && cause != null; i++) {
			String message = cause.getMessage();
			found = (message != null && !message.isBlank()) ? cause : found;
			cause = cause.getCause();
		}
		return found;
	}

	/**
	 * Replaces each sequence of white space and control characters with a space.
	 * @param text the text
	 * @return the text on one line, without spaces at its ends
	 */
	public static String oneLine(String text) {
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
	 * Cuts a text without splitting a surrogate pair.
	 * @param text the text
	 * @param maxLength maximum number of UTF-16 units to keep
	 * @return the beginning of the text
	 */
	public static String cut(String text, int maxLength) {
		if (text.length() <= maxLength) {
			return text;
		}
		boolean split = maxLength > 0 && Character.isHighSurrogate(text.charAt(maxLength - 1))
				&& Character.isLowSurrogate(text.charAt(maxLength));
		return text.substring(0, split ? maxLength - 1 : maxLength);
	}

	/**
	 * Identifies a task where its token must not be shown, by the beginning of the
	 * token's SHA-256.
	 * @param task the task
	 * @param length number of hexadecimal digits, at most 64
	 * @return the digits, in lower case
	 */
	public static String tokenHash(ActivityTask task, int length) {
		byte[] token = task.taskToken().getBytes(StandardCharsets.UTF_8);
		return HexFormat.of().formatHex(sha256().digest(token)).substring(0, length);
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	/**
	 * Whether a text is printable ASCII with single spaces between words, so that
	 * {@link #clean} and {@link #oneLine} do not change it.
	 * @param text the text
	 * @return whether it is such a line
	 */
	public static boolean isOneLine(String text) {
		if (text.isEmpty() || text.startsWith(" ") || text.endsWith(" ") || text.contains("  ")) {
			return false;
		}
		for (int i = 0; i < text.length(); i++) {
			char next = text.charAt(i);
			if (next < ' ' || next >= '\u007f') {
				return false;
			}
		}
		return true;
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
		if (candidate == '\r') {
			return index + 1 == text.length() || text.charAt(index + 1) != '\n';
		}
		return isHidden(candidate) || (Character.isISOControl(candidate) && candidate != '\t' && candidate != '\n');
	}

	/** Whether a character is invisible or changes the order of others. */
	private static boolean isHidden(char any) {
		return any > '\u009f' && (Character.getType(any) == Character.FORMAT || any == '\u2028' || any == '\u2029'
				|| any == '\u034f' || any == '\u3164' || any == '\u115f' || any == '\u1160');
	}

	/**
	 * Wraps a redactor for messages that are not part of a failure.
	 * @param redactor may throw
	 * @return never throws: if the redactor fails, the message is left out
	 */
	public static UnaryOperator<String> redactedBy(UnaryOperator<String> redactor) {
		return (message) -> {
			try {
				return redactor.apply(message);
			}
			catch (RuntimeException | StackOverflowError ex) {
				return "its message is left out, because a redactor failed with " + ex.getClass().getName();
			}
		};
	}

	private static boolean isLoneSurrogate(String text, int index) {
		if (Character.isHighSurrogate(text.charAt(index))) {
			return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
		}
		return index == 0 || !Character.isHighSurrogate(text.charAt(index - 1));
	}

}
