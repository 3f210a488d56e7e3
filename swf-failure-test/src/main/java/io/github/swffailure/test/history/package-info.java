// SPDX-License-Identifier: Apache-2.0
/**
 * The history of a workflow execution as plain values.
 */
@NullMarked
package io.github.swffailure.test.history;

import org.jspecify.annotations.NullMarked;
