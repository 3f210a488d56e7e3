// SPDX-License-Identifier: Apache-2.0
/**
 * Internal: replaces secrets in texts, independently of exceptions.
 * {@code SecretRedactor} is public only for the auto-configuration.
 */
@NullMarked
package io.github.swffailure.redaction;

import org.jspecify.annotations.NullMarked;
