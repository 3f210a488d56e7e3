package io.github.swffailure.aspect;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.TaskToken;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

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
