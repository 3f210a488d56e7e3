// SPDX-License-Identifier: Apache-2.0
/**
 * The calls that the endpoint received.
 */
@NullMarked
package io.github.swffailure.test.recording;

import org.jspecify.annotations.NullMarked;
