// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names for the decider what an exception means: the code begins the reason, as in
 * {@code CARD_DECLINED: Card 42 was declined}. Found on the exception, its superclasses
 * and its causes, also through annotations of one's own that carry this one. The
 * outermost annotated exception of the chain wins, and of a class the nearest in its
 * hierarchy.
 * <p>
 * A code that is not valid is logged, once a class, and not used: the failure is reported
 * all the same.
 *
 * @since 0.1
 */
@Target({ ElementType.TYPE, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
public @interface FailureReason {

	/**
	 * A stable word that deciders can compare, valid as {@link ReasonCode} says.
	 * @return the code
	 */
	String code();

	/**
	 * Whether running the activity again may succeed.
	 * @return {@code false} to advise the decider against a retry
	 */
	boolean retryable() default true;

	/**
	 * How long a decider should wait before it runs the activity again, as in
	 * {@code "30s"}, {@code "5m"} or {@code "PT30S"}. Deciders get whole seconds. A time
	 * that cannot be read is logged, once a class, and not used.
	 * @return the time; empty to leave it to the decider
	 */
	String retryAfter() default "";

}
