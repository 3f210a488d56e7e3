// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.TaskToken;
import io.github.swffailure.aspect.Handlers.Declined;
import io.github.swffailure.aspect.UninterceptableHandlerException.Handler;
import io.github.swffailure.aspect.UninterceptableHandlerException.Obstacle;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.CustomScopeConfigurer;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.core.PriorityOrdered;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import static io.github.swffailure.aspect.Handlers.TASK;
import static io.github.swffailure.aspect.Handlers.assertDeclined;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The kinds of beans that have handlers: each is heard, or the start is refused.
 */
class HandlerBeansTests {

	@Test
	void proxyWithoutATargetIsReported() {
		Handlers.running(InterfaceClient.class).run((context) -> {
			assertDeclined(() -> context.getBean(Client.class).handle(TASK));
			assertReported(context, "token");
		});
	}

	@Test
	void factoryAndItsProductAreReported() {
		Handlers.running(Factory.class).run((context) -> {
			assertDeclined(() -> context.getBean(Payments.class).handle("of product"));
			assertDeclined(() -> context.getBean(Factory.class).handle("of factory"));
			assertReported(context, "of product", "of factory");
		});
	}

	@Test
	void targetOfAScopedProxyThatCannotBeCreatedIsReported() {
		Handlers.running(Scopes.class, Scoped.class, Available.class).run((context) -> {
			Scoped scoped = context.getBean(Scoped.class);
			assertThatExceptionOfType(BeanCreationException.class).isThrownBy(() -> scoped.handle("first"));
			context.getBean(Available.class).now.set(true);
			assertDeclined(() -> scoped.handle("second"));
			assertReported(context, "first", "second");
		});
	}

	@Test
	void beanThatAPostProcessorNeedsIsRefused() {
		Handlers.running(Payments.class, Early.class)
			.run((context) -> assertRefused(context, Obstacle.CREATED_TOO_EARLY));
	}

	@Test
	void configurationClassWithAPostProcessorOfItsOwnIsRefused() {
		Handlers.running(NonStatic.class).run((context) -> assertRefused(context, Obstacle.CREATED_TOO_EARLY));
	}

	@Test
	void singletonThatIsRegisteredByHandIsRefused() {
		Handlers.running()
			.withInitializer((context) -> context.getBeanFactory().registerSingleton("payments", new Payments()))
			.run((context) -> assertRefused(context, Obstacle.CREATED_TOO_EARLY));
	}

	@Test
	void mockIsNoHandler() {
		Payments mock = Mockito.mock(Payments.class);
		Handlers.running()
			.withInitializer((context) -> context.getBeanFactory().registerSingleton("payments", mock))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void beanThatAnotherPostProcessorHidesIsFine() {
		Handlers.running(OfInterface.class, Hiding.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertDeclined(() -> context.getBean(Client.class).handle(TASK));
			assertReported(context, "token");
		});
	}

	@Test
	void lazyBeanBehindAnInterfaceIsRefusedOnceItIsCreated() {
		Handlers.running(LazyBeans.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThatThrownBy(() -> context.getBean("finalMethod")).rootCause()
				.isInstanceOf(UninterceptableHandlerException.class)
				.hasMessageContaining("is final");
			assertThatThrownBy(() -> context.getBean("privateMethod")).rootCause()
				.isInstanceOf(UninterceptableHandlerException.class)
				.hasMessageContaining("is private");
		});
	}

	@Test
	void childContextThatInterceptsNothingIsRefused() {
		Handlers.running().run((context) -> {
			try (AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
				child.setParent(context.getSourceApplicationContext());
				child.register(Payments.class);
				assertThatExceptionOfType(UninterceptableHandlerException.class).isThrownBy(child::refresh)
					.withMessageContaining("is in a context without");
			}
		});
	}

	@Test
	void childContextWithoutHandlersIsFine() {
		Handlers.running(Payments.class).run((context) -> {
			try (AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
				child.setParent(context.getSourceApplicationContext());
				child.refresh();
				assertDeclined(() -> child.getBean(Payments.class).handle("token"));
				assertReported(context, "token");
			}
		});
	}

	@Test
	void parentContextThatInterceptsNothingIsRefused() {
		new ApplicationContextRunner().withUserConfiguration(Payments.class)
			.run((parent) -> Handlers.running()
				.withParent(parent)
				.run((context) -> assertRefused(context, Obstacle.OTHER_CONTEXT)));
	}

	@Test
	void asyncThatIsAppliedFirstStaysOutside() {
		Handlers.running(AsyncFirst.class, AsyncPayments.class)
			.run((context) -> assertThat(Handlers.advices(context.getBean(AsyncPayments.class)))
				.containsExactly("OfCalls", "AnnotationAsyncExecutionInterceptor", "ActivityHandlerInterceptor"));
	}

	@Test
	void circularReferencesAreStillAllowed() {
		Handlers.running(Circle.class, OtherHalf.class).withAllowCircularReferences(true).run((context) -> {
			assertThat(context).hasNotFailed();
			assertDeclined(() -> context.getBean(OtherHalf.class).circle.handle("token"));
			assertReported(context, "token");
		});
	}

	private static void assertReported(AssertableApplicationContext context, String... tokens) {
		assertThat(context.getBean(RecordingReporter.class).tokens()).containsExactly(tokens);
	}

	private static void assertRefused(AssertableApplicationContext context, Obstacle obstacle) {
		assertThat(context).hasFailed();
		assertThat(context.getStartupFailure()).isInstanceOfSatisfying(UninterceptableHandlerException.class,
				(failure) -> assertThat(failure.handlers()).extracting(Handler::obstacle).containsOnly(obstacle));
	}

	static class Payments {

		@ActivityHandler
		void handle(@TaskToken String token) {
			throw new Declined();
		}

	}

	interface Client {

		@ActivityHandler
		void handle(ActivityTask task);

	}

	static class OfInterface implements Client {

		@Override
		public void handle(ActivityTask task) {
			throw new Declined();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InterfaceClient {

		@Bean
		Client client() {
			ProxyFactory proxy = new ProxyFactory(Client.class, (MethodInterceptor) (call) -> {
				throw new Declined();
			});
			return (Client) proxy.getProxy();
		}

	}

	static class Factory implements FactoryBean<Payments> {

		@Override
		public Payments getObject() {
			return new Payments();
		}

		@Override
		public Class<?> getObjectType() {
			return Payments.class;
		}

		@ActivityHandler
		void handle(@TaskToken String token) {
			throw new Declined();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Scopes {

		@Bean
		static CustomScopeConfigurer threadScope() {
			CustomScopeConfigurer scopes = new CustomScopeConfigurer();
			scopes.addScope("thread", new SimpleThreadScope());
			return scopes;
		}

	}

	static class Available {

		final AtomicBoolean now = new AtomicBoolean();

	}

	@Scope(scopeName = "thread", proxyMode = ScopedProxyMode.TARGET_CLASS)
	static class Scoped {

		@Autowired
		void use(Available available) {
			if (!available.now.get()) {
				throw new IllegalStateException("Not yet");
			}
		}

		@ActivityHandler
		void handle(@TaskToken String token) {
			throw new Declined();
		}

	}

	static class EarlyPostProcessor implements BeanPostProcessor, PriorityOrdered {

		final Payments payments;

		EarlyPostProcessor(Payments payments) {
			this.payments = payments;
		}

		@Override
		public int getOrder() {
			return LOWEST_PRECEDENCE;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Early {

		@Bean
		static EarlyPostProcessor earlyPostProcessor(Payments payments) {
			return new EarlyPostProcessor(payments);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NonStatic {

		@Bean
		EarlyPostProcessor earlyPostProcessor() {
			return new EarlyPostProcessor(new Payments());
		}

		@ActivityHandler
		void handle(@TaskToken String token) {
			throw new Declined();
		}

	}

	static class Hiding implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			return (bean instanceof Client client) ? (Client) Proxy.newProxyInstance(Client.class.getClassLoader(),
					new Class<?>[] { Client.class }, (proxy, method, arguments) -> {
						client.handle((ActivityTask) arguments[0]);
						return null;
					}) : bean;
		}

	}

	interface Anything {

	}

	static class FinalMethod implements Anything {

		@ActivityHandler
		final void handle() {
		}

	}

	@SuppressWarnings("UnusedMethod")
	static class PrivateMethod implements Anything {

		@ActivityHandler
		private void handle() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyBeans {

		@Bean
		@Lazy
		Anything finalMethod() {
			return new FinalMethod();
		}

		@Bean
		@Lazy
		@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
		Anything privateMethod() {
			return new PrivateMethod();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync(order = 0, proxyTargetClass = true)
	static class AsyncFirst {

	}

	static class AsyncPayments {

		@Async
		@ActivityHandler
		void handle(@TaskToken String token) {
			throw new Declined();
		}

	}

	static class Circle {

		@Autowired
		OtherHalf half;

		@ActivityHandler
		void handle(@TaskToken String token) {
			throw new Declined();
		}

	}

	static class OtherHalf {

		@Autowired
		Circle circle;

	}

}
