// SPDX-License-Identifier: Apache-2.0
/**
 * Internal: intercepts {@link io.github.swffailure.ActivityHandler @ActivityHandler}
 * methods, finds their task, and passes what they throw to the reporter. Bottom up:
 * {@code HandlerMethods} finds the handlers of a class, {@code HandlerInspection} those
 * that cannot be intercepted, {@code HandlerTasks} the task of a call,
 * {@code HandlerResults} what a call ends with, {@code FailureReports} reports it.
 */
@NullMarked
package io.github.swffailure.aspect;

import org.jspecify.annotations.NullMarked;
