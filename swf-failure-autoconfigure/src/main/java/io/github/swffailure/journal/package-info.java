// SPDX-License-Identifier: Apache-2.0
/**
 * Internal: keeps reports until SWF has answered them for good, in memory or in a
 * directory. What an application may call is {@link io.github.swffailure.FailureJournal}.
 */
@NullMarked
package io.github.swffailure.journal;

import org.jspecify.annotations.NullMarked;
