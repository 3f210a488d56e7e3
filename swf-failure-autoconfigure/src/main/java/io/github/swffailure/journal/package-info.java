// SPDX-License-Identifier: Apache-2.0
/**
 * Internal: keeps reports until SWF has given a final answer, in memory or in a
 * directory. The API is {@link io.github.swffailure.FailureJournal}.
 */
@NullMarked
package io.github.swffailure.journal;

import org.jspecify.annotations.NullMarked;
