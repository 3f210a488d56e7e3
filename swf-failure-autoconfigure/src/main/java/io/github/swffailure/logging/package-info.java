/**
 * Puts what identifies a task into the log lines of its handler.
 */
@NullMarked
package io.github.swffailure.logging;

import org.jspecify.annotations.NullMarked;
