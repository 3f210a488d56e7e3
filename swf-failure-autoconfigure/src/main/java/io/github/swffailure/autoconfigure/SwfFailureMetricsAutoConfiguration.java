// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import io.github.swffailure.FailureJournal;
import io.github.swffailure.TaskFailureListener;
import io.github.swffailure.metrics.ActivityExecutionObservations;
import io.github.swffailure.metrics.FailureMeters;
import io.github.swffailure.metrics.FailureReportSpans;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration for meters and observations. The registries are looked up when they
 * are needed, so that no order among auto-configurations matters.
 *
 * @since 0.1
 */
@AutoConfiguration(after = SwfFailureAutoConfiguration.class)
@ConditionalOnClass(MeterRegistry.class)
@Conditional({ Switch.Enabled.class, ChildListeners.NotInChild.class })
public final class SwfFailureMetricsAutoConfiguration {

	@Bean
	FailureMeters swfFailureMeters(ObjectProvider<MeterRegistry> registries) {
		return new FailureMeters(registries::getIfAvailable);
	}

	@Bean
	@ConditionalOnBean(FailureJournal.class)
	MeterBinder swfFailureJournalMeters(FailureMeters meters, FailureJournal journal, BeanFactory beanFactory) {
		return meters.ofJournal(journal, SwfFailureAutoConfiguration.clock(beanFactory));
	}

	@Bean
	ActivityExecutionObservations swfFailureExecutionObservations(ObjectProvider<ObservationRegistry> registries) {
		return new ActivityExecutionObservations(registries::getIfAvailable);
	}

	/** Without tracing nobody would see them: the delivery timer has the figures. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(TracingObservationHandler.class)
	static final class ReportConfiguration {

		@Bean
		TaskFailureListener swfFailureReportObservations(ActivityExecutionObservations executions) {
			return executions.ofReports();
		}

		@Bean
		FailureReportSpans swfFailureReportSpans(ObjectProvider<Tracer> tracers) {
			return new FailureReportSpans(tracers::getIfAvailable);
		}

	}

}
