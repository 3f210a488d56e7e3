// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.TaskToken;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.AbstractAdvisingBeanPostProcessor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.interceptor.ExposeInvocationInterceptor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What proxies of handlers have in common with Spring's own.
 */
class HandlerProxyFactoryTests {

	@Test
	void proxyIsRecognizedAsOneOfSprings() {
		Handlers.running(Counter.class).run((context) -> {
			Counter counter = context.getBean(Counter.class);
			assertThat(AopUtils.isCglibProxy(counter)).isTrue();
			assertThat(AopUtils.getTargetClass(counter)).isEqualTo(Counter.class);
			assertThat(AopProxyUtils.ultimateTargetClass(counter)).isEqualTo(Counter.class);
			assertThat(ClassUtils.getUserClass(counter)).isEqualTo(Counter.class);
			assertThat(AopProxyUtils.getSingletonTarget(counter)).isExactlyInstanceOf(Counter.class);
		});
	}

	@Test
	void methodsRunOnTheTarget() {
		Handlers.running(Counter.class).run((context) -> {
			Counter counter = context.getBean(Counter.class);
			assertThat(counter.count("token")).isOne();
			assertThat(counter.next()).isEqualTo(2);
			assertThat(counter.itself()).isSameAs(counter);
			assertThat(counter).isEqualTo(context.getBean(Counter.class))
				.hasSameHashCodeAs(context.getBean(Counter.class))
				.isNotEqualTo(new Counter());
			assertThat(counter.toString()).isEqualTo("3");
		});
	}

	@Test
	void adviceCanBeAddedLater() {
		Handlers.running(Counter.class).run((context) -> {
			Counter counter = context.getBean(Counter.class);
			MethodInterceptor twice = (invocation) -> {
				((Counter) Objects.requireNonNull(invocation.getThis())).next();
				return invocation.proceed();
			};
			((Advised) counter).addAdvice(twice);
			assertThat(counter.count("token")).isEqualTo(2);
		});
	}

	@Test
	void variableArgumentsArePassedOn() {
		Handlers.running(Counter.class)
			.run((context) -> assertThat(context.getBean(Counter.class).join("token", "a", "b")).isEqualTo("a,b"));
	}

	@Test
	void exceptionThatIsNotDeclaredPassesAProxyThatWasThereBefore() {
		Handlers.running(Sneaky.class, OtherAdvice.class).run((context) -> {
			IOException thrown = new IOException("disk");
			Sneaky sneaky = context.getBean(Sneaky.class);

			assertThatThrownBy(() -> sneaky.fail("token", thrown)).isSameAs(thrown);
			assertThat(((Advised) sneaky).getAdvisors()).hasSize(2);
			assertThat(context.getBean(OtherAdvice.class).calls).hasValue(1);
			assertThat(context.getBean(RecordingReporter.class).failures()).containsExactly(thrown);
		});
	}

	@Test
	void proxiesOfOneTargetAreEqual() {
		ProxyFactory ofSpring = proxyOfSpring();
		Object proxy = remade(ofSpring);
		Object same = remade(ofSpring);
		Object other = remade(proxyOfSpring());

		assertThat(proxy).isNotSameAs(same).hasSameHashCodeAs(same).doesNotHaveSameHashCodeAs(other);
		assertThat(proxy.equals(same)).isTrue();
		assertThat(proxy.equals(other)).isFalse();
		assertThat(proxy.equals(ofSpring.getProxy())).isFalse();
	}

	@Test
	void proxyThatIsMadeAgainKeepsItsInterfacesAndItsFilter() {
		Object proxy = remade(proxyOfSpring());

		assertThat(proxy).isInstanceOf(Marker.class);
		assertThat(((Advised) proxy).isPreFiltered()).isTrue();
	}

	@Test
	void proxyThatExposesItselfStaysAsItIs() {
		ProxyFactory exposing = proxyOfSpring();
		exposing.setExposeProxy(true);
		Object proxy = exposing.getProxy();

		assertThat(HandlerProxyFactory.remake(proxy, getClass().getClassLoader())).isSameAs(proxy);
	}

	private static Object remade(ProxyFactory ofSpring) {
		return HandlerProxyFactory.remake(ofSpring.getProxy(), HandlerProxyFactoryTests.class.getClassLoader());
	}

	private static ProxyFactory proxyOfSpring() {
		ProxyFactory factory = new ProxyFactory(new Counter());
		factory.setProxyTargetClass(true);
		factory.setInterfaces(Marker.class);
		factory.setPreFiltered(true);
		factory.addAdvisor(ExposeInvocationInterceptor.ADVISOR);
		return factory;
	}

	interface Marker {

	}

	static class Sneaky {

		@ActivityHandler
		void fail(@TaskToken String token, Exception failure) {
			throwAny(failure);
		}

		@SuppressWarnings("unchecked")
		private static <T extends Exception> void throwAny(Exception failure) throws T {
			throw (T) failure;
		}

	}

	/** Proxies handlers first, as transactions and caches do. */
	static class OtherAdvice extends AbstractAdvisingBeanPostProcessor {

		final AtomicInteger calls = new AtomicInteger();

		OtherAdvice() {
			setProxyTargetClass(true);
			setOrder(HIGHEST_PRECEDENCE);
			this.advisor = new DefaultPointcutAdvisor(
					AnnotationMatchingPointcut.forMethodAnnotation(ActivityHandler.class),
					(MethodInterceptor) (invocation) -> {
						this.calls.incrementAndGet();
						return invocation.proceed();
					});
		}

	}

	static class Counter {

		private final AtomicInteger count = new AtomicInteger();

		@ActivityHandler
		int count(@TaskToken String token) {
			return next();
		}

		@ActivityHandler
		String join(@TaskToken String token, String... parts) {
			return String.join(",", parts);
		}

		int next() {
			return this.count.incrementAndGet();
		}

		Counter itself() {
			return this;
		}

		@Override
		public String toString() {
			return String.valueOf(next());
		}

	}

}
