// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.TaskToken;
import io.github.swffailure.aspect.Handlers.Declined;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import static io.github.swffailure.aspect.Handlers.assertDeclined;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Handlers that are made with their first call.
 */
class LazyHandlersTests {

	@ParameterizedTest
	@ValueSource(strings = { "true", "false" })
	void lazyBeanBehindAnAnnotatedInterfaceIsReported(String targetClass) {
		Handlers.running(LazyBehindInterface.class)
			.withPropertyValues("spring.aop.proxy-target-class=" + targetClass)
			.run((context) -> {
				assertDeclined(() -> context.getBean(Client.class).run("token"));
				assertReportedOnce(context);
			});
	}

	@Test
	void callThroughALazyPointIsReportedOnce() {
		Handlers.running(Payments.class, Users.class).run((context) -> {
			assertDeclined(() -> context.getBean(Users.class).payments.run("token"));
			assertReportedOnce(context);
		});
	}

	@Test
	void lazyPointWhoseTargetCannotBeMadeIsReported() {
		Handlers.running(Unmakable.class, Users.class).run((context) -> {
			assertThatThrownBy(() -> context.getBean(Users.class).payments.run("token"))
				.isInstanceOf(BeanCreationException.class);
			assertReportedOnce(context);
		});
	}

	@Test
	void lazyPointBehindAnInterfaceIsReported() {
		Handlers.running(UnmakableClient.class, UsersOfInterface.class).run((context) -> {
			assertThatThrownBy(() -> context.getBean(UsersOfInterface.class).client.run("token"))
				.isInstanceOf(BeanCreationException.class);
			assertReportedOnce(context);
		});
	}

	@Test
	void beanInACircleWhoseFirstCreationFailedIsReported() {
		Circle.created.set(0);
		Handlers.running(Circle.class, OtherHalf.class).withAllowCircularReferences(true).run((context) -> {
			assertThatThrownBy(() -> context.getBean(Circle.class)).isInstanceOf(BeanCreationException.class);
			assertDeclined(() -> context.getBean(OtherHalf.class).circle.run("token"));
			assertReportedOnce(context);
		});
	}

	private static void assertReportedOnce(AssertableApplicationContext context) {
		assertThat(context.getBean(RecordingReporter.class).tokens()).containsExactly("token");
	}

	interface Client {

		@ActivityHandler
		void run(@TaskToken String token);

	}

	@Lazy
	static class Payments {

		@ActivityHandler
		void run(@TaskToken String token) {
			throw new Declined();
		}

	}

	static class Users {

		@Autowired
		@Lazy
		private Payments payments;

	}

	static class UsersOfInterface {

		private final Client client;

		UsersOfInterface(@Lazy Client client) {
			this.client = client;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyBehindInterface {

		@Bean
		@Lazy
		Client client() {
			return (token) -> {
				throw new Declined();
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Unmakable {

		@Bean
		@Lazy
		Payments payments() {
			throw new IllegalStateException("No connection");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UnmakableClient {

		@Bean
		@Lazy
		Client client() {
			throw new IllegalStateException("No connection");
		}

	}

	@Lazy
	static class Circle implements InitializingBean {

		private static final AtomicInteger created = new AtomicInteger();

		@Autowired
		OtherHalf half;

		@Override
		public void afterPropertiesSet() {
			if (created.getAndIncrement() == 0) {
				throw new IllegalStateException("The database is away");
			}
		}

		@ActivityHandler
		void run(@TaskToken String token) {
			throw new Declined();
		}

	}

	@Lazy
	static class OtherHalf {

		@Autowired
		Circle circle;

	}

}
