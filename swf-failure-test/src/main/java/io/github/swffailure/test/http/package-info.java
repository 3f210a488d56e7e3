// SPDX-License-Identifier: Apache-2.0
/**
 * Internal: the operations over HTTP: JSON in and out, long polls without threads, faults
 * on demand.
 */
@NullMarked
package io.github.swffailure.test.http;

import org.jspecify.annotations.NullMarked;
