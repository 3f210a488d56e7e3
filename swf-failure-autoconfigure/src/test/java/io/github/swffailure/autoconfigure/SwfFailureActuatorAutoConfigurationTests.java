// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailureReporter;
import io.github.swffailure.actuate.FailureHealth;
import io.github.swffailure.actuate.SwfFailuresEndpoint;
import io.github.swffailure.actuate.UndeliveredReports;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SwfFailureActuatorAutoConfiguration}, on whatever line of Spring Boot
 * they are run.
 */
class SwfFailureActuatorAutoConfigurationTests {

	private static final String INDICATOR = "swfFailureHealthIndicator";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SwfClientAutoConfiguration.class, SwfFailureAutoConfiguration.class,
				SwfFailureActuatorAutoConfiguration.class))
		.withPropertyValues("swf.client.region=eu-central-1");

	@Test
	void healthHasOneIndicator() {
		this.contextRunner.run((context) -> assertThat(context).hasBean(INDICATOR).hasSingleBean(FailureHealth.class));
	}

	@Test
	void indicatorCanBeSwitchedOff() {
		this.contextRunner.withPropertyValues("management.health.swf-failure.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(INDICATOR));
		this.contextRunner.withPropertyValues("management.health.defaults.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(INDICATOR));
	}

	@Test
	void endpointIsNotExposedByDefault() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(SwfFailuresEndpoint.class));
	}

	@Test
	void endpointIsThereOnceExposed() {
		this.contextRunner.withPropertyValues("management.endpoints.web.exposure.include=swffailures")
			.run((context) -> assertThat(context).hasSingleBean(SwfFailuresEndpoint.class));
	}

	@Test
	void thereIsNothingToShowForAReporterOfTheApplication() {
		this.contextRunner.withBean(TaskFailureReporter.class, () -> (task, failure) -> ReportOutcome.REPORTED)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(INDICATOR)
				.doesNotHaveBean(UndeliveredReports.class));
	}

	@Test
	void withoutTheActuatorThereIsNothing() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(Endpoint.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(UndeliveredReports.class));
	}

	@Test
	void ageAndStatusOfHealthAreChecked() {
		this.contextRunner.withPropertyValues("swf.failure.health.max-age=0s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("swf.failure.health.max-age must be at least 1s"));
		this.contextRunner.withPropertyValues("swf.failure.health.status=unknown")
			.run((context) -> assertThat(context).hasFailed());
	}

}
