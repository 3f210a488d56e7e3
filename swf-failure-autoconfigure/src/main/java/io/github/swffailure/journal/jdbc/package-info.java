// SPDX-License-Identifier: Apache-2.0
/**
 * Internal: keeps reports in a table of the application's database.
 */
@NullMarked
package io.github.swffailure.journal.jdbc;

import org.jspecify.annotations.NullMarked;
