// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.util.stream.Stream;

import io.github.swffailure.ActivityTask;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Applications that have handlers and a {@link RecordingReporter}. */
public final class Handlers {

	static final ActivityTask TASK = ActivityTask.ofToken("token");

	private Handlers() {
	}

	static ApplicationContextRunner running(Class<?>... beans) {
		ApplicationContextRunner runner = new ApplicationContextRunner().withPropertyValues("spring.aop.auto=false")
			.withUserConfiguration(AspectConfiguration.class);
		for (Class<?> bean : beans) {
			runner = runner.withUserConfiguration(bean);
		}
		return runner;
	}

	/** Calls a handler, which is to throw {@link Declined}. */
	static void assertDeclined(ThrowingCallable call) {
		assertThatThrownBy(call).isInstanceOf(Declined.class);
	}

	static Stream<String> advices(Object bean) {
		return Stream.of(((Advised) bean).getAdvisors())
			.map(Advisor::getAdvice)
			.map((advice) -> advice.getClass().getSimpleName());
	}

	/** For handlers in other packages. */
	public static RuntimeException declined() {
		return new Declined();
	}

	/** What handlers throw. */
	static final class Declined extends RuntimeException {

		private static final long serialVersionUID = 1L;

		Declined() {
			super("Card declined");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AspectConfiguration {

		@Bean
		static ActivityHandlerPostProcessor activityHandlerPostProcessor(ConfigurableListableBeanFactory beanFactory,
				Environment environment) {
			return new ActivityHandlerPostProcessor(beanFactory,
					environment.getProperty("swf.failure.rethrow", Boolean.class, true),
					environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true));
		}

		@Bean
		RecordingReporter reporter() {
			return new RecordingReporter();
		}

	}

}
