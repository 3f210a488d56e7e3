// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.stream.Stream;

import org.aopalliance.aop.Advice;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.Advisor;
import org.springframework.aop.Pointcut;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.aop.RawTargetAccess;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AdvisedSupport;
import org.springframework.aop.framework.AopProxy;
import org.springframework.aop.framework.AopProxyFactory;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.DefaultAopProxyFactory;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.ReflectiveMethodInvocation;
import org.springframework.aop.interceptor.AsyncExecutionInterceptor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aot.AotDetector;
import org.springframework.cglib.core.ClassLoaderAwareGeneratorStrategy;
import org.springframework.cglib.core.SpringNamingPolicy;
import org.springframework.cglib.proxy.Callback;
import org.springframework.cglib.proxy.CallbackFilter;
import org.springframework.cglib.proxy.Dispatcher;
import org.springframework.cglib.proxy.Enhancer;
import org.springframework.cglib.proxy.Factory;
import org.springframework.cglib.proxy.MethodInterceptor;
import org.springframework.cglib.proxy.MethodProxy;
import org.springframework.cglib.proxy.NoOp;
import org.springframework.core.KotlinDetector;
import org.springframework.core.SmartClassLoader;
import org.springframework.objenesis.SpringObjenesis;
import org.springframework.util.ClassUtils;

/**
 * Creates class proxies like those of Spring, but does not wrap a checked exception that
 * the method does not declare, as Groovy and Lombok allow. Uses Spring's proxies for
 * Kotlin, for which they do not wrap either, and for everything else that only they
 * support.
 */
final class HandlerProxyFactory implements AopProxyFactory {

	private static final SpringObjenesis OBJENESIS = new SpringObjenesis();

	private final AopProxyFactory spring = new DefaultAopProxyFactory();

	@Override
	public AopProxy createAopProxy(AdvisedSupport config) {
		AopProxy ofSpring = this.spring.createAopProxy(config);
		Class<?> type = config.getTargetClass();
		return (type != null && OBJENESIS.isWorthTrying() && isPlain(config) && isPlain(type))
				? new ClassProxy(config, type, ofSpring) : ofSpring;
	}

	/**
	 * Replaces a class proxy of Spring with one of this factory. Returns other objects
	 * unchanged.
	 */
	static Object remake(Object bean, @Nullable ClassLoader classLoader) {
		if (!(bean instanceof Advised made) || made.isFrozen() || !AopUtils.isCglibProxy(bean)) {
			return bean;
		}
		ProxyFactory factory = new ProxyFactory();
		factory.setTargetSource(made.getTargetSource());
		factory.setInterfaces(made.getProxiedInterfaces());
		factory.setProxyTargetClass(made.isProxyTargetClass());
		factory.setExposeProxy(made.isExposeProxy());
		factory.setPreFiltered(made.isPreFiltered());
		factory.addAdvisors(made.getAdvisors());
		Class<?> type = factory.getTargetClass();
		if (type == null || !isPlain(factory) || !isPlain(type)) {
			return bean;
		}
		factory.setAopProxyFactory(new HandlerProxyFactory());
		return factory.getProxy(classLoader);
	}

	/**
	 * Moves our advisor inside {@code @Async}, because it cannot see from outside what
	 * happens on the other thread. If other advisors are around {@code @Async}, or it has
	 * its own proxy, our advisor also stays outside, for handlers that are not
	 * asynchronous. For asynchronous ones, an additional outer advisor reports exceptions
	 * of the call itself, for example when the executor rejects it.
	 */
	static void moveIntoAsync(Object proxy, Advisor ours, HandlerMethods handlers) {
		Object layer = proxy;
		while (layer instanceof Advised inner && !inner.isFrozen() && inner.getTargetSource().isStatic()) {
			Advisor[] advisors = inner.getAdvisors();
			for (int i = advisors.length - 1; i >= 0; i--) {
				if (advisors[i].getAdvice() instanceof AsyncExecutionInterceptor
						&& advisors[i] instanceof PointcutAdvisor async) {
					moveInto(inner, async, (Advised) proxy, ours, handlers);
					return;
				}
			}
			layer = AopProxyUtils.getSingletonTarget(layer);
		}
	}

	/** Whether one of the proxies around a bean has our advice. */
	static boolean isIntercepted(Object bean) {
		Object layer = bean;
		while (layer instanceof Advised advised) {
			if (Stream.of(advised.getAdvisors())
				.anyMatch((advisor) -> advisor.getAdvice() instanceof ActivityHandlerInterceptor)) {
				return true;
			}
			layer = AopProxyUtils.getSingletonTarget(layer);
		}
		return false;
	}

	private static void moveInto(Advised inner, PointcutAdvisor async, Advised outer, Advisor ours,
			HandlerMethods handlers) {
		int present = outer.indexOf(ours);
		if (present < 0) {
			return;
		}
		Advice advice = ours.getAdvice();
		Pointcut asynchronous = handlers.asynchronous(async, true);
		boolean within = inner == outer && inner.indexOf(async) < present;
		if (!within) {
			outer.removeAdvisor(present);
			boolean next = inner == outer && inner.indexOf(async) == present;
			if (!next) {
				outer.addAdvisor(present, new DefaultPointcutAdvisor(handlers.asynchronous(async, false), advice));
			}
			inner.addAdvisor(inner.indexOf(async) + 1, next ? ours : new DefaultPointcutAdvisor(asynchronous, advice));
		}
		outer.addAdvisor(0, new DefaultPointcutAdvisor(asynchronous,
				new ActivityHandlerInterceptor.OfCalls((ActivityHandlerInterceptor) advice)));
	}

	private static boolean isPlain(AdvisedSupport config) {
		return config.isProxyTargetClass() && !config.isOpaque() && !config.isExposeProxy()
				&& config.getTargetSource().isStatic();
	}

	private static boolean isPlain(Class<?> type) {
		return !type.isInterface() && !type.getName().contains(ClassUtils.CGLIB_CLASS_SEPARATOR)
				&& !ClassUtils.isLambdaClass(type) && !Proxy.isProxyClass(type) && !KotlinDetector.isKotlinType(type);
	}

	private record ClassProxy(AdvisedSupport config, Class<?> type,
			AopProxy ofSpring) implements AopProxy, MethodInterceptor {

		@Override
		public Object getProxy() {
			return getProxy(null);
		}

		/** Falls back to Spring's proxy, or its error message. */
		@Override
		public Object getProxy(@Nullable ClassLoader classLoader) {
			try {
				Factory proxy = (Factory) OBJENESIS.newInstance(getProxyClass(classLoader), true);
				proxy.setCallbacks(new Callback[] { this, NoOp.INSTANCE, (Dispatcher) () -> this.config });
				return proxy;
			}
			catch (RuntimeException ex) {
				return this.ofSpring.getProxy(classLoader);
			}
		}

		@Override
		public Class<?> getProxyClass(@Nullable ClassLoader classLoader) {
			Enhancer enhancer = new Enhancer();
			if (classLoader != null) {
				enhancer.setClassLoader(classLoader);
				enhancer.setUseCache(
						!(classLoader instanceof SmartClassLoader smart && smart.isClassReloadable(this.type)));
			}
			enhancer.setSuperclass(this.type);
			enhancer.setInterfaces(AopProxyUtils.completeProxiedInterfaces(this.config));
			enhancer.setNamingPolicy(SpringNamingPolicy.INSTANCE);
			enhancer.setAttemptLoad(enhancer.getUseCache() && AotDetector.useGeneratedArtifacts());
			enhancer.setStrategy(new ClassLoaderAwareGeneratorStrategy(classLoader));
			enhancer.setCallbackFilter(Calls.FILTER);
			enhancer.setCallbackTypes(new Class<?>[] { MethodInterceptor.class, NoOp.class, Dispatcher.class });
			return enhancer.createClass();
		}

		@Override
		public @Nullable Object intercept(Object proxy, Method method, @Nullable Object[] arguments,
				MethodProxy methodProxy) throws Throwable {
			if (AopUtils.isEqualsMethod(method)) {
				return isEqual(proxy, arguments[0]);
			}
			if (AopUtils.isHashCodeMethod(method)) {
				return 31 * ClassProxy.class.hashCode() + this.config.getTargetSource().hashCode();
			}
			return call(proxy, method, arguments);
		}

		private boolean isEqual(Object proxy, @Nullable Object other) {
			return proxy == other
					|| (other instanceof Factory factory && factory.getCallback(0) instanceof ClassProxy equal
							&& AopProxyUtils.equalsInProxy(this.config, equal.config));
		}

		private @Nullable Object call(Object proxy, Method method, @Nullable Object[] arguments) throws Throwable {
			Object target = this.config.getTargetSource().getTarget();
			Class<?> targetClass = (target != null) ? target.getClass() : null;
			List<Object> chain = this.config.getInterceptorsAndDynamicInterceptionAdvice(method, targetClass);
			Object result = chain.isEmpty() ? AopUtils.invokeJoinpointUsingReflection(target, method, arguments)
					: new Invocation(proxy, target, method, arguments, chain).proceed();
			boolean itself = result != null && result == target && method.getReturnType().isInstance(proxy)
					&& !RawTargetAccess.class.isAssignableFrom(method.getDeclaringClass());
			return itself ? proxy : result;
		}

	}

	/** Selects the callback of each method, by its index. */
	private enum Calls implements CallbackFilter {

		FILTER;

		@Override
		public int accept(Method method) {
			if (AopUtils.isFinalizeMethod(method)) {
				return 1;
			}
			Class<?> type = method.getDeclaringClass();
			return (type.isInterface() && type.isAssignableFrom(Advised.class)) ? 2 : 0;
		}

	}

	private static final class Invocation extends ReflectiveMethodInvocation {

		@SuppressWarnings("NullAway") // Spring passes null too
		private Invocation(Object proxy, @Nullable Object target, Method method, @Nullable Object[] arguments,
				List<Object> chain) {
			super(proxy, target, method, arguments, (target != null) ? target.getClass() : null, chain);
		}

	}

}
