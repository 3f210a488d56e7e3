/**
 * Internal: keeps reports in a table of the application's database.
 */
@NullMarked
package io.github.swffailure.journal.jdbc;

import org.jspecify.annotations.NullMarked;
