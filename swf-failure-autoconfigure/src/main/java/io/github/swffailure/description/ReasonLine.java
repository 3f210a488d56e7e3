package io.github.swffailure.description;

import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureOrigin;
import io.github.swffailure.description.Link.Message;
import io.github.swffailure.description.ReadFailure.Verdict;

/**
 * Writes the reason: a code or the prefix, and the message, on one line.
 */
final class ReasonLine {

	/** What makes a decider made with simpleflow fetch the text from elsewhere. */
	private static final String DOWNLOAD = "simpleflow+s3:";

	private final DescriptionSettings.Reason settings;

	ReasonLine(DescriptionSettings.Reason settings) {
		this.settings = settings;
	}

	String write(ReadFailure failure) {
		Verdict verdict = failure.verdict();
		Link link = (verdict != null) ? verdict.link() : failure.outermost();
		Message message = link.message();
		String text = (message != null) ? CleanText.oneLine(message.text()) : "";
		if (verdict != null) {
			return verdict.code().code() + ": " + (text.isEmpty() ? FailureOrigin.simpleName(link.type()) : text);
		}
		return prefixed(link.type(), text);
	}

	private String prefixed(String type, String text) {
		String name = (this.settings.prefix() == ReasonPrefix.CLASS_NAME) ? type : FailureOrigin.simpleName(type);
		if (text.isEmpty()) {
			return name;
		}
		return (this.settings.prefix() == ReasonPrefix.NONE && !text.startsWith(DOWNLOAD)) ? text : name + ": " + text;
	}

}
