// SPDX-License-Identifier: Apache-2.0
/**
 * AssertJ assertions in SWF's words.
 */
@NullMarked
package io.github.swffailure.test.assertj;

import org.jspecify.annotations.NullMarked;
