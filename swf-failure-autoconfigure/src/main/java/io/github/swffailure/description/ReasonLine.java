// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import io.github.swffailure.description.ReadFailure.Entry;
import io.github.swffailure.description.ReadFailure.Message;
import io.github.swffailure.description.ReadFailure.Verdict;

/**
 * Writes the reason on one line: a code or the prefix, the message, and the root cause
 * unless the message already contains it.
 */
final class ReasonLine {

	/** Makes a decider with simpleflow fetch the text from elsewhere. */
	private static final String DOWNLOAD = "simpleflow+s3:";

	/** A shorter message may be part of another by chance. */
	private static final int TELLING = 12;

	private static final String CAUSED_BY = "; caused by ";

	private final DescriptionSettings.Reason settings;

	ReasonLine(DescriptionSettings.Reason settings) {
		this.settings = settings;
	}

	/**
	 * Writes the line. It may be too long, if removing its middle keeps the type of the
	 * root cause.
	 */
	@SuppressWarnings("ReferenceEquality")
	Message write(ReadFailure failure) {
		Verdict verdict = failure.verdict();
		Entry entry = (verdict != null) ? verdict.entry() : failure.outermost();
		Entry root = failure.root();
		String text = text(entry);
		String line = (verdict != null) ? coded(verdict, text) : prefixed(entry, text);
		if (entry == root) {
			return new Message(line, omitted(entry));
		}
		String cause = cause(entry, root, text);
		Message whole = cause.isEmpty() ? new Message(line, omitted(entry))
				: new Message(line + CAUSED_BY + cause, omitted(entry) + omitted(root));
		int limit = this.settings.maxLength();
		boolean named = root.type().equals(entry.type()) || hasWords(whole.cut(limit), root.simpleType())
				|| limit < CAUSED_BY.length() + root.simpleType().length();
		return named ? whole : cut(new Message(line, omitted(entry)), new Message(cause, omitted(root)), root);
	}

	/** Shortens both parts of a line so that the second one begins with its type. */
	private Message cut(Message line, Message cause, Entry root) {
		int limit = this.settings.maxLength() - CAUSED_BY.length();
		String end = cause.cut(Math.max(limit - line.text().length(), limit / 2));
		end = end.startsWith(root.simpleType()) ? end : root.simpleType();
		String begin = line.cut(limit - end.length());
		int omitted = line.text().length() + cause.text().length() - begin.length() - end.length();
		return new Message(begin + CAUSED_BY + end, Math.max(1, omitted));
	}

	/**
	 * The parts of the root cause that are not in the text: its type, if it differs, and
	 * its message.
	 */
	private static String cause(Entry entry, Entry root, String text) {
		String message = text(root);
		String name = root.simpleType();
		boolean typeSaid = root.type().equals(entry.type()) || hasWords(text, name);
		boolean messageSaid = message.isEmpty() || hasWords(text, message);
		if (typeSaid) {
			return messageSaid ? "" : named(root, message);
		}
		return (messageSaid && message.length() >= TELLING) ? name : named(root, message);
	}

	private static boolean hasWords(String text, String words) {
		for (int at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
			int end = at + words.length();
			boolean whole = (at == 0 || !isInWord(text, at)) && (end == text.length() || !isInWord(text, end));
			if (whole) {
				return true;
			}
		}
		return false;
	}

	private static boolean isInWord(String text, int index) {
		return Character.isLetterOrDigit(text.charAt(index - 1)) && Character.isLetterOrDigit(text.charAt(index));
	}

	private static String text(Entry entry) {
		return (entry.message() != null) ? entry.message().oneLine() : "";
	}

	private static int omitted(Entry entry) {
		return (entry.message() != null) ? entry.message().omitted() : 0;
	}

	private static String coded(Verdict verdict, String text) {
		return verdict.code().code() + ": " + (text.isEmpty() ? verdict.entry().simpleType() : text);
	}

	private String prefixed(Entry entry, String text) {
		return switch (this.settings.prefix()) {
			case SIMPLE_NAME -> named(entry, text);
			case CLASS_NAME -> text.isEmpty() ? entry.type() : entry.type() + ": " + text;
			case NONE -> (text.isEmpty() || text.startsWith(DOWNLOAD)) ? named(entry, text) : text;
		};
	}

	private static String named(Entry entry, String text) {
		return text.isEmpty() ? entry.simpleType() : entry.simpleType() + ": " + text;
	}

}
