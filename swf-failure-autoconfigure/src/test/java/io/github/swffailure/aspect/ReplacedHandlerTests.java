// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.lang.reflect.Proxy;
import java.util.function.Function;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.TaskToken;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mockito.Mockito;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Handler beans that a post-processor after ours has put something else in the place of.
 */
@ExtendWith(OutputCaptureExtension.class)
class ReplacedHandlerTests {

	@ParameterizedTest
	@EnumSource
	void replacementThatIsNotInterceptedIsWarnedOf(Replacement replacement, CapturedOutput output) {
		Handlers.running(Payments.class)
			.withBean(BeanPostProcessor.class, () -> new Replacing(replacement.function))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(output.getOut().contains("in the place of bean 'replacedHandlerTests.Payments'"))
					.isEqualTo(replacement.warned);
			});
	}

	enum Replacement {

		ANOTHER(true, (bean) -> new Payments()), TARGET(true, AopProxyUtils::getSingletonTarget),
		DECORATOR(true, Decorator::new),
		JDK_PROXY(true,
				(bean) -> Proxy.newProxyInstance(Client.class.getClassLoader(), new Class<?>[] { Client.class },
						(proxy, method, arguments) -> method.invoke(bean, arguments))),
		MOCK(false, (bean) -> Mockito.mock(Payments.class)), SPY(false, Mockito::spy),
		PROXY(false, (bean) -> new ProxyFactory(bean).getProxy()), THE_SAME(false, (bean) -> bean);

		private final boolean warned;

		private final Function<Payments, Object> function;

		Replacement(boolean warned, Function<Payments, Object> function) {
			this.warned = warned;
			this.function = function;
		}

	}

	/** Without an order, so that it comes after those that have one. */
	private record Replacing(Function<Payments, Object> function) implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			return (bean instanceof Payments payments) ? this.function.apply(payments) : bean;
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

}
