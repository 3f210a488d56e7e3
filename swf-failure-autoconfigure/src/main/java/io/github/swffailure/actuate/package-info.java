// SPDX-License-Identifier: Apache-2.0
/**
 * The actuator endpoint and health, which show failures and undelivered reports.
 */
@NullMarked
package io.github.swffailure.actuate;

import org.jspecify.annotations.NullMarked;
