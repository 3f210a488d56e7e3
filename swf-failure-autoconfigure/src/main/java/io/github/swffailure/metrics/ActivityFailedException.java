// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.metrics;

/**
 * Stands for what a handler threw, or what a report failed with, where a span is marked
 * as failed: names its class, but has none of its texts, which no redactor has seen.
 */
final class ActivityFailedException extends RuntimeException {

	ActivityFailedException(String exceptionType) {
		super(exceptionType, null, false, false);
	}

}
