// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives tests an {@link io.github.swffailure.test.EmbeddedSwf} as a parameter: one for
 * all tests of the class where the constructor or a {@code @BeforeAll} method asks for
 * it, else a new one for each test. It is closed when they are done.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ExtendWith(EmbeddedSwfExtension.class)
public @interface EmbeddedSwfTest {

}
