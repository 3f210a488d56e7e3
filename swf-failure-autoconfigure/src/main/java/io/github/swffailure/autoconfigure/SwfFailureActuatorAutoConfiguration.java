// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.github.swffailure.FailureJournal;
import io.github.swffailure.RedeliveryTrigger;
import io.github.swffailure.actuate.FailureHealth;
import io.github.swffailure.actuate.FailureHealth.Boot3HealthIndicator;
import io.github.swffailure.actuate.FailureHealth.Boot4HealthIndicator;
import io.github.swffailure.actuate.SwfFailuresEndpoint;
import io.github.swffailure.actuate.UndeliveredReports;
import io.github.swffailure.delivery.Redelivery;
import io.github.swffailure.worker.ActivityWorker;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration for the endpoint {@code swffailures} and the health component
 * {@code swfFailure}. Spring Boot 4 has moved the health types, so there is an indicator
 * for each version, in a nested class that is loaded only on that version.
 *
 * @since 0.1
 */
@AutoConfiguration(after = { SwfFailureAutoConfiguration.class, SwfWorkerAutoConfiguration.class })
@ConditionalOnClass(Endpoint.class)
@ConditionalOnBean(FailureJournal.class)
@Conditional(ChildListeners.NotInChild.class)
@EnableConfigurationProperties(SwfFailureProperties.class)
public final class SwfFailureActuatorAutoConfiguration {

	private static final String BOOT_3 = "org.springframework.boot.actuate.health.HealthIndicator";

	private static final String BOOT_4 = "org.springframework.boot.health.contributor.HealthIndicator";

	@Bean
	UndeliveredReports swfFailureUndeliveredReports(FailureJournal journal, BeanFactory beanFactory) {
		return new UndeliveredReports(journal, SwfFailureAutoConfiguration.clock(beanFactory));
	}

	@Bean
	FailureHealth swfFailureHealth(UndeliveredReports undelivered, SwfFailureProperties properties,
			ObjectProvider<SwfClientSource> client, ObjectProvider<ClientHost> host,
			ObjectProvider<Redelivery> redelivery) {
		SwfFailureProperties.Health health = properties.health();
		Map<String, Supplier<@Nullable String>> problems = new LinkedHashMap<>();
		client.ifAvailable((source) -> problems.put("client", source::problem));
		host.ifAvailable((bean) -> {
			problems.put("host", bean::problem);
			problems.put("credentials", bean::credentialsProblem);
		});
		redelivery.ifAvailable((bean) -> problems.put("redelivery", bean::problem));
		return new FailureHealth(undelivered, health.maxAge(), health.status().name(), problems);
	}

	@Bean
	@ConditionalOnAvailableEndpoint
	SwfFailuresEndpoint swfFailureEndpoint(UndeliveredReports undelivered, ObjectProvider<RedeliveryTrigger> redelivery,
			ObjectProvider<ActivityWorker> worker) {
		return new SwfFailuresEndpoint(undelivered, redelivery.getIfAvailable(() -> () -> {
		}), () -> worker.stream().map(ActivityWorker::state).findFirst().orElse(null));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = BOOT_3)
	static final class HealthOnBoot3 {

		@Bean
		@org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator("swf-failure")
		@ConditionalOnMissingBean(name = "swfFailureHealthIndicator")
		Boot3HealthIndicator swfFailureHealthIndicator(FailureHealth health) {
			return new Boot3HealthIndicator(health);
		}

		@Bean
		@org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator("swf-worker")
		@ConditionalOnBean(ActivityWorker.class)
		@ConditionalOnMissingBean(name = "swfWorkerHealthIndicator")
		Boot3HealthIndicator swfWorkerHealthIndicator(ActivityWorker worker, SwfFailureProperties properties) {
			return new Boot3HealthIndicator(() -> stateOf(worker, properties));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = BOOT_4)
	static final class HealthOnBoot4 {

		@Bean
		@org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator("swf-failure")
		@ConditionalOnMissingBean(name = "swfFailureHealthIndicator")
		Boot4HealthIndicator swfFailureHealthIndicator(FailureHealth health) {
			return new Boot4HealthIndicator(health);
		}

		@Bean
		@org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator("swf-worker")
		@ConditionalOnBean(ActivityWorker.class)
		@ConditionalOnMissingBean(name = "swfWorkerHealthIndicator")
		Boot4HealthIndicator swfWorkerHealthIndicator(ActivityWorker worker, SwfFailureProperties properties) {
			return new Boot4HealthIndicator(() -> stateOf(worker, properties));
		}

	}

	/**
	 * Up while the worker runs, the polls of all task lists succeed, and none is paused.
	 */
	private static FailureHealth.State stateOf(ActivityWorker worker, SwfFailureProperties properties) {
		ActivityWorker.State state = worker.state();
		boolean healthy = state.running()
				&& state.taskLists().stream().allMatch((list) -> list.problem() == null && !list.paused());
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("domain", state.domain());
		details.put("identity", state.identity());
		Map<String, Object> lists = new LinkedHashMap<>();
		state.taskLists().forEach((list) -> lists.put(list.name(), describe(list)));
		details.put("taskLists", lists);
		return new FailureHealth.State(healthy ? "UP" : properties.health().status().name(), details);
	}

	private static Map<String, Object> describe(ActivityWorker.State.TaskListState list) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("active", list.active());
		details.put("concurrency", list.concurrency());
		details.put("paused", list.paused());
		if (list.problem() != null) {
			details.put("problem", list.problem());
		}
		return details;
	}

}
