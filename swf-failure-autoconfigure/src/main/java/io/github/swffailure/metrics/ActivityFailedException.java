// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.metrics;

/**
 * The error of a span, in place of the exception of a handler or report: has only its
 * class name, because its texts are not redacted.
 */
final class ActivityFailedException extends RuntimeException {

	ActivityFailedException(String exceptionType) {
		super(exceptionType, null, false, false);
	}

}
