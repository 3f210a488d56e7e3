/**
 * Tells SWF, now or later, and says what became of it.
 */
@NullMarked
package io.github.swffailure.delivery;

import org.jspecify.annotations.NullMarked;
