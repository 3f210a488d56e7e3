// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

import io.github.swffailure.FailureReason;

/**
 * The bank said no, and will say no again.
 */
@FailureReason(code = "CARD_DECLINED", retryable = false)
class CardDeclinedException extends RuntimeException {

	CardDeclinedException(String message) {
		super(message);
	}

}
