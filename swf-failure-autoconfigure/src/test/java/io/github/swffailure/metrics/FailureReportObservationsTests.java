// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.metrics;

import java.time.Duration;

import io.github.swffailure.ActivityExecutionListener.Execution;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.Delivery;
import io.github.swffailure.Failures;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;
import io.micrometer.observation.Observation;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.micrometer.observation.tck.TestObservationRegistryAssert.TestObservationRegistryAssertReturningObservationContextAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FailureReportObservationsTests {

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final ActivityExecutionObservations executions = new ActivityExecutionObservations(() -> this.registry);

	private final TaskFailureListener reports = this.executions.ofReports();

	private final TaskFailure failure = Failures.of(new IllegalStateException("password=hunter2"));

	@AfterEach
	void endAttempt() {
		this.reports.onDelivery(this.failure, Failures.delivery(ReportOutcome.REPORTED));
		assertThat(this.registry.getCurrentObservation()).isNull();
	}

	@Test
	void attemptIsObservedWithItsOutcome() {
		this.reports.onAttempt(this.failure, false);
		this.reports.onDelivery(this.failure, Failures.delivery(ReportOutcome.REPORTED));

		observed().hasContextualNameEqualTo("report activity failure")
			.hasLowCardinalityKeyValue("outcome", "reported")
			.hasLowCardinalityKeyValue("redelivery", "false")
			.hasHighCardinalityKeyValue("swf.failure.exception", "java.lang.IllegalStateException")
			.hasHighCardinalityKeyValue("swf.failure.fingerprint", this.failure.origin().fingerprint())
			.hasHighCardinalityKeyValue("swf.failure.reason", "reason")
			.hasHighCardinalityKeyValue("rpc.system", "aws-api")
			.hasHighCardinalityKeyValue("rpc.service", "SWF")
			.hasHighCardinalityKeyValue("rpc.method", "RespondActivityTaskFailed")
			.hasOnlyKeys("outcome", "redelivery", "swf.activity.id", "swf.workflow.id", "swf.run.id",
					"swf.failure.exception", "swf.failure.fingerprint", "swf.failure.reason", "rpc.system",
					"rpc.service", "rpc.method")
			.doesNotHaveError()
			.hasBeenStopped();
	}

	@Test
	void failedAttemptIsAnError() {
		RuntimeException refused = new RuntimeException("no route to https://bob:hunter22@proxy");

		this.reports.onAttempt(this.failure, true);
		this.reports.onDelivery(this.failure, new Delivery(ReportOutcome.DEFERRED, true, Duration.ZERO, refused));

		observed().hasLowCardinalityKeyValue("outcome", "deferred")
			.hasLowCardinalityKeyValue("redelivery", "true")
			.satisfies(
					(context) -> assertThat(context.getError()).hasMessage("java.lang.RuntimeException").hasNoCause());
	}

	@Test
	void closedTaskIsNoError() {
		this.reports.onAttempt(this.failure, false);
		this.reports.onDelivery(this.failure,
				new Delivery(ReportOutcome.TASK_CLOSED, false, Duration.ZERO, new RuntimeException()));

		observed().doesNotHaveError();
	}

	@Test
	void reportIsCurrentWhileItIsSent() {
		this.reports.onAttempt(this.failure, false);
		assertThat(this.registry.getCurrentObservation()).isNotNull();

		this.reports.onDelivery(this.failure, Failures.delivery(ReportOutcome.REPORTED));

		assertThat(this.registry.getCurrentObservation()).isNull();
	}

	@Test
	void reportFallsWithinTheHandlerThatStillRuns() {
		Execution execution = this.executions.onStart(this.failure.task());
		Observation handler = this.executions.running(this.failure.task());
		execution.onReturn();

		this.reports.onAttempt(this.failure, false);
		Observation report = this.registry.getCurrentObservation();

		assertThat(report.getContext().getParentObservation()).isSameAs(handler);
	}

	@Test
	void redeliveryStandsAlone() {
		this.reports.onAttempt(this.failure, true);

		assertThat(this.registry.getCurrentObservation().getContext().getParentObservation()).isNull();
	}

	@Test
	void deliveryWithoutAttemptIsNotObserved() {
		this.reports.onDelivery(this.failure, Failures.redelivery(ReportOutcome.EXPIRED));

		TestObservationRegistryAssert.assertThat(this.registry).doesNotHaveAnyObservation();
	}

	@Test
	void deliveryOfAnotherFailureDoesNotEndTheAttempt() {
		this.reports.onAttempt(this.failure, false);

		TaskFailure other = new TaskFailure(ActivityTask.ofToken("other-token"), this.failure.description(),
				this.failure.origin(), this.failure.time());
		this.reports.onDelivery(other, Failures.redelivery(ReportOutcome.EXPIRED));

		observed().hasBeenStarted().isNotStopped();
	}

	private TestObservationRegistryAssertReturningObservationContextAssert observed() {
		return TestObservationRegistryAssert.assertThat(this.registry)
			.hasSingleObservationThat()
			.hasNameEqualTo("swf.failure.report");
	}

}
