// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

/**
 * Finds the activity task that a call of a handler is about. Beans of this type are asked
 * first, in their order; then the arguments are searched for a {@link TaskToken},
 * {@code PollForActivityTaskResponse} or {@link ActivityTask}; then
 * {@link ActivityTaskContext}. The first answer counts.
 * <p>
 * A handler that has no task in this way and is called by another handler works on the
 * task of that one.
 * <p>
 * Called on the handler's thread: when the handler has failed, when it has returned a
 * result that may yet fail, or, if there is an {@link ActivityExecutionListener}, before
 * the call; also for the handlers that enclose it. A resolver that throws is logged once
 * and taken for one that found no task.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ActivityTaskResolver {

	/**
	 * Finds the task.
	 * @param handler the method of the target class
	 * @param arguments the arguments of the call; treat as read-only
	 * @return the task, or {@code null} if this resolver does not know
	 */
	@Nullable ActivityTask resolve(Method handler, @Nullable Object[] arguments);

}
