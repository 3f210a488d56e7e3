// SPDX-License-Identifier: Apache-2.0
/**
 * Wires the features with Spring Boot, and knows them all.
 */
@NullMarked
package io.github.swffailure.autoconfigure;

import org.jspecify.annotations.NullMarked;
