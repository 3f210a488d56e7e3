// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.util.List;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.SmartFactoryBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Handlers that stop the start-up.
 */
class UninterceptableHandlerTests {

	private static final String JDK_PROXIES = "spring.aop.proxy-target-class=false";

	@Test
	void allMethodsThatAProxyCannotInterceptAreNamed() {
		Handlers.running(Unproxied.class)
			.run((context) -> assertThat(obstacles(context)).containsExactlyInAnyOrder("hidden PRIVATE_METHOD",
					"fixed FINAL_METHOD", "shared STATIC_METHOD", "inherited PRIVATE_METHOD"));
	}

	@Test
	void messageNamesTheBean() {
		Handlers.running(FinalMethods.class)
			.run((context) -> assertThat(context.getStartupFailure())
				.hasMessage("Activity handler 'FinalHandler.handle()' of bean 'payments' is final; "
						+ "Activity handler 'FinalHandler.handle()' of bean 'refunds' is final"));
	}

	@Test
	void lazyBeanStopsTheStartUpToo() {
		Handlers.running(LazyHandler.class)
			.run((context) -> assertThat(obstacles(context)).containsExactly("handle FINAL_METHOD"));
	}

	@Test
	void recordCannotHaveHandlers() {
		Handlers.running(FinalClasses.class)
			.run((context) -> assertThat(obstacles(context)).containsExactly("handle FINAL_CLASS"));
	}

	@ParameterizedTest
	@CsvSource({ "sealed, CLOSED_CLASS", "unconstructible, CLOSED_CLASS", "constant, FINAL_CLASS",
			"product, CLOSED_CLASS" })
	void classThatCannotBeExtendedIsRefused(String bean, String obstacle) {
		Handlers.running(ClosedClasses.class)
			.withPropertyValues("bean=" + bean)
			.run((context) -> assertThat(obstacles(context)).containsExactly("handle " + obstacle));
	}

	@Test
	void recordThatAnotherAdvisorWantsToProxyGetsOurMessage() {
		Handlers.running(Transactions.class, TransactionalFinalClass.class)
			.run((context) -> assertThat(obstacles(context)).containsExactly("handle FINAL_CLASS"));
	}

	@Test
	void recordBehindItsInterfaceIsFine() {
		Handlers.running(FinalClasses.class)
			.withPropertyValues(JDK_PROXIES)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void methodThatIsInNoInterfaceOfItsJdkProxyIsRefused() {
		Handlers.running(Implementation.class)
			.withPropertyValues(JDK_PROXIES)
			.run((context) -> assertThat(obstacles(context)).containsExactly("extra NOT_IN_INTERFACE"));
		Handlers.running(Implementation.class).run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void methodOfALazyBeanThatIsInNoInterfaceIsRefused() {
		Handlers.running(LazyImplementation.class)
			.withPropertyValues(JDK_PROXIES)
			.run((context) -> assertThat(obstacles(context)).containsExactly("extra NOT_IN_INTERFACE"));
	}

	@Test
	void inspectionCreatesNeitherLazyBeansNorProductsOfFactories() {
		new ApplicationContextRunner().withUserConfiguration(Handlers.AspectConfiguration.class, Untouched.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBeanFactory().containsSingleton("lazyBean")).isFalse();
				assertThat(context.getBeanFactory().containsSingleton("lazyFactory")).isFalse();
			});
	}

	private static List<String> obstacles(AssertableApplicationContext context) {
		Throwable failure = context.getStartupFailure();
		while (failure != null && !(failure instanceof UninterceptableHandlerException)) {
			failure = failure.getCause();
		}
		return (failure instanceof UninterceptableHandlerException uninterceptable) ? uninterceptable.handlers()
			.stream()
			.map((handler) -> handler.method().getName() + " " + handler.obstacle())
			.toList() : List.of("started");
	}

	@SuppressWarnings("UnusedMethod")
	static class Parent {

		@ActivityHandler
		private void inherited() {
		}

	}

	@SuppressWarnings("UnusedMethod")
	static class Unproxied extends Parent {

		@ActivityHandler
		private void hidden() {
		}

		@ActivityHandler
		final void fixed() {
		}

		@ActivityHandler
		static void shared() {
		}

		@ActivityHandler
		void fine() {
		}

	}

	static class FinalHandler {

		@ActivityHandler
		final void handle() {
		}

	}

	@Lazy
	static class LazyHandler extends FinalHandler {

	}

	@Configuration(proxyBeanMethods = false)
	static class FinalMethods {

		@Bean
		FinalHandler payments() {
			return new FinalHandler();
		}

		@Bean
		FinalHandler refunds() {
			return new FinalHandler();
		}

	}

	interface Api {

		void handle(ActivityTask task);

	}

	record FinalClass(String name) implements Api {

		@Override
		@ActivityHandler
		public void handle(ActivityTask task) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FinalClasses {

		@Bean
		FinalClass payments() {
			return new FinalClass("payments");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TransactionalFinalClass {

		@Bean
		TransactionalRecord payments() {
			return new TransactionalRecord("payments");
		}

	}

	record TransactionalRecord(String name) {

		@ActivityHandler
		@Transactional
		public void handle(ActivityTask task) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement(proxyTargetClass = true)
	static class Transactions {

	}

	static class Implementation implements Api {

		@Override
		@ActivityHandler
		public void handle(ActivityTask task) {
		}

		@ActivityHandler
		public void extra(ActivityTask task) {
		}

	}

	@Lazy
	static class LazyImplementation extends Implementation {

	}

	@Configuration(proxyBeanMethods = false)
	static class Untouched {

		@Bean
		@Lazy
		Implementation lazyBean() {
			return new Implementation();
		}

		@Bean
		@Lazy
		FactoryBean<Implementation> lazyFactory() {
			return new FactoryBean<>() {

				@Override
				public Implementation getObject() {
					return new Implementation();
				}

				@Override
				public Class<?> getObjectType() {
					return Implementation.class;
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ClosedClasses {

		@Bean
		Object handler(@Value("${bean}") String bean) {
			return switch (bean) {
				case "sealed" -> new Sealed();
				case "unconstructible" -> new Unconstructible();
				case "product" -> new Untyped();
				default -> Constants.WITHOUT_BODY;
			};
		}

	}

	/** Its product is only known once it is made, without what beans go through first. */
	static class Untyped implements SmartFactoryBean<Object> {

		@Override
		public Object getObject() {
			return new Unconstructible();
		}

		@Override
		public @Nullable Class<?> getObjectType() {
			return null;
		}

		@Override
		public boolean isEagerInit() {
			return true;
		}

	}

	static sealed class Sealed permits OfSealed {

		@ActivityHandler
		void handle() {
		}

	}

	static final class OfSealed extends Sealed {

	}

	static class Unconstructible {

		private Unconstructible() {
		}

		@ActivityHandler
		void handle() {
		}

	}

	enum Constants {

		WITH_BODY {

			@Override
			void handle() {
			}

		},

		WITHOUT_BODY;

		@ActivityHandler
		void handle() {
		}

	}

}
