// SPDX-License-Identifier: Apache-2.0
/**
 * An endpoint for each test of JUnit Jupiter.
 */
@NullMarked
package io.github.swffailure.test.junit;

import org.jspecify.annotations.NullMarked;
