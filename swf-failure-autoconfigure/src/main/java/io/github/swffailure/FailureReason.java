// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives an exception a code for the decider, with which the reason begins, as in
 * {@code CARD_DECLINED: Card 42 was declined}. Found on the exception, its superclasses
 * and its causes, also as a meta-annotation. The outermost annotated exception in the
 * chain wins, and for each class the nearest annotation in its hierarchy.
 * <p>
 * An invalid code is logged once per class and ignored; the failure is still reported.
 *
 * @since 0.1
 */
@Target({ ElementType.TYPE, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
public @interface FailureReason {

	/**
	 * A stable word that deciders can compare, see {@link ReasonCode} for its form.
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
	 * {@code "30s"}, {@code "5m"} or {@code "PT30S"}. Deciders get whole seconds. An
	 * invalid time is logged once per class and ignored.
	 * @return the time; empty to leave it to the decider
	 */
	String retryAfter() default "";

}
