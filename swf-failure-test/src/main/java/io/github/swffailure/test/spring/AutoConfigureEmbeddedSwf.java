// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Starts an {@link io.github.swffailure.test.EmbeddedSwf} for the application context of
 * a test and points {@code swf.client.endpoint} and {@code swf.client.region} at it. The
 * endpoint is a bean; it stops after all other beans. It takes the region, the domain and
 * the task list from {@code swf.client.region}, {@code swf.worker.domain} or
 * {@code swf.failure.domain}, and {@code swf.worker.task-list} where the application sets
 * them, and registers that domain. Where the system properties {@code aws.accessKeyId}
 * and {@code aws.secretAccessKey} are not set they are, for as long as the context lives,
 * so that the AWS SDK finds credentials.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface AutoConfigureEmbeddedSwf {

	/**
	 * The port to listen on.
	 * @return the port, by default 0 for a free one
	 */
	int port() default 0;

}
