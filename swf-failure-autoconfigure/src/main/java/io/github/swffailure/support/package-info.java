// SPDX-License-Identifier: Apache-2.0
/**
 * Internal: code that several packages of this library share. Depends only on the root
 * package.
 */
@NullMarked
package io.github.swffailure.support;

import org.jspecify.annotations.NullMarked;
