// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.TaskToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Objects with handlers that are in the place of a bean, or held by one.
 */
@ExtendWith(OutputCaptureExtension.class)
class ReplacedHandlerTests {

	@ParameterizedTest
	@EnumSource
	void replacementThatIsNotInterceptedIsWarnedOf(Replacement replacement, CapturedOutput output) {
		Handlers.running(Payments.class)
			.withBean(BeanPostProcessor.class, () -> new Replacing(replacement))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(output.getOut().contains("has replaced bean 'replacedHandlerTests.Payments'"))
					.isEqualTo(replacement.warned);
			});
	}

	@ParameterizedTest
	@ValueSource(ints = { Ordered.HIGHEST_PRECEDENCE, Ordered.LOWEST_PRECEDENCE })
	void replacementWithoutHandlersIsWarnedOf(int order, CapturedOutput output) {
		Handlers.running(Orders.class).withBean(BeanPostProcessor.class, () -> new Wrapping(order)).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).containsOnlyOnce("has replaced bean 'replacedHandlerTests.Orders'")
				.contains("Orders.charge(String)] may not be reported");
		});
	}

	static Stream<Arguments> collections() {
		return Stream
			.of(Map.of("pay", new Payments()), List.of(new Payments(), new Payments()),
					new Object[] { null, new Payments() })
			.map((collection) -> Arguments.of(collection));
	}

	@ParameterizedTest
	@MethodSource("collections")
	void objectInACollectionIsWarnedOf(Object collection, CapturedOutput output) {
		Handlers.running(Payments.class)
			.withBean("all", Object.class, () -> collection)
			.run((context) -> assertThat(output).containsOnlyOnce("Bean 'all' holds a ")
				.contains("Payments.handle(String)] may not be reported"));
	}

	@Test
	void beanInACollectionIsNotWarnedOf(CapturedOutput output) {
		Handlers.running(Payments.class)
			.withInitializer((context) -> ((GenericApplicationContext) context).registerBean("all", Map.class,
					() -> new HashMap<>(context.getBeansOfType(Payments.class))))
			.run((context) -> assertThat(output).doesNotContain("holds a "));
	}

	enum Replacement {

		ANOTHER(true), TARGET(true), DECORATOR(true), JDK_PROXY(true), MOCK(false), SPY(false), PROXY(false),
		THE_SAME(false);

		private final boolean warned;

		Replacement(boolean warned) {
			this.warned = warned;
		}

		Object of(Payments bean) {
			return switch (this) {
				case ANOTHER -> new Payments();
				case TARGET -> AopProxyUtils.getSingletonTarget(bean);
				case DECORATOR -> new Decorator(bean);
				case JDK_PROXY -> Proxy.newProxyInstance(Client.class.getClassLoader(), new Class<?>[] { Client.class },
						(proxy, method, arguments) -> method.invoke(bean, arguments));
				case MOCK -> Mockito.mock(Payments.class);
				case SPY -> Mockito.spy(bean);
				case PROXY -> new ProxyFactory(bean).getProxy();
				case THE_SAME -> bean;
			};
		}

	}

	/** Without an order, so that it comes after those that have one. */
	private record Replacing(Replacement replacement) implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			return (bean instanceof Payments payments) ? this.replacement.of(payments) : bean;
		}

	}

	interface Client {

		@ActivityHandler
		void handle(@TaskToken String token);

	}

	static class Payments implements Client {

		@Override
		public void handle(String token) {
		}

	}

	private record Decorator(Client client) implements Client {

		@Override
		public void handle(String token) {
			this.client.handle(token);
		}

	}

	interface Charging {

		void charge(String token);

	}

	static class Orders implements Charging {

		@Override
		@ActivityHandler
		public void charge(@TaskToken String token) {
		}

	}

	private record Wrapping(int getOrder) implements BeanPostProcessor, PriorityOrdered {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			return (bean instanceof Charging charging) ? (Charging) (token) -> charging.charge(token) : bean;
		}

	}

}
