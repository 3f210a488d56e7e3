// SPDX-License-Identifier: Apache-2.0
/**
 * Internal: logs failures, and adds the fields of a task to the log lines of its handler.
 */
@NullMarked
package io.github.swffailure.logging;

import org.jspecify.annotations.NullMarked;
