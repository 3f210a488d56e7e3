// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;

import io.github.swffailure.TaskFailureReporter;
import io.github.swffailure.aspect.ActivityHandlerPostProcessor;
import io.github.swffailure.aspect.CancellationRequests;
import io.github.swffailure.autoconfigure.SwfFailureAutoConfiguration.Redactors;
import io.github.swffailure.delivery.DeliveryLine;
import io.github.swffailure.metrics.WorkerMeters;
import io.github.swffailure.worker.ActivityWorker;
import io.github.swffailure.worker.ActivityWorker.InvalidHandlersException;
import io.github.swffailure.worker.WorkerSettings;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.swf.SwfClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Auto-configuration for a worker, which polls task lists and runs the
 * {@link io.github.swffailure.ActivityHandler @ActivityHandler} methods, if a task list
 * is set.
 *
 * @since 0.1
 */
@AutoConfiguration(after = SwfFailureAutoConfiguration.class)
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnClass(SwfClient.class)
@Conditional({ SwfWorkerAutoConfiguration.OnTaskList.class, ChildListeners.NotInChild.class })
@EnableConfigurationProperties(SwfWorkerProperties.class)
public final class SwfWorkerAutoConfiguration {

	private static final String THREADS = "swf-worker-";

	@Bean
	ActivityWorker.Answers swfWorkerAnswers(ObjectProvider<DeliveryLine> line,
			ObjectProvider<TaskFailureReporter> reporter, ObjectProvider<InFlightTasks> inFlight,
			ObjectProvider<CancellationRequests> cancellations, ConfigurableListableBeanFactory beanFactory) {
		DeliveryLine found = line.getIfAvailable();
		if (found == null) {
			throw SwfConfigurationException.of(
					"A worker is to run, as 'swf.worker.task-list' is set, but there is no line to answer its tasks by: "
							+ "'" + Switch.Enabled.PROPERTY
							+ "' is off, or the application has a TaskFailureReporter of " + "its own.",
					"Switch '" + Switch.Enabled.PROPERTY
							+ "' on and remove the bean, or remove 'swf.worker.task-list'.",
					null);
		}
		return new WorkerAnswers(found, reporter.getObject(), inFlight.getIfAvailable(), cancellations.getIfAvailable(),
				SwfFailureAutoConfiguration.clock(beanFactory));
	}

	@Bean
	ActivityWorker swfWorker(ActivityWorker.Answers answers, SwfClientSource client,
			ActivityHandlerPostProcessor handlers, ObjectProvider<ActivityWorker.PollListener> polls,
			ObjectProvider<Redactors> redactors, ConfigurableListableBeanFactory beanFactory) {
		Environment environment = beanFactory.getBean(Environment.class);
		SwfWorkerProperties properties = beanFactory.getBean(SwfWorkerProperties.class);
		SwfFailureProperties failure = beanFactory.getBean(SwfFailureProperties.class);
		return new ActivityWorker(settings(properties, failure),
				new ActivityWorker.Parts(client, beanFactory, handlers::handlers, answers,
						polls.getIfAvailable(() -> ActivityWorker.PollListener.NONE), Redactors.ofMessages(redactors),
						threads(environment)));
	}

	private static WorkerSettings settings(SwfWorkerProperties properties, SwfFailureProperties failure) {
		return new WorkerSettings(domain(properties, failure),
				Objects.requireNonNullElse(properties.identity(), Descriptions.PROCESS), properties.toTaskLists(),
				properties.others(),
				new WorkerSettings.Timing(properties.heartbeatInterval(), properties.shutdownTimeout(),
						failure.delivery().attemptTimeout()),
				properties.inputFormat() == SwfWorkerProperties.InputFormat.FLOW, properties.interruptOnCancel(),
				properties.toBudget(), properties.toRegistration());
	}

	private static String domain(SwfWorkerProperties properties, SwfFailureProperties failure) {
		if (properties.toTaskLists().isEmpty()) {
			throw SwfConfigurationException.of(
					"A worker is to run, but 'swf.worker.task-lists' has no entry that is known.",
					"Write 'concurrency' or 'pollers' below the name of each list, which needs brackets if it has a dot.",
					null);
		}
		@Nullable String domain = (properties.domain() != null) ? properties.domain() : failure.domain();
		if (domain == null) {
			throw SwfConfigurationException.of(
					"A worker is to poll task list '" + String.join("', '", properties.toTaskLists().keySet())
							+ "', but 'swf.worker.domain' is not set.",
					"Set 'swf.worker.domain' to the name of the domain.", null);
		}
		return domain;
	}

	private static ThreadFactory threads(Environment environment) {
		boolean virtual = environment.getProperty("spring.threads.virtual.enabled", Boolean.class, false)
				&& Runtime.version().feature() >= 21;
		return virtual ? new VirtualThreadTaskExecutor(THREADS).getVirtualThreadFactory()
				: new CustomizableThreadFactory(THREADS);
	}

	/** Looks up the registry when it is needed, like the other meters. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "io.micrometer.core.instrument.MeterRegistry")
	static final class Metrics {

		@Bean
		WorkerMeters swfWorkerMeters(ObjectProvider<MeterRegistry> registries, ObjectProvider<ActivityWorker> worker,
				ApplicationContext context) {
			return new WorkerMeters(SwfFailureMetricsAutoConfiguration.whileOpen(registries, context),
					() -> worker.stream()
						.flatMap((found) -> found.state().taskLists().stream())
						.map((list) -> new WorkerMeters.TaskList(list.name(), list.active(), list.paused()))
						.toList());
		}

		@Bean
		ActivityWorker.PollListener swfWorkerPollMeters(WorkerMeters meters) {
			return meters::count;
		}

	}

	/** Explains which handlers the worker cannot run. */
	static final class InvalidHandlersFailureAnalyzer extends AbstractFailureAnalyzer<InvalidHandlersException> {

		@Override
		protected FailureAnalysis analyze(Throwable rootFailure, InvalidHandlersException cause) {
			return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
		}

	}

	/** Matches if a task list is set and the worker is enabled. */
	static final class OnTaskList extends SpringBootCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			boolean set = isSet(context.getEnvironment());
			boolean on = isWorker(context.getEnvironment());
			return new ConditionOutcome(on, ConditionMessage.forCondition("swf.worker.task-list")
				.because(on ? "it is set" : set ? "swf.worker.enabled is off" : "it is not set"));
		}

		private static boolean isSet(Environment environment) {
			return environment.containsProperty("swf.worker.task-list") || Binder.get(environment)
				.bind("swf.worker.task-lists", Bindable.mapOf(String.class, Object.class))
				.map(Map::size)
				.orElse(0) > 0;
		}

		/** Whether a worker is configured. */
		static boolean isWorker(Environment environment) {
			return Switch.isOn(environment, "swf.worker.enabled") && isSet(environment);
		}

	}

}
