// SPDX-License-Identifier: Apache-2.0
/**
 * An endpoint for the application context of a Spring test.
 */
@NullMarked
package io.github.swffailure.test.spring;

import org.jspecify.annotations.NullMarked;
