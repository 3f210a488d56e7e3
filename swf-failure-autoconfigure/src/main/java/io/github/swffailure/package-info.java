// SPDX-License-Identifier: Apache-2.0
/**
 * The API: the annotations for handlers, the task, the reporter, and the interfaces that
 * an application may implement. Depends on no other package of this library.
 *
 * <ul>
 * <li>{@link io.github.swffailure.ActivityHandler} marks the methods whose failures are
 * reported.
 * <li>{@link io.github.swffailure.TaskFailureReporter} reports one failure, from
 * anywhere.
 * <li>{@link io.github.swffailure.FailureDescriber},
 * {@link io.github.swffailure.FailureRedactor},
 * {@link io.github.swffailure.ActivityTaskResolver},
 * {@link io.github.swffailure.TaskFailureListener} and
 * {@link io.github.swffailure.FailureJournal} can be replaced or added by an application.
 * </ul>
 */
@NullMarked
package io.github.swffailure;

import org.jspecify.annotations.NullMarked;
