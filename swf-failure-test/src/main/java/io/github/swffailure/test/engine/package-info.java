// SPDX-License-Identifier: Apache-2.0
/**
 * Internal: the operations and their state: domains, types, executions, histories, tasks
 * and timeouts.
 */
@NullMarked
package io.github.swffailure.test.engine;

import org.jspecify.annotations.NullMarked;
