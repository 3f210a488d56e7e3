// SPDX-License-Identifier: Apache-2.0
/**
 * Internal, except {@code SwfFault}: the members, constraints and faults of calls to
 * Amazon SWF, independent of HTTP and state.
 */
@NullMarked
package io.github.swffailure.test.protocol;

import org.jspecify.annotations.NullMarked;
