// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

/**
 * A handler returned more text than SWF accepts as the result of an activity task. SWF
 * would refuse the completion and the task would stay open until it times out, so the
 * task fails with this exception instead.
 *
 * @since 0.1
 */
public final class ActivityResultTooLongException extends RuntimeException {

	/**
	 * Maximum number of characters that SWF accepts as a result, from the SWF API
	 * reference.
	 */
	public static final int MAX_RESULT_LENGTH = 32_768;

	private final int length;

	/**
	 * Creates the exception.
	 * @param handler the method that returned the result, for the message
	 * @param length characters of the result
	 */
	public ActivityResultTooLongException(String handler, int length) {
		super("Activity handler '" + handler + "' returned " + length + " characters but SWF accepts at most "
				+ MAX_RESULT_LENGTH + ": return a reference to the result instead");
		this.length = length;
	}

	/**
	 * Length of the result.
	 * @return its length in UTF-16 units
	 */
	public int length() {
		return this.length;
	}

}
