// SPDX-License-Identifier: Apache-2.0
/**
 * Internal, but for {@code SwfFault}: what a call to Amazon SWF is made of: members,
 * constraints and faults, knowing neither HTTP nor state.
 */
@NullMarked
package io.github.swffailure.test.protocol;

import org.jspecify.annotations.NullMarked;
