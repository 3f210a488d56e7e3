// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.metrics;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.swffailure.ActivityExecutionListener.Execution;
import io.github.swffailure.FailureDescription.Field;
import io.github.swffailure.Failures;
import io.github.swffailure.HandClock;
import io.github.swffailure.ListJournal;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskCompletion;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * What a worker exposes to Prometheus once every outcome has been seen.
 */
final class WorkerExposition {

	private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final ListJournal journal = new ListJournal();

	WorkerExposition() {
		FailureMeters listener = new FailureMeters(() -> this.meters);
		listener.ofJournal(this.journal, new HandClock(Failures.TIME)).bindTo(this.meters);
		reportEveryOutcome(listener);
		runHandlers();
		WorkerMeters worker = new WorkerMeters(() -> this.meters,
				() -> List.of(new WorkerMeters.TaskList("payments", 3, true)));
		for (String outcome : List.of("task", "empty", "throttled", "denied", "error")) {
			worker.count("payments", outcome);
		}
	}

	String scrape() {
		return this.meters.scrape();
	}

	Set<String> names() {
		return scrape().lines()
			.filter((line) -> !line.startsWith("#"))
			.map((line) -> line.split("[{ ]", 2)[0])
			.collect(Collectors.toSet());
	}

	List<Meter> meters() {
		return this.meters.getMeters();
	}

	private void runHandlers() {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(this.meters));
		ActivityExecutionObservations executions = new ActivityExecutionObservations(() -> registry);
		TaskFailureListener reports = executions.ofReports();
		TaskFailure failure = Failures.of(new IllegalStateException());
		Execution execution = executions.onStart(failure.task());
		execution.onReturn();
		reports.onAttempt(failure, false);
		reports.onDelivery(failure, Failures.delivery(ReportOutcome.REPORTED));
		execution.onEnd(new IllegalStateException());
	}

	private static void reportEveryOutcome(FailureMeters listener) {
		TaskFailure failure = Failures.truncated(Field.REASON, Field.DETAILS);
		listener.onRedactionError(new IllegalStateException());
		listener.onNewDefect(failure, false);
		for (ReportOutcome outcome : EnumSet.complementOf(EnumSet.of(ReportOutcome.NO_TASK))) {
			listener.onDelivery(failure, Failures.delivery(outcome));
			listener.onDelivery(failure, Failures.redelivery(outcome));
			listener.onCompletion(new TaskCompletion(failure.task(), null, failure.time()), Failures.delivery(outcome));
		}
	}

}
