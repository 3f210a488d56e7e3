// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.Advised;
import org.springframework.beans.factory.config.BeanDefinitionHolder;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.beans.factory.support.AutowireCandidateResolver;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.annotation.ContextAnnotationAutowireCandidateResolver;

/**
 * Intercepts the proxies that are injected for {@code @Lazy}: they are not beans, and
 * fail before the handler is called if the bean cannot be created. Everything else is
 * delegated to the existing resolver.
 */
final class LazyInjectionPoints extends ContextAnnotationAutowireCandidateResolver {

	private final AutowireCandidateResolver delegate;

	private final UnaryOperator<Object> intercept;

	private LazyInjectionPoints(AutowireCandidateResolver delegate, UnaryOperator<Object> intercept) {
		this.delegate = delegate;
		this.intercept = intercept;
	}

	/**
	 * Intercepts the lazy proxies of a bean factory.
	 * @param intercept wraps a proxy whose target has handlers
	 */
	static void intercept(DefaultListableBeanFactory beanFactory, UnaryOperator<Object> intercept) {
		beanFactory.setAutowireCandidateResolver(
				new LazyInjectionPoints(beanFactory.getAutowireCandidateResolver(), intercept));
	}

	@Override
	public @Nullable Object getLazyResolutionProxyIfNecessary(DependencyDescriptor descriptor,
			@Nullable String beanName) {
		Object proxy = this.delegate.getLazyResolutionProxyIfNecessary(descriptor, beanName);
		return (proxy instanceof Advised) ? this.intercept.apply(proxy) : proxy;
	}

	@Override
	public @Nullable Class<?> getLazyResolutionProxyClass(DependencyDescriptor descriptor, @Nullable String beanName) {
		return this.delegate.getLazyResolutionProxyClass(descriptor, beanName);
	}

	@Override
	public boolean isAutowireCandidate(BeanDefinitionHolder holder, DependencyDescriptor descriptor) {
		return this.delegate.isAutowireCandidate(holder, descriptor);
	}

	@Override
	public boolean isRequired(DependencyDescriptor descriptor) {
		return this.delegate.isRequired(descriptor);
	}

	@Override
	public boolean hasQualifier(DependencyDescriptor descriptor) {
		return this.delegate.hasQualifier(descriptor);
	}

	@Override
	public @Nullable String getSuggestedName(DependencyDescriptor descriptor) {
		return this.delegate.getSuggestedName(descriptor);
	}

	@Override
	public @Nullable Object getSuggestedValue(DependencyDescriptor descriptor) {
		return this.delegate.getSuggestedValue(descriptor);
	}

}
