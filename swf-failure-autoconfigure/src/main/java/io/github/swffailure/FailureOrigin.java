// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

/**
 * Where a failure came from, without any of its texts, so that it can be used in meters
 * and log lines.
 *
 * @param exceptionType class name of the exception, without wrappers
 * @param fingerprint short hash that is the same for the same defect on every worker: of
 * the types in the chain of causes and the topmost frames of the application, without
 * line numbers and generated names. Exceptions of the JVM without frames, or at an
 * arbitrary depth of a recursion, may have several. For log lines; never a tag of a meter
 * @param cancellation whether the handler acknowledged a cancellation, which is not a
 * failure
 * @since 0.1
 */
public record FailureOrigin(String exceptionType, String fingerprint, boolean cancellation) {

	/**
	 * The class name without package and enclosing class. An anonymous class uses the
	 * name of its enclosing class.
	 * @return for example {@code SQLException}, or {@code Payments$1}
	 */
	public String simpleName() {
		return simpleName(this.exceptionType);
	}

	static String simpleName(String className) {
		int start = className.lastIndexOf('.') + 1;
		int nested = className.lastIndexOf('$') + 1;
		while (nested > start && nested < className.length() && Character.isDigit(className.charAt(nested))) {
			nested++;
		}
		return className.substring((nested < className.length()) ? Math.max(start, nested) : start);
	}

}
