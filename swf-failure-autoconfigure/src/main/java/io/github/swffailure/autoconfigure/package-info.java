// SPDX-License-Identifier: Apache-2.0
/**
 * The auto-configurations, which connect all features with Spring Boot.
 */
@NullMarked
package io.github.swffailure.autoconfigure;

import org.jspecify.annotations.NullMarked;
