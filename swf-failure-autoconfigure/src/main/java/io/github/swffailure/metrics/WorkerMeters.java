// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.metrics;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Meters of the worker.
 * <table>
 * <caption>Meters</caption>
 * <tr>
 * <th>Name</th>
 * <th>Type</th>
 * <th>Tags</th>
 * <th>Shows</th>
 * </tr>
 * <tr>
 * <td>{@code swf.worker.polls}</td>
 * <td>counter</td>
 * <td>{@code task.list}, {@code outcome}: task, empty, throttled, denied, error</td>
 * <td>each poll, once it has ended</td>
 * </tr>
 * <tr>
 * <td>{@code swf.worker.tasks.active}</td>
 * <td>gauge</td>
 * <td>{@code task.list}</td>
 * <td>tasks without a result</td>
 * </tr>
 * <tr>
 * <td>{@code swf.worker.paused}</td>
 * <td>gauge</td>
 * <td>{@code task.list}</td>
 * <td>1 while the failure budget pauses the list, else 0</td>
 * </tr>
 * </table>
 * The gauges of a task list are registered with its first poll. If a registry throws,
 * only the meter is missing.
 */
public final class WorkerMeters {

	private final GuardedRegistry registry;

	private final Supplier<List<TaskList>> taskLists;

	private final Set<String> bound = ConcurrentHashMap.newKeySet();

	/**
	 * Creates the meters.
	 * @param registry finds the registry; without one, nothing is counted
	 * @param taskLists supplies the current state of the task lists
	 */
	public WorkerMeters(Supplier<? extends @Nullable MeterRegistry> registry, Supplier<List<TaskList>> taskLists) {
		this.registry = new GuardedRegistry(registry);
		this.taskLists = taskLists;
	}

	/**
	 * Counts a poll.
	 * @param taskList the task list
	 * @param outcome the outcome of the poll
	 */
	public void count(String taskList, String outcome) {
		if (this.bound.add(taskList)) {
			bind(taskList, "swf.worker.tasks.active", "Activity tasks that run", TaskList::active);
			bind(taskList, "swf.worker.paused", "Whether the failure budget pauses the task list",
					(list) -> list.paused() ? 1 : 0);
		}
		this.registry.use((found) -> Counter.builder("swf.worker.polls")
			.tags("task.list", taskList, "outcome", outcome)
			.register(found)
			.increment());
	}

	private void bind(String taskList, String name, String description, ToDoubleFunction<TaskList> value) {
		Predicate<TaskList> wanted = (list) -> list.name().equals(taskList);
		this.registry.use((found) -> Gauge
			.builder(name, this.taskLists, (lists) -> lists.get().stream().filter(wanted).mapToDouble(value).sum())
			.strongReference(true)
			.tag("task.list", taskList)
			.description(description)
			.register(found));
	}

	/**
	 * The state of a task list.
	 *
	 * @param name its name
	 * @param active number of its tasks that run
	 * @param paused whether it is paused
	 */
	public record TaskList(String name, int active, boolean paused) {
	}

}
