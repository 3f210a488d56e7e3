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
 * Intercepts what is injected for {@code @Lazy}: it is no bean, and fails before the
 * handler is called if the bean cannot be made. Otherwise as the resolver that is there.
 */
final class LazyInjectionPoints extends ContextAnnotationAutowireCandidateResolver {

	private final AutowireCandidateResolver delegate;

	private final UnaryOperator<Object> intercept;

	private LazyInjectionPoints(AutowireCandidateResolver delegate, UnaryOperator<Object> intercept) {
		this.delegate = delegate;
		this.intercept = intercept;
	}

	/**
	 * Intercepts those of a bean factory.
	 * @param intercept puts a proxy around one that has handlers
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
