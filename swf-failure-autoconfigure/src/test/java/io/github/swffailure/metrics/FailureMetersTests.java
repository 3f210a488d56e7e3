// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.metrics;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.ActivityTaskCanceledException;
import io.github.swffailure.Delivery;
import io.github.swffailure.FailureDescription.Field;
import io.github.swffailure.Failures;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class FailureMetersTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final FailureMeters listener = new FailureMeters(() -> this.registry);

	@Test
	void failureIsCountedWithTheOutcomeOfItsFirstDelivery() {
		this.listener.onDelivery(Failures.of(new IllegalStateException()), Failures.delivery(ReportOutcome.DEFERRED));
		this.listener.onDelivery(Failures.of(new IllegalStateException()), Failures.redelivery(ReportOutcome.REPORTED));

		assertThat(this.registry.get("swf.activity.failures")
			.tags("activity", "charge", "version", "1.0", "exception", "IllegalStateException", "outcome", "deferred")
			.counter()
			.count()).isEqualTo(1);
		assertThat(this.registry.get("swf.activity.failures").counters()).hasSize(1);
	}

	@Test
	void redeliveryIsCountedAsSuch() {
		this.listener.onDelivery(Failures.of(new IllegalStateException()), Failures.redelivery(ReportOutcome.REPORTED));

		assertThat(counted("swf.failure.redeliveries", "outcome", "reported")).isEqualTo(1);
		assertThat(this.registry.find("swf.activity.failures").counter()).isNull();
	}

	@ParameterizedTest
	@EnumSource(value = ReportOutcome.class, names = "NO_TASK", mode = EnumSource.Mode.EXCLUDE)
	void everyAttemptIsTimedByItsOutcome(ReportOutcome outcome) {
		this.listener.onDelivery(Failures.of(new IllegalStateException()), Failures.delivery(outcome));
		this.listener.onDelivery(Failures.of(new IllegalStateException()), Failures.redelivery(outcome));

		assertThat(this.registry.get("swf.failure.delivery")
			.tag("outcome", outcome.id())
			.timer()
			.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(80);
	}

	@ParameterizedTest
	@EnumSource(value = ReportOutcome.class, names = { "EXPIRED", "DEFERRED" })
	void whatMadeNoCallIsNotTimed(ReportOutcome outcome) {
		this.listener.onDelivery(Failures.of(new IllegalStateException()),
				new Delivery(outcome, true, Duration.ZERO, null));

		assertThat(counted("swf.failure.redeliveries", "outcome", outcome.id())).isEqualTo(1);
		assertThat(this.registry.getMeters()).hasSize(1);
	}

	@Test
	void failureThatCouldNotBeKeptIsCounted() {
		this.listener.onDelivery(Failures.of(new IllegalStateException()), Failures.delivery(ReportOutcome.EXPIRED));

		assertThat(counted("swf.activity.failures", "outcome", "expired")).isEqualTo(1);
	}

	@Test
	void answeredCancellationIsNoFailure() {
		this.listener.onDelivery(Failures.of(new ActivityTaskCanceledException()),
				Failures.delivery(ReportOutcome.CANCELED));
		this.listener.onDelivery(Failures.of(new InterruptedException()), Failures.delivery(ReportOutcome.CANCELED));
		this.listener.onDelivery(Failures.of(new ActivityTaskCanceledException()),
				Failures.delivery(ReportOutcome.DEFERRED));

		assertThat(this.registry.find("swf.activity.failures").counter()).isNull();
		assertThat(this.registry.get("swf.failure.delivery").timers()).hasSize(2);
	}

	@Test
	void failureWithoutTaskIsCountedUnderTheTypeOfItsHandler() {
		this.listener.onNoTask("Payments.charge()", new ActivityTask.Type("charge", ""),
				new IllegalArgumentException());

		assertThat(this.registry.get("swf.activity.failures")
			.tags("activity", "charge", "version", "unknown", "exception", "IllegalArgumentException", "outcome",
					"no-task")
			.counter()
			.count()).isEqualTo(1);
	}

	@Test
	void unknownTypeIsNamedUnknown() {
		this.listener.onDelivery(Failures.ofType(null, new IllegalStateException()),
				Failures.delivery(ReportOutcome.REPORTED));

		assertThat(counted("swf.activity.failures", "activity", "unknown", "version", "unknown")).isEqualTo(1);
	}

	@Test
	void failedRedactionIsCounted() {
		this.listener.onRedactionError(new IllegalStateException("password=hunter2"));

		assertThat(this.registry.get("swf.failure.redaction.errors").counter().count()).isEqualTo(1);
	}

	@Test
	void newAndReturnedDefectsAreCounted() {
		TaskFailure failure = Failures.of(new IllegalStateException());
		this.listener.onNewDefect(failure, false);
		this.listener.onNewDefect(failure, false);
		this.listener.onNewDefect(failure, true);

		assertThat(counted("swf.failure.defects", "state", "new")).isEqualTo(2);
		assertThat(counted("swf.failure.defects", "state", "returned")).isEqualTo(1);
	}

	@Test
	void truncatedTextsAreCountedOnce() {
		this.listener.onDelivery(Failures.truncated(Field.REASON, Field.DETAILS),
				Failures.delivery(ReportOutcome.DEFERRED));
		this.listener.onDelivery(Failures.truncated(Field.DETAILS), Failures.delivery(ReportOutcome.REPORTED));
		this.listener.onDelivery(Failures.truncated(Field.DETAILS), Failures.redelivery(ReportOutcome.REPORTED));

		assertThat(counted("swf.failure.truncations", "field", "reason")).isEqualTo(1);
		assertThat(counted("swf.failure.truncations", "field", "details")).isEqualTo(2);
	}

	@Test
	void exceptionsBeyondTheHundredthAreCountedTogether() {
		IntStream.range(0, 103)
			.forEach((i) -> this.listener.onDelivery(Failures.named("com.example.E" + i),
					Failures.delivery(ReportOutcome.REPORTED)));
		this.listener.onDelivery(Failures.named("com.example.E7"), Failures.delivery(ReportOutcome.REPORTED));

		assertThat(this.registry.get("swf.activity.failures").counters()).hasSize(101);
		assertThat(counted("swf.activity.failures", "exception", "other")).isEqualTo(3);
		assertThat(counted("swf.activity.failures", "exception", "E7")).isEqualTo(2);
	}

	@Test
	void activityTypesBeyondTheHundredthAreCountedTogether() {
		IntStream.range(0, 102)
			.forEach((i) -> this.listener.onDelivery(
					Failures.ofType(new ActivityTask.Type("charge", "1." + i), new IllegalStateException()),
					Failures.delivery(ReportOutcome.REPORTED)));

		assertThat(this.registry.get("swf.activity.failures").counters()).hasSize(101);
		assertThat(counted("swf.activity.failures", "activity", "other", "version", "other")).isEqualTo(2);
	}

	@Test
	void exceptionWithoutNameGoesByItsEnclosingClass() {
		this.listener.onDelivery(Failures.of(new IllegalStateException() {
		}), Failures.delivery(ReportOutcome.REPORTED));
		this.listener.onDelivery(Failures.named(""), Failures.delivery(ReportOutcome.REPORTED));

		assertThat(this.registry.get("swf.activity.failures").counters())
			.extracting((counter) -> counter.getId().getTag("exception"))
			.containsExactlyInAnyOrder("FailureMetersTests$1", "unknown");
	}

	@Test
	void tagKeysAreConstant() {
		this.listener.onNoTask("Payments.charge()", new ActivityTask.Type("charge", ""), new Error());
		this.listener.onDelivery(Failures.ofType(null, new Error()), Failures.delivery(ReportOutcome.REPORTED));
		this.listener.onDelivery(Failures.of(new Error()), Failures.delivery(ReportOutcome.DENIED));

		assertThat(this.registry.get("swf.activity.failures").counters()).hasSize(3)
			.allSatisfy((counter) -> assertThat(counter.getId().getTags()).extracting(Tag::getKey)
				.containsExactly("activity", "exception", "outcome", "version"));
	}

	@Test
	void registryIsLookedUpAtTheFirstFailure() {
		AtomicInteger lookups = new AtomicInteger();
		FailureMeters lazy = new FailureMeters(() -> {
			lookups.incrementAndGet();
			return this.registry;
		});
		assertThat(lookups).hasValue(0);

		lazy.onNoTask("Payments.charge()", new ActivityTask.Type("charge", ""), new Error());

		assertThat(lookups).hasValue(1);
	}

	@Test
	void nothingIsCountedWithoutRegistry(CapturedOutput output) {
		FailureMeters homeless = new FailureMeters(() -> null);

		homeless.onDelivery(Failures.of(new Error()), Failures.delivery(ReportOutcome.REPORTED));

		assertThat(output).doesNotContain("could not be used");
	}

	@Test
	void registryThatThrowsIsLoggedOnce(CapturedOutput output) {
		FailureMeters unlucky = new FailureMeters(() -> {
			throw new IllegalStateException("no unique registry");
		});

		unlucky.onDelivery(Failures.of(new Error()), Failures.delivery(ReportOutcome.REPORTED));
		unlucky.onNoTask("Payments.charge()", new ActivityTask.Type("charge", ""), new Error());

		assertThat(output).containsOnlyOnce("no unique registry");
	}

	@Test
	void meterThatThrowsCostsOnlyItself() {
		this.registry.config().meterFilter(new MeterFilter() {
			@Override
			public Meter.Id map(Meter.Id id) {
				if (id.getName().equals("swf.activity.failures")) {
					throw new IllegalArgumentException("odd filter");
				}
				return id;
			}
		});

		this.listener.onDelivery(Failures.truncated(Field.REASON), Failures.delivery(ReportOutcome.REPORTED));

		assertThat(this.registry.getMeters()).extracting((meter) -> meter.getId().getName())
			.containsExactlyInAnyOrder("swf.failure.truncations", "swf.failure.delivery");
	}

	private double counted(String name, String... tags) {
		return this.registry.get(name).tags(tags).counters().stream().mapToDouble(Counter::count).sum();
	}

}
