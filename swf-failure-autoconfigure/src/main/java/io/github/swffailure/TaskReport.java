// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.time.Instant;

/**
 * A report about a task on its way to SWF: a {@link TaskFailure} or a
 * {@link TaskCompletion}. A task has one report; a later one replaces it.
 *
 * @since 0.1
 */
public sealed interface TaskReport permits TaskFailure, TaskCompletion {

	/**
	 * The task that is reported on.
	 * @return the task
	 */
	ActivityTask task();

	/**
	 * When its handler ended.
	 * @return the time, from which the age of the report counts
	 */
	Instant time();

	/**
	 * The same report with another time.
	 * @param newTime the time from which its age counts
	 * @return the report
	 */
	TaskReport at(Instant newTime);

}
