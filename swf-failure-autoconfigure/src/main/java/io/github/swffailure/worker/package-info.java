// SPDX-License-Identifier: Apache-2.0
/**
 * Internal: a worker that polls SWF for activity tasks and runs handlers.
 */
@NullMarked
package io.github.swffailure.worker;

import org.jspecify.annotations.NullMarked;
