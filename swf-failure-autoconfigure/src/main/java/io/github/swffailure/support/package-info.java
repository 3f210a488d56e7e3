// SPDX-License-Identifier: Apache-2.0
/**
 * Internal: mechanisms that several packages of this library share, each of them once. No
 * API. Knows the root package only.
 */
@NullMarked
package io.github.swffailure.support;

import org.jspecify.annotations.NullMarked;
