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
