package io.github.swffailure.description;

/**
 * How the details are written.
 */
public enum DetailsFormat {

	/** A stack trace with causes, as Java prints it. */
	TEXT,

	/**
	 * One JSON object with type, code, message, fingerprint, frames and causes, always
	 * valid.
	 */
	JSON,

	/**
	 * What a decider made with the AWS Flow Framework for Java reads as the cause of its
	 * {@code ActivityTaskFailedException}.
	 */
	FLOW,

	/** The JSON object that a decider made with simpleflow decodes. */
	SIMPLEFLOW,

	/** No details. */
	NONE;

	DetailsLayout layout(DescriptionSettings.Details settings) {
		return switch (this) {
			case TEXT -> new TextLayout();
			case JSON -> new JsonLayout();
			case FLOW -> new FlowLayout(settings);
			case SIMPLEFLOW -> new SimpleflowLayout();
			case NONE -> new NoLayout();
		};
	}

}
