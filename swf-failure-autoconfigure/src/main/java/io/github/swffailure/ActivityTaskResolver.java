// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

/**
 * Finds the activity task of a handler call. Beans of this type are asked first, in
 * order; then the arguments are searched for a {@link TaskToken},
 * {@code PollForActivityTaskResponse} or {@link ActivityTask}; then
 * {@link ActivityTaskContext}. The first task found is used.
 * <p>
 * If that finds no task and the handler is called by another handler, the task of that
 * one is used.
 * <p>
 * Called on the handler's thread: when the handler has failed, when it has returned a
 * result that may yet fail, or, if there is an {@link ActivityExecutionListener}, before
 * the call; also for the handlers that enclose it. If a resolver throws an exception, it
 * is logged once and counts as finding no task.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ActivityTaskResolver {

	/**
	 * Finds the task.
	 * @param handler the method of the target class
	 * @param arguments the arguments of the call; treat as read-only
	 * @return the task, or {@code null} if this resolver does not find one
	 */
	@Nullable ActivityTask resolve(Method handler, @Nullable Object[] arguments);

}
