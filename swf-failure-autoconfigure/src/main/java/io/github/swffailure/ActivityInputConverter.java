// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;

/**
 * Reads the input of activity tasks and writes the results of handlers, for the worker of
 * this library. Beans of this type are asked in order, before the built-in ones, which
 * handle text as it is, and everything else as JSON if Jackson is on the class path.
 * <p>
 * Called on the thread that runs the handler, by several threads at the same time. An
 * exception is reported as the failure of the task.
 *
 * @since 0.1
 */
public interface ActivityInputConverter {

	/**
	 * Whether this converter reads and writes values of a type.
	 * @param type the declared type of the input, or the class of a result
	 * @return {@code false} to leave them to the next converter
	 */
	boolean supports(ResolvableType type);

	/**
	 * Reads an input.
	 * @param input what the decider passed, {@code null} if it passed none
	 * @param type the declared type of the handler's parameter
	 * @return the argument
	 * @throws Exception if it cannot be read
	 */
	@Nullable Object read(@Nullable String input, ResolvableType type) throws Exception;

	/**
	 * Writes a result.
	 * @param result what the handler returned, not text
	 * @return what the decider gets, {@code null} for nothing
	 * @throws Exception if it cannot be written
	 */
	@Nullable String write(Object result) throws Exception;

}
