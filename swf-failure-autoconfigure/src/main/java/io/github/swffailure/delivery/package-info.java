// SPDX-License-Identifier: Apache-2.0
/**
 * Internal: delivers reports to SWF, at once or later, and calls listeners with the
 * outcome.
 */
@NullMarked
package io.github.swffailure.delivery;

import org.jspecify.annotations.NullMarked;
