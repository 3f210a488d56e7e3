package io.github.swffailure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tells the decider what an exception means: the code begins the reason, as in
 * {@code CARD_DECLINED: Card 42 was declined}. Found on the exception, its superclasses
 * and its causes; the outermost annotated one wins.
 */
@Target({ ElementType.TYPE, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
public @interface FailureReason {

	/**
	 * A stable word that deciders can compare, at most 64 characters, without a colon.
	 * @return the code
	 */
	String code();

	/**
	 * Whether running the activity again may succeed.
	 * @return {@code false} to advise the decider against a retry
	 */
	boolean retryable() default true;

}
