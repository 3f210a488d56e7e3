// SPDX-License-Identifier: Apache-2.0
/**
 * Turns an exception into texts that fit, without secrets. Internal: what is public is so
 * for the auto-configuration only.
 */
@NullMarked
package io.github.swffailure.description;

import org.jspecify.annotations.NullMarked;
