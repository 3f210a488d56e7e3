// SPDX-License-Identifier: Apache-2.0
/**
 * Internal: intercepts {@link io.github.swffailure.ActivityHandler @ActivityHandler}
 * methods, finds their task, and passes exceptions to the reporter.
 * {@code HandlerMethods} finds the handlers of a class, {@code HandlerInspection} those
 * that cannot be intercepted, {@code HandlerTasks} the task of a call;
 * {@code HandlerResults} follows its result, and {@code FailureReports} reports failures.
 */
@NullMarked
package io.github.swffailure.aspect;

import org.jspecify.annotations.NullMarked;
