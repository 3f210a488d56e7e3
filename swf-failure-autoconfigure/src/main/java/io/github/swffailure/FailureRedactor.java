// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

/**
 * Removes secrets from text before it is shortened and leaves the worker, such as
 * exception messages in reasons, details and log lines. All beans of this type are
 * called, in order, after the built-in one.
 * <p>
 * Called on handler threads, by several at the same time. If a redactor throws an
 * exception, only class names are reported.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface FailureRedactor {

	/**
	 * Replaces secrets.
	 * @param text the text, whole words of a bounded length
	 * @return the text without secrets, or the same instance if there was none
	 */
	String redact(String text);

	/**
	 * Returns a redactor for the texts of one failure, used by one thread, for redactors
	 * that limit their work for all these texts together.
	 * @return by default this redactor
	 */
	default FailureRedactor forFailure() {
		return this;
	}

}
