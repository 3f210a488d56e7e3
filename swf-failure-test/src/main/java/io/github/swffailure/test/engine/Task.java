// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.util.Comparator;

/**
 * Something that waits in a task list: the higher priority first, then the older.
 */
interface Task {

	Comparator<Task> ORDER = Comparator.comparingInt(Task::priority)
		.reversed()
		.thenComparing(Task::execution, Comparator.comparingLong(Execution::number))
		.thenComparingLong(Task::scheduledEventId);

	Execution execution();

	int priority();

	long scheduledEventId();

}
