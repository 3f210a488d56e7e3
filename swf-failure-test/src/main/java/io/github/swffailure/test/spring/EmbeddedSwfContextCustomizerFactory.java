// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.spring;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;

/**
 * Finds {@link AutoConfigureEmbeddedSwf}, also as a meta-annotation.
 */
final class EmbeddedSwfContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		AutoConfigureEmbeddedSwf annotation = AnnotatedElementUtils.findMergedAnnotation(testClass,
				AutoConfigureEmbeddedSwf.class);
		return (annotation != null) ? new EmbeddedSwfContextCustomizer(annotation.port()) : null;
	}

}
