// SPDX-License-Identifier: Apache-2.0
/**
 * Shows failures and what is undelivered through the actuator.
 */
@NullMarked
package io.github.swffailure.actuate;

import org.jspecify.annotations.NullMarked;
