// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.metrics;

import java.util.List;
import java.util.concurrent.CompletionException;

import io.github.swffailure.ActivityExecutionListener.Execution;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.ActivityTaskCanceledException;
import io.github.swffailure.Failures;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

class ActivityExecutionObservationsTests {

	private static final ActivityTask TASK = Failures.of(new Error()).task();

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final ActivityExecutionObservations observations = new ActivityExecutionObservations(() -> this.registry);

	@Test
	void successIsObserved() {
		Execution execution = this.observations.onStart(TASK);
		execution.onReturn();
		execution.onEnd(null);

		observed().hasContextualNameEqualTo("activity charge")
			.hasLowCardinalityKeyValue("activity", "charge")
			.hasLowCardinalityKeyValue("version", "1.0")
			.hasLowCardinalityKeyValue("exception", "none")
			.hasLowCardinalityKeyValue("outcome", "success")
			.hasHighCardinalityKeyValue("swf.activity.id", "charge-42")
			.hasHighCardinalityKeyValue("swf.workflow.id", "order-42")
			.hasHighCardinalityKeyValue("swf.run.id", "22Fz")
			.doesNotHaveError()
			.hasBeenStopped();
	}

	@Test
	void failureIsObservedByItsClassWithoutItsTexts() {
		run(TASK, new CompletionException(new IllegalStateException("password=hunter2")));

		observed().hasLowCardinalityKeyValue("exception", "IllegalStateException")
			.hasLowCardinalityKeyValue("outcome", "failure")
			.satisfies((context) -> assertThat(context.getError()).hasMessage("java.lang.IllegalStateException")
				.hasNoCause()
				.satisfies((error) -> assertThat(error.getStackTrace()).isEmpty()));
	}

	@Test
	void answeredCancellationIsNoError() {
		run(TASK, new ActivityTaskCanceledException());

		observed().hasLowCardinalityKeyValue("outcome", "canceled").doesNotHaveError();
	}

	@Test
	void tokenAloneLeavesIdsOut() {
		run(ActivityTask.ofToken("secret-token"), null);

		observed().hasLowCardinalityKeyValue("activity", "unknown")
			.hasLowCardinalityKeyValue("version", "unknown")
			.satisfies((context) -> assertThat(context.getHighCardinalityKeyValues()).isEmpty())
			.satisfies((context) -> assertThat(context.toString()).doesNotContain("secret-token"));
	}

	@Test
	void observationIsCurrentUntilTheHandlerReturns() {
		this.observations.ofReports();
		Execution execution = this.observations.onStart(TASK);
		assertThat(this.registry.getCurrentObservation()).isSameAs(this.observations.running(TASK)).isNotNull();

		execution.onReturn();

		assertThat(this.registry.getCurrentObservation()).isNull();
		assertThat(this.observations.running(TASK)).isNotNull();
	}

	@Test
	void nothingIsKeptOfWhatHasEnded() {
		this.observations.ofReports();
		run(TASK, null);

		assertThat(this.observations.running(TASK)).isNull();
	}

	@Test
	void secondRunOfATaskOutlivesTheFirst() {
		this.observations.ofReports();
		Execution first = this.observations.onStart(TASK);
		first.onReturn();
		this.observations.onStart(TASK).onReturn();

		first.onEnd(null);

		assertThat(this.observations.running(TASK)).isNotNull();
	}

	@Test
	void nothingIsObservedWithoutRegistry() {
		for (ObservationRegistry none : new ObservationRegistry[] { null, ObservationRegistry.NOOP }) {
			Execution execution = new ActivityExecutionObservations(() -> none).onStart(TASK);

			assertThatNoException().isThrownBy(() -> {
				execution.onReturn();
				execution.onEnd(new Error());
			});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "success", "failure" })
	void filtersAddReplaceAndRemoveKeyValues(String outcome) {
		this.registry.observationConfig()
			.observationFilter((context) -> context.addLowCardinalityKeyValue(KeyValue.of("region", "eu"))
				.addLowCardinalityKeyValues(KeyValues.of("activity", "any", "zone", "a"))
				.removeLowCardinalityKeyValues("version", "exception"));
		run(TASK, outcome.equals("failure") ? new Error() : null);

		observed().satisfies((context) -> {
			assertThat(context.getLowCardinalityKeyValues()).containsExactlyInAnyOrderElementsOf(
					KeyValues.of("activity", "any", "outcome", outcome, "region", "eu", "zone", "a"));
			assertThat(context.getLowCardinalityKeyValue("region")).isEqualTo(KeyValue.of("region", "eu"));
			assertThat(context.getLowCardinalityKeyValue("version")).isNull();
		});
	}

	@Test
	void conventionOfTheApplicationIsUsed() {
		this.registry.observationConfig().observationConvention(new OwnConvention());
		run(TASK, null);

		TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo("own")
			.that()
			.satisfies((context) -> assertThat(context.getLowCardinalityKeyValues())
				.containsExactlyElementsOf(KeyValues.of("ended", "true")));
	}

	@Test
	void everyKeyIsDocumented() {
		run(TASK, new Error());

		observed().hasOnlyKeys("activity", "version", "exception", "outcome", "swf.activity.id", "swf.workflow.id",
				"swf.run.id");
		assertThat(ActivityObservation.EXECUTION.getLowCardinalityKeyNames()).extracting("key")
			.containsExactly("activity", "version", "exception", "outcome");
		assertThat(ActivityObservation.EXECUTION.getHighCardinalityKeyNames()).extracting("key")
			.containsExactly("swf.activity.id", "swf.workflow.id", "swf.run.id");
	}

	@Test
	void timerHasConstantAndFewTags() {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		this.registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
		run(TASK, null);
		run(TASK, new IllegalStateException());
		run(ActivityTask.ofToken("secret-token"), new ActivityTaskCanceledException());
		Execution running = this.observations.onStart(TASK);

		assertThat(meters.get("swf.activity.execution").timers()).hasSize(3)
			.allSatisfy((timer) -> assertThat(timer.getId().getTags()).extracting("key")
				.containsExactly("activity", "error", "exception", "outcome", "version"));
		assertThat(meters.get("swf.activity.execution").timers()).extracting((timer) -> timer.getId().getTag("error"))
			.containsOnly("none", "ActivityFailedException");
		assertThat(meters.get("swf.activity.execution.active")
			.tags(List.of())
			.tag("outcome", "unknown")
			.tag("activity", "charge")
			.longTaskTimer()
			.activeTasks()).isOne();
		running.onReturn();
	}

	private void run(ActivityTask task, @Nullable Throwable failure) {
		Execution execution = this.observations.onStart(task);
		execution.onReturn();
		execution.onEnd(failure);
	}

	private TestObservationRegistryAssert.TestObservationRegistryAssertReturningObservationContextAssert observed() {
		return TestObservationRegistryAssert.assertThat(this.registry)
			.hasSingleObservationThat()
			.hasNameEqualTo("swf.activity.execution");
	}

	private static final class OwnConvention implements GlobalObservationConvention<ActivityExecutionContext> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof ActivityExecutionContext;
		}

		@Override
		public String getName() {
			return "own";
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(ActivityExecutionContext context) {
			return KeyValues.of("ended", String.valueOf(context.ended()));
		}

	}

}
