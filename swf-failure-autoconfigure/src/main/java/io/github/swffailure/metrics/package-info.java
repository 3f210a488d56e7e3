// SPDX-License-Identifier: Apache-2.0
/**
 * Counts failures and deliveries with Micrometer.
 */
@NullMarked
package io.github.swffailure.metrics;

import org.jspecify.annotations.NullMarked;
