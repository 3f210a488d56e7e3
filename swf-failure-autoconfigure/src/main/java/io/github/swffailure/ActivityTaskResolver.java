package io.github.swffailure;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

/**
 * Finds the activity task that a call of a handler is about. Beans of this type are asked
 * first, in their order; then the arguments are searched for a {@link TaskToken},
 * {@code PollForActivityTaskResponse} or {@link ActivityTask}; then
 * {@link ActivityTaskContext}. The first answer counts.
 * <p>
 * Called on the handler's thread before each call of a handler. A resolver that throws is
 * logged and taken for one that found no task.
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
