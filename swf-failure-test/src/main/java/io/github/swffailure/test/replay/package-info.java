// SPDX-License-Identifier: Apache-2.0
/**
 * Failed activities of recorded histories, to be run again in a test.
 */
@NullMarked
package io.github.swffailure.test.replay;

import org.jspecify.annotations.NullMarked;
