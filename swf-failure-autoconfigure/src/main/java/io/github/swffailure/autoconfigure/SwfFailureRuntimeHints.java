// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.util.List;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.FailureReason;
import io.github.swffailure.TaskToken;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Hints for native images: the attributes of our annotations, which Spring reads by
 * reflection, the proxies with which it merges meta-annotations, and the SQL scripts.
 * Handler methods are registered through {@link ActivityHandler}, the endpoint by Spring
 * Boot.
 */
final class SwfFailureRuntimeHints implements RuntimeHintsRegistrar {

	private static final List<Class<?>> ANNOTATIONS = List.of(ActivityHandler.class, FailureReason.class,
			TaskToken.class);

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.resources().registerPattern("io/github/swffailure/journal/jdbc/*.sql");
		for (Class<?> annotation : ANNOTATIONS) {
			hints.reflection()
				.registerType(annotation, MemberCategory.INVOKE_PUBLIC_METHODS, MemberCategory.INVOKE_DECLARED_METHODS);
			hints.proxies().registerJdkProxy(annotation);
		}
	}

}
