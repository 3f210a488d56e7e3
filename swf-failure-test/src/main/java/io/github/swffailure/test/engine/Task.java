// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.util.Comparator;

/**
 * A task that waits in a task list; higher priorities go first, then older tasks.
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
