// SPDX-License-Identifier: Apache-2.0
/**
 * The endpoint as a program, for workers in other languages.
 */
@NullMarked
package io.github.swffailure.test.standalone;

import org.jspecify.annotations.NullMarked;
