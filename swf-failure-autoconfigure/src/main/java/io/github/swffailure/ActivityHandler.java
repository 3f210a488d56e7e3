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
 * A method that returns a {@link java.util.concurrent.CompletionStage} or a reactive type
 * known to Spring is reported when that fails. The task is found as
 * {@link ActivityTaskResolver} says.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
public @interface ActivityHandler {

	/**
	 * Name of the activity type, for meters and log lines where the task itself does not
	 * tell it.
	 * @return the name; if empty, the name of the method
	 */
	String name() default "";

	/**
	 * Version of the activity type, for meters and log lines where the task itself does
	 * not tell it.
	 * @return the version; empty if unknown
	 */
	String version() default "";

}
