// SPDX-License-Identifier: Apache-2.0
/**
 * Internal: describes an exception by redacted texts within SWF's limits. Public types
 * are only for the auto-configuration.
 */
@NullMarked
package io.github.swffailure.description;

import org.jspecify.annotations.NullMarked;
