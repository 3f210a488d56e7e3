// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the {@link String} parameter of an {@link ActivityHandler} method that carries
 * the task token of the activity task.
 *
 * @since 0.1
 */
@Target({ ElementType.PARAMETER, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface TaskToken {

}
