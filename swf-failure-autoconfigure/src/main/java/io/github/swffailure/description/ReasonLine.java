package io.github.swffailure.description;

import io.github.swffailure.description.ReadFailure.Entry;
import io.github.swffailure.description.ReadFailure.Message;
import io.github.swffailure.description.ReadFailure.Verdict;
import io.github.swffailure.support.FailureOrigins;
import io.github.swffailure.support.SafeText;

/**
 * Writes the reason on one line: a code or the prefix, the message, and the root cause
 * unless the message says it.
 */
final class ReasonLine {

	/** What makes a decider made with simpleflow fetch the text from elsewhere. */
	private static final String DOWNLOAD = "simpleflow+s3:";

	private static final String CAUSED_BY = "; caused by ";

	private final DescriptionSettings.Reason settings;

	ReasonLine(DescriptionSettings.Reason settings) {
		this.settings = settings;
	}

	/**
	 * Writes the line, which may be too long.
	 */
	Message write(ReadFailure failure) {
		Verdict verdict = failure.verdict();
		Entry entry = (verdict != null) ? verdict.entry() : failure.outermost();
		Entry root = failure.root();
		String text = text(entry);
		String line = (verdict != null) ? coded(verdict, text) : prefixed(entry.type(), text);
		if (entry.equals(root)) {
			return new Message(line, omitted(entry));
		}
		// the message of new RuntimeException(cause) is that of its cause
		String rootText = text(root);
		if (text.contains(rootText.isEmpty() ? FailureOrigins.simpleName(root.type()) : rootText)) {
			return new Message(line, omitted(entry));
		}
		return new Message(line + CAUSED_BY + named(root.type(), rootText), omitted(entry) + omitted(root));
	}

	private static String text(Entry entry) {
		return (entry.message() != null) ? SafeText.oneLine(entry.message().text()) : "";
	}

	private static int omitted(Entry entry) {
		return (entry.message() != null) ? entry.message().omitted() : 0;
	}

	private static String coded(Verdict verdict, String text) {
		return verdict.code().code() + ": "
				+ (text.isEmpty() ? FailureOrigins.simpleName(verdict.entry().type()) : text);
	}

	private String prefixed(String type, String text) {
		return switch (this.settings.prefix()) {
			case SIMPLE_NAME -> named(type, text);
			case CLASS_NAME -> text.isEmpty() ? type : type + ": " + text;
			case NONE -> (text.isEmpty() || text.startsWith(DOWNLOAD)) ? named(type, text) : text;
		};
	}

	private static String named(String type, String text) {
		String name = FailureOrigins.simpleName(type);
		return text.isEmpty() ? name : name + ": " + text;
	}

}
