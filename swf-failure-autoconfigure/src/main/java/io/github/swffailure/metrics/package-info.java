/**
 * Counts failures and deliveries with Micrometer.
 */
@NullMarked
package io.github.swffailure.metrics;

import org.jspecify.annotations.NullMarked;
