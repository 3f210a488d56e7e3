/**
 * Keeps reports until SWF has answered them for good.
 */
@NullMarked
package io.github.swffailure.journal;

import org.jspecify.annotations.NullMarked;
