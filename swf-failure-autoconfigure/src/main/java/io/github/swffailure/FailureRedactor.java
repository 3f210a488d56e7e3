// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

/**
 * Removes secrets from text before it is cut to length and leaves the worker: messages of
 * exceptions on their way into reason, details and log lines. All beans of this type run,
 * in their order, after the built-in one.
 * <p>
 * Called on handler threads, several at a time. A redactor that throws closes the way:
 * only class names go out.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface FailureRedactor {

	/**
	 * Replaces what must not be seen.
	 * @param text the text, whole words of a bounded length
	 * @return the text without secrets, or the same instance if there was none
	 */
	String redact(String text);

	/**
	 * Returns a redactor for the texts of one failure, which one thread uses: for
	 * redactors whose work is to be bounded for all of them together.
	 * @return by default this redactor
	 */
	default FailureRedactor forFailure() {
		return this;
	}

}
