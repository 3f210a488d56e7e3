// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Marks a method of a Spring bean that runs Amazon SWF activity tasks: whatever it throws
 * is reported to SWF as the failure of the task, then goes on to the caller.
 * <p>
 * The annotation may stand on the method, on the interface method it implements, on the
 * method it overrides, or on an annotation of one's own that carries this one. A method
 * that a proxy cannot intercept ({@code private}, {@code final} or {@code static}) stops
 * the start-up of the application. A call from within the same bean does not pass through
 * the proxy and is not reported.
 * <p>
 * A method that returns a {@link java.util.concurrent.CompletionStage} or declares a
 * reactive type known to Spring is reported when that fails. The caller gets the stage
 * itself, and may see its failure before SWF does; a reactive type passes its error on
 * after the report. The report blocks the thread that signals the failure, for the
 * attempt timeout at most. A returned {@code String}, also of a stage or as the only
 * value of a reactive type, that SWF would refuse is a failure:
 * {@link ActivityResultTooLongException}.
 * <p>
 * The task is found as {@link ActivityTaskResolver} says. A handler that runs within a
 * handler of the same task leaves the report to the outermost one, which reports what
 * leaves it.
 *
 * @since 0.1
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
public @interface ActivityHandler {

	/**
	 * Name of the activity type that the worker of this library dispatches by. Elsewhere
	 * it is for meters and log lines where the task itself does not have it. The worker
	 * resolves placeholders ({@code ${...}}), also in the other attributes.
	 * @return the name; if empty, the name of the method
	 */
	String name() default "";

	/**
	 * Version of the activity type, likewise. The worker prefers the handler of the very
	 * version to one without.
	 * @return the version; empty if unknown, or for all that have no handler of their own
	 */
	String version() default "";

	/**
	 * The task list that the worker of this library polls for the handler, besides those
	 * of its properties.
	 * @return the name; if empty, the handler is for all lists that the properties name
	 */
	String taskList() default "";

}
