// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import org.jspecify.annotations.Nullable;

/**
 * Passes a reason and details to reporters that only accept exceptions; never thrown.
 */
final class PlainReport extends RuntimeException {

	PlainReport(String reason, @Nullable String details) {
		super((details != null) ? reason + '\n' + details : reason, null, false, false);
	}

}
