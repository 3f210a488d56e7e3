// SPDX-License-Identifier: Apache-2.0
/**
 * Internal: logs failures, and puts what identifies a task into the log lines of its
 * handler. No API.
 */
@NullMarked
package io.github.swffailure.logging;

import org.jspecify.annotations.NullMarked;
