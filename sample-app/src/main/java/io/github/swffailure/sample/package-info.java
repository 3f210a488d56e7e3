// SPDX-License-Identifier: Apache-2.0
/**
 * An order worker of which most activities fail, each in a way of its own.
 */
@NullMarked
package io.github.swffailure.sample;

import org.jspecify.annotations.NullMarked;
