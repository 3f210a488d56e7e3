// SPDX-License-Identifier: Apache-2.0
/**
 * Replaces secrets in texts; knows nothing of exceptions. Internal:
 * {@code SecretRedactor} is public for the auto-configuration only.
 */
@NullMarked
package io.github.swffailure.redaction;

import org.jspecify.annotations.NullMarked;
