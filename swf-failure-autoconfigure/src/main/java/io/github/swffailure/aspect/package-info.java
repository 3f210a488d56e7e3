/**
 * Intercepts handlers and reports what they throw.
 */
@NullMarked
package io.github.swffailure.aspect;

import org.jspecify.annotations.NullMarked;
