// SPDX-License-Identifier: Apache-2.0
/**
 * An Amazon SWF endpoint in the JVM, and what tests need around it.
 */
@NullMarked
package io.github.swffailure.test;

import org.jspecify.annotations.NullMarked;
