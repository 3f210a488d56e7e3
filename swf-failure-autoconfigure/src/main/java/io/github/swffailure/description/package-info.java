/**
 * Turns an exception into texts that fit, without secrets.
 */
@NullMarked
package io.github.swffailure.description;

import org.jspecify.annotations.NullMarked;
