package io.github.swffailure.description;

/**
 * Told when a redactor has failed and only class names go out. For a counter.
 * <p>
 * Called on handler threads. A listener that throws is ignored.
 */
@FunctionalInterface
public interface RedactionListener {

	/**
	 * A redactor has thrown, returned {@code null}, or taken too many steps.
	 * @param error what it ended with; may itself hold what was to be redacted, so that
	 * only its class is fit for a log line
	 */
	void onRedactionError(Throwable error);

}
