// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Marks a method of a Spring bean that runs Amazon SWF activity tasks: every exception it
 * throws is reported to SWF as the failure of the task, then rethrown to the caller.
 * <p>
 * The annotation may be on the method, on the interface method it implements, on the
 * method it overrides, or be used as a meta-annotation. The application does not start if
 * a proxy cannot intercept the method because it is {@code private}, {@code final} or
 * {@code static}. A call from within the same bean bypasses the proxy and is not
 * reported.
 * <p>
 * If a method returns a {@link java.util.concurrent.CompletionStage} or declares a
 * reactive type known to Spring, its failure is reported too. The caller gets the stage
 * itself, and may see its failure before SWF does; a reactive type emits its error after
 * the report. The report blocks the thread that signals the failure, at most for the
 * attempt timeout. A returned {@code String} that is too long for SWF, even as the value
 * of a stage or the only value of a reactive type, is a failure:
 * {@link ActivityResultTooLongException}.
 * <p>
 * {@link ActivityTaskResolver} describes how the task is found. If a handler runs within
 * a handler of the same task, only the exception that leaves the outermost one is
 * reported.
 *
 * @since 0.1
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
public @interface ActivityHandler {

	/**
	 * Name of the activity type, by which the worker of this library selects the handler.
	 * Without that worker, it is used in meters and log lines if the task itself has no
	 * name. The worker resolves placeholders ({@code ${...}}) in all attributes.
	 * @return the name; if empty, the name of the method
	 */
	String name() default "";

	/**
	 * Version of the activity type, used like the name. The worker prefers a handler with
	 * the exact version to one without.
	 * @return the version; empty if unknown, or for all versions without their own
	 * handler
	 */
	String version() default "";

	/**
	 * The task list that the worker of this library polls for the handler, in addition to
	 * those in its properties.
	 * @return the name; if empty, the handler gets tasks from all lists in the properties
	 */
	String taskList() default "";

}
