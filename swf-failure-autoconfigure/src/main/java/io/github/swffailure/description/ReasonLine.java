package io.github.swffailure.description;

import io.github.swffailure.description.Link.Message;
import io.github.swffailure.description.ReadFailure.Verdict;
import io.github.swffailure.support.FailureOrigins;

/**
 * Writes the reason on one line: a code or the prefix, the message, and the root cause
 * unless the message tells it.
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
		Link link = (verdict != null) ? verdict.link() : failure.outermost();
		Link root = failure.root();
		String text = text(link);
		String line = (verdict != null) ? coded(verdict, text) : prefixed(link.type(), text);
		if (link.equals(root)) {
			return new Message(line, omitted(link));
		}
		// new RuntimeException(cause) has told it already
		String told = text(root);
		if (text.contains(told.isEmpty() ? FailureOrigins.simpleName(root.type()) : told)) {
			return new Message(line, omitted(link));
		}
		return new Message(line + CAUSED_BY + named(root.type(), told), omitted(link) + omitted(root));
	}

	private static String text(Link link) {
		return (link.message() != null) ? CleanText.oneLine(link.message().text()) : "";
	}

	private static int omitted(Link link) {
		return (link.message() != null) ? link.message().omitted() : 0;
	}

	private static String coded(Verdict verdict, String text) {
		return verdict.code().code() + ": "
				+ (text.isEmpty() ? FailureOrigins.simpleName(verdict.link().type()) : text);
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
