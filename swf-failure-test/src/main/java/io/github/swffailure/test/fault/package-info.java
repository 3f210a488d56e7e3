// SPDX-License-Identifier: Apache-2.0
/**
 * Faults that a test asks for: which call fails, how often and how.
 */
@NullMarked
package io.github.swffailure.test.fault;

import org.jspecify.annotations.NullMarked;
