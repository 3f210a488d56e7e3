// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import io.github.swffailure.FailureRedactor;
import io.github.swffailure.description.ReadFailure.Message;
import io.github.swffailure.support.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * Redacts messages, then shortens them. Only a window at each end of a huge message is
 * read. A window ends with a whole word, unless that is huge. The text near its inner
 * edge is never shown, because a secret there may be incomplete or without its name, so
 * that the redactors cannot find it. A possible secret that extends into this text is not
 * shown either.
 */
final class MessageReader {

	/** Characters next to the inner edge of a window. */
	private static final int NEVER_SHOWN = 2048;

	private static final int LONGEST_WORD = 4096;

	private static final int LONGEST_VALUE = 1024;

	/** Characters that end an unquoted value in JSON, XML or a URL. */
	private static final String BREAKS = "\"'<>&;";

	/** Characters of messages after which only those of the two ends are read. */
	private static final int MOST_READ = 131_072;

	private final FailureRedactor[] redactors;

	private int left = MOST_READ;

	MessageReader(FailureRedactor... redactors) {
		this.redactors = redactors;
	}

	/**
	 * Returns a reader for the messages of one failure.
	 * @throws RedactionException if a redactor throws
	 */
	MessageReader forFailure() {
		try {
			FailureRedactor[] ofFailure = new FailureRedactor[this.redactors.length];
			for (int i = 0; i < ofFailure.length; i++) {
				ofFailure[i] = this.redactors[i].forFailure();
			}
			return new MessageReader(ofFailure);
		}
		catch (Throwable ex) {
			throw new RedactionException(ex);
		}
	}

	/**
	 * Reads the message of an exception.
	 * @param failure the exception
	 * @param limit maximum number of characters
	 * @param end whether it is one of the ends of the chain, whose messages are always
	 * read
	 * @return the message, or {@code null} if there is none
	 * @throws RedactionException if a redactor throws
	 */
	@Nullable Message read(Throwable failure, int limit, boolean end) {
		String text = ExceptionText.of(failure);
		if (text == null || text.isEmpty()) {
			return null;
		}
		this.left -= Math.min(text.length(), 2 * (limit + NEVER_SHOWN));
		if (this.left < 0 && !end) {
			return new Message("... " + text.length() + " characters left out", text.length());
		}
		boolean whole = text.length() <= 2 * (limit + NEVER_SHOWN);
		return whole ? whole(text, limit) : ends(text, limit);
	}

	/**
	 * Redacts a value according to its name.
	 * @throws RedactionException if a redactor throws
	 */
	String redactValue(String name, String value) {
		String named = name + "=";
		String redacted = redact(SafeText.clean(named + SafeText.cut(value, LONGEST_VALUE)));
		return redacted.startsWith(named) ? redacted.substring(named.length()) : redacted;
	}

	private Message whole(String text, int limit) {
		boolean line = SafeText.isOneLine(text);
		String redacted = redact(line ? text : SafeText.clean(text));
		String cut = MiddleCut.of(redacted, limit);
		return new Message(cut, redacted.length() - cut.length(), line && cut.equals(text));
	}

	private Message ends(String text, int limit) {
		int shown = MiddleCut.lengthOfTail(limit);
		int from = wordStart(text, text.length() - shown - NEVER_SHOWN);
		String head = redact(SafeText.clean(text.substring(0, wordEnd(text, limit - shown + NEVER_SHOWN))));
		String tail = redact(SafeText.clean(text.substring(from)));
		head = head.substring(0, lastBreak(head, head.length() - NEVER_SHOWN));
		tail = tail.substring(nextBreak(tail, NEVER_SHOWN));
		String cut = SafeText.clean(MiddleCut.join(head, tail, text.length(), limit));
		return new Message(cut, text.length() - cut.length());
	}

	private static int wordEnd(String text, int from) {
		int end = from;
		int last = Math.min(text.length(), from + LONGEST_WORD);
		while (end < last && !isBlank(text.charAt(end))) {
			end++;
		}
		return end;
	}

	private static int wordStart(String text, int from) {
		int start = from;
		int first = Math.max(0, from - LONGEST_WORD);
		while (start > first && !isBlank(text.charAt(start - 1))) {
			start--;
		}
		return start;
	}

	private static int lastBreak(String text, int from) {
		int end = Math.max(0, from);
		while (end > 0 && !isBreak(text.charAt(end - 1))) {
			end--;
		}
		return mayBeSecret(text, end, Math.max(0, from)) ? end : Math.max(0, from);
	}

	private static int nextBreak(String text, int from) {
		int start = Math.min(text.length(), from);
		while (start < text.length() && !isBreak(text.charAt(start))) {
			start++;
		}
		return mayBeSecret(text, Math.min(text.length(), from), start) ? start : Math.min(text.length(), from);
	}

	/** Whether a part of a word has letters and digits, like keys and tokens. */
	private static boolean mayBeSecret(String text, int start, int end) {
		boolean letter = false;
		boolean digit = false;
		for (int i = start; i < end; i++) {
			letter |= Character.isLetter(text.charAt(i));
			digit |= Character.isDigit(text.charAt(i));
		}
		return letter && digit;
	}

	/**
	 * Whether a character cannot be part of a long secret. Also finds breaks in texts
	 * without spaces, such as JSON or Chinese.
	 */
	private static boolean isBreak(char next) {
		return next >= 128 || next <= ' ' || (next < '@' && BREAKS.indexOf(next) >= 0);
	}

	private static boolean isBlank(char any) {
		return any <= ' ' || (any >= 128 && Character.isWhitespace(any));
	}

	private String redact(String text) {
		String clean = text;
		try {
			for (FailureRedactor redactor : this.redactors) {
				String redacted = redactor.redact(clean);
				clean = redacted.equals(clean) ? clean : SafeText.clean(redacted);
			}
			return clean;
		}
		catch (Throwable ex) {
			throw new RedactionException(ex);
		}
	}

	/** A redactor has failed. Not thrown outside of this package. */
	@SuppressWarnings("serial")
	static final class RedactionException extends RuntimeException {

		private final Throwable error;

		RedactionException(Throwable error) {
			super(null, null, false, false);
			this.error = error;
		}

		Throwable error() {
			return this.error;
		}

	}

}
