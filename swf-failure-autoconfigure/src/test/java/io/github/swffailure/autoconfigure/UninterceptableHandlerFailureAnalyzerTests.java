// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.aspect.ActivityHandlerPostProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(OutputCaptureExtension.class)
class UninterceptableHandlerFailureAnalyzerTests {

	@Test
	void everyMethodIsNamedWithWhatToChange(CapturedOutput output) {
		start(FinalMethods.class);
		assertThat(output.getOut().replace("\r\n", "\n")).contains("""
				Description:

				These activity handlers cannot be intercepted, so their failures would not be reported to SWF:

				    - Activity handler 'Payments.charge(ActivityTask)' of bean 'payments' is final
				    - Activity handler 'Refunds.refund()' of bean 'refunds' is static

				Action:

				Change them, or remove @ActivityHandler:

				    - 'Payments.charge(ActivityTask)': remove 'final' from the method
				    - 'Refunds.refund()': make it an instance method
				""");
	}

	@Test
	void finalClassIsNamedBeforeSpringFailsToExtendIt(CapturedOutput output) {
		start(FinalClasses.class);
		assertThat(output)
			.contains("Activity handler 'Shipments.ship(ActivityTask)' of bean 'shipments' " + "is in a final class")
			.contains("remove 'final' from the class, make a record a class, or 'open' it in Kotlin");
	}

	private static void start(Class<?> configuration) {
		SpringApplication application = new SpringApplication(PostProcessor.class, configuration);
		application.setWebApplicationType(WebApplicationType.NONE);
		assertThatThrownBy(application::run).isNotNull();
	}

	@Configuration(proxyBeanMethods = false)
	static class PostProcessor {

		@Bean
		static ActivityHandlerPostProcessor postProcessor(ConfigurableListableBeanFactory beanFactory) {
			return new ActivityHandlerPostProcessor(beanFactory, true, true);
		}

	}

	static class Payments {

		@ActivityHandler
		final void charge(ActivityTask task) {
		}

	}

	static class Refunds {

		@ActivityHandler
		static void refund() {
		}

	}

	record Shipments(String carrier) {

		@ActivityHandler
		void ship(ActivityTask task) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FinalMethods {

		@Bean
		Payments payments() {
			return new Payments();
		}

		@Bean
		Refunds refunds() {
			return new Refunds();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FinalClasses {

		@Bean
		Shipments shipments() {
			return new Shipments("carrier");
		}

	}

}
