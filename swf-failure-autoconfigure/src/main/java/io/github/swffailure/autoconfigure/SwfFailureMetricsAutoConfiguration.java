// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.util.function.Supplier;

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
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanCreationNotAllowedException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration for meters and observations. The registries are looked up when they
 * are needed, so that the order of auto-configurations does not matter.
 *
 * @since 0.1
 */
@AutoConfiguration(after = SwfFailureAutoConfiguration.class)
@ConditionalOnClass(MeterRegistry.class)
@Conditional({ Switch.Enabled.class, ChildListeners.NotInChild.class })
public final class SwfFailureMetricsAutoConfiguration {

	@Bean
	FailureMeters swfFailureMeters(ObjectProvider<MeterRegistry> registries, ApplicationContext context) {
		return new FailureMeters(whileOpen(registries, context));
	}

	@Bean
	@ConditionalOnBean(FailureJournal.class)
	MeterBinder swfFailureJournalMeters(FailureMeters meters, FailureJournal journal, BeanFactory beanFactory) {
		return meters.ofJournal(journal, SwfFailureAutoConfiguration.clock(beanFactory));
	}

	@Bean
	ActivityExecutionObservations swfFailureExecutionObservations(ObjectProvider<ObservationRegistry> registries,
			ApplicationContext context) {
		return new ActivityExecutionObservations(whileOpen(registries, context));
	}

	/** Looks up a bean, but not in a closed context, which would create it again. */
	static <T> Supplier<@Nullable T> whileOpen(ObjectProvider<T> provider, ApplicationContext context) {
		return () -> {
			try {
				boolean closed = context instanceof ConfigurableApplicationContext owner && !owner.isActive();
				return closed ? null : provider.getIfAvailable();
			}
			catch (BeanCreationNotAllowedException ex) {
				return null;
			}
		};
	}

	/** Only with tracing; meters have the delivery timer instead. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(TracingObservationHandler.class)
	static final class ReportConfiguration {

		@Bean
		TaskFailureListener swfFailureReportObservations(ActivityExecutionObservations executions) {
			return executions.ofReports();
		}

		@Bean
		FailureReportSpans swfFailureReportSpans(ObjectProvider<Tracer> tracers, ApplicationContext context) {
			return new FailureReportSpans(whileOpen(tracers, context));
		}

	}

}
