// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

/**
 * Where a failure came from, without any of its texts, so that it may stand in meters and
 * log lines.
 *
 * @param exceptionType class name of the exception, wrappers taken off
 * @param fingerprint short hash that is the same for the same defect on every worker: of
 * the types in the chain of causes and the topmost frames of the application, without
 * line numbers and generated names. Exceptions of the JVM that have no frames, or end a
 * recursion anywhere, may have several. For log lines; never a tag of a meter
 * @param cancellation whether the handler answered a cancellation, which is no failure
 * @since 0.1
 */
public record FailureOrigin(String exceptionType, String fingerprint, boolean cancellation) {

	/**
	 * The class name without package and enclosing class. A class that has no name of its
	 * own, as an anonymous one, goes by that of its enclosing class.
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
