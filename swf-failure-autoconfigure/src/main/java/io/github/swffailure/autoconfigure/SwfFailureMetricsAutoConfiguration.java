package io.github.swffailure.autoconfigure;

import java.time.Clock;

import io.github.swffailure.FailureJournal;
import io.github.swffailure.metrics.ActivityExecutionObservations;
import io.github.swffailure.metrics.FailureJournalMeters;
import io.github.swffailure.metrics.FailureReportObservations;
import io.github.swffailure.metrics.MicrometerTaskFailureListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for meters and observations. The registries are looked up when they
 * are needed, so that no order among auto-configurations matters.
 */
@AutoConfiguration(after = SwfFailureAutoConfiguration.class)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBooleanProperty(name = "swf.failure.enabled", matchIfMissing = true)
public final class SwfFailureMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	MicrometerTaskFailureListener micrometerTaskFailureListener(ObjectProvider<MeterRegistry> registries) {
		return new MicrometerTaskFailureListener(registries::getIfAvailable);
	}

	@Bean
	@ConditionalOnBean(FailureJournal.class)
	@ConditionalOnMissingBean
	FailureJournalMeters failureJournalMeters(FailureJournal journal, ObjectProvider<Clock> clock) {
		return new FailureJournalMeters(journal, clock.getIfUnique(Clock::systemUTC));
	}

	@Bean
	@ConditionalOnMissingBean
	ActivityExecutionObservations activityExecutionObservations(ObjectProvider<ObservationRegistry> registries) {
		return new ActivityExecutionObservations(registries::getIfAvailable);
	}

	/** Without tracing there is nobody to tell: the delivery timer has the figures. */
	@Bean
	@ConditionalOnClass(name = "io.micrometer.tracing.Tracer")
	@ConditionalOnMissingBean
	FailureReportObservations failureReportObservations(ObjectProvider<ObservationRegistry> registries,
			ActivityExecutionObservations executions) {
		return new FailureReportObservations(registries::getIfAvailable, executions);
	}

}
