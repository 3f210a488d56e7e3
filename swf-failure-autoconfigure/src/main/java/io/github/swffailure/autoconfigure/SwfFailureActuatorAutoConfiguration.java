package io.github.swffailure.autoconfigure;

import java.time.Clock;

import io.github.swffailure.FailureJournal;
import io.github.swffailure.RedeliveryTrigger;
import io.github.swffailure.actuate.ActuatorHealthIndicator;
import io.github.swffailure.actuate.ContributedHealthIndicator;
import io.github.swffailure.actuate.FailureHealth;
import io.github.swffailure.actuate.RecentFailures;
import io.github.swffailure.actuate.SwfFailuresEndpoint;
import io.github.swffailure.actuate.UndeliveredReports;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration for the endpoint {@code swffailures} and the health component
 * {@code swfFailure}. The health types have moved with Spring Boot 4, so there is an
 * indicator for each line, in a nested class that loads on that line only.
 */
@AutoConfiguration(after = SwfFailureAutoConfiguration.class)
@ConditionalOnClass(Endpoint.class)
@ConditionalOnBean(FailureJournal.class)
@EnableConfigurationProperties(SwfFailureHealthProperties.class)
public final class SwfFailureActuatorAutoConfiguration {

	private static final String BOOT_3 = "org.springframework.boot.actuate.health.HealthIndicator";

	private static final String BOOT_4 = "org.springframework.boot.health.contributor.HealthIndicator";

	@Bean
	@ConditionalOnMissingBean
	UndeliveredReports undeliveredReports(FailureJournal journal) {
		return new UndeliveredReports(journal);
	}

	@Bean
	@ConditionalOnMissingBean
	FailureHealth failureHealth(FailureJournal journal, UndeliveredReports undelivered,
			SwfFailureHealthProperties properties, ObjectProvider<Clock> clock) {
		return new FailureHealth(journal, undelivered, properties.toLimits(), clock.getIfUnique(Clock::systemUTC));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnAvailableEndpoint(SwfFailuresEndpoint.class)
	static final class FailuresEndpoint {

		@Bean
		@ConditionalOnMissingBean
		RecentFailures recentFailures(ObjectProvider<Clock> clock) {
			return new RecentFailures(clock.getIfUnique(Clock::systemUTC));
		}

		@Bean
		@ConditionalOnMissingBean
		SwfFailuresEndpoint swfFailuresEndpoint(RecentFailures recent, UndeliveredReports undelivered,
				ObjectProvider<RedeliveryTrigger> redelivery, ObjectProvider<Clock> clock) {
			return new SwfFailuresEndpoint(recent, undelivered, redelivery.getIfAvailable(() -> () -> {
			}), clock.getIfUnique(Clock::systemUTC));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = BOOT_3)
	@org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator("swf-failure")
	static final class HealthOnBoot3 {

		@Bean
		@ConditionalOnMissingBean(name = "swfFailureHealthIndicator")
		ActuatorHealthIndicator swfFailureHealthIndicator(FailureHealth health) {
			return new ActuatorHealthIndicator(health);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = BOOT_4)
	@org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator("swf-failure")
	static final class HealthOnBoot4 {

		@Bean
		@ConditionalOnMissingBean(name = "swfFailureHealthIndicator")
		ContributedHealthIndicator swfFailureHealthIndicator(FailureHealth health) {
			return new ContributedHealthIndicator(health);
		}

	}

}
