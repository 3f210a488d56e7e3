// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import org.jspecify.annotations.Nullable;

/**
 * Stands for the exception where there is none: hands a reason and details to reporters
 * that know exceptions only.
 */
final class PlainReport extends RuntimeException {

	PlainReport(String reason, @Nullable String details) {
		super((details != null) ? reason + '\n' + details : reason, null, false, false);
	}

}
