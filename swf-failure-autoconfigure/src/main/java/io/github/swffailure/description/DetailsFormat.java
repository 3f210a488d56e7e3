package io.github.swffailure.description;

/**
 * How the details are written.
 */
public enum DetailsFormat {

	/** A stack trace with causes, as Java prints it. */
	TEXT,

	/** No details. */
	NONE;

	DetailsLayout layout() {
		return switch (this) {
			case TEXT -> new TextLayout();
			case NONE -> new NoLayout();
		};
	}

}
