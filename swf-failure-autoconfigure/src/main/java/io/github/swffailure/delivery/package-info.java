// SPDX-License-Identifier: Apache-2.0
/**
 * Internal: delivers reports to SWF, now or later, and says what became of them. No API.
 */
@NullMarked
package io.github.swffailure.delivery;

import org.jspecify.annotations.NullMarked;
