// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.actuate;

import java.time.Duration;
import java.util.stream.IntStream;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.ActivityTaskCanceledException;
import io.github.swffailure.FailureOrigin;
import io.github.swffailure.Failures;
import io.github.swffailure.HandClock;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.actuate.SwfFailuresEndpoint.FailuresReport.FailureGroup;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class RecentFailuresTests {

	private final HandClock clock = new HandClock(Failures.TIME);

	private final RecentFailures recent = new RecentFailures(this.clock);

	@Test
	void failuresOfTheSameDefectAreOneGroup() {
		this.recent.onDelivery(Failures.ofFingerprint("f1", Failures.TIME), Failures.delivery(ReportOutcome.REPORTED));
		this.recent.onDelivery(Failures.ofFingerprint("f1", Failures.TIME.plusSeconds(9)),
				Failures.delivery(ReportOutcome.DEFERRED));
		this.recent.onDelivery(Failures.ofFingerprint("f1", Failures.TIME.plusSeconds(11)),
				Failures.delivery(ReportOutcome.REPORTED));

		assertThat(this.recent.groups()).singleElement().satisfies((group) -> {
			assertThat(group.fingerprint()).isEqualTo("f1");
			assertThat(group.exception()).isEqualTo("com.example.CardDeclined");
			assertThat(group.reason()).isEqualTo("reason of f1");
			assertThat(group.count()).isEqualTo(3);
			assertThat(group.firstSeen()).isEqualTo(Failures.TIME);
			assertThat(group.lastSeen()).isEqualTo(Failures.TIME.plusSeconds(11));
			assertThat(group.activities()).containsExactly("'charge' (1.0)");
			assertThat(group.outcomes()).containsOnly(entry("reported", 2L), entry("deferred", 1L));
		});
	}

	@Test
	void lastTaskOfAGroupIsRemembered() {
		TaskFailure failure = Failures.ofFingerprint("f1", Failures.TIME);
		ActivityTask task = new ActivityTask("token", "activity-7", failure.task().type(),
				new ActivityTask.Execution("workflow-7", "run-7"));
		this.recent.onDelivery(failure, Failures.delivery(ReportOutcome.REPORTED));
		this.recent.onDelivery(
				new TaskFailure(task, failure.description(), failure.origin(), failure.time().plusSeconds(1)),
				Failures.delivery(ReportOutcome.REPORTED));

		assertThat(this.recent.groups()).singleElement().satisfies((group) -> {
			assertThat(group.lastWorkflowId()).isEqualTo("workflow-7");
			assertThat(group.lastRunId()).isEqualTo("run-7");
			assertThat(group.lastActivityId()).isEqualTo("activity-7");
		});
	}

	@Test
	void groupThatFailedLastComesFirst() {
		for (String fingerprint : new String[] { "f1", "f2", "f3", "f1" }) {
			this.recent.onDelivery(Failures.ofFingerprint(fingerprint, Failures.TIME),
					Failures.delivery(ReportOutcome.REPORTED));
		}

		assertThat(this.recent.groups()).extracting(FailureGroup::fingerprint).containsExactly("f1", "f3", "f2");
	}

	@Test
	void groupThatFailedLongestAgoIsForgottenFirst() {
		IntStream.range(0, RecentFailures.MAX_GROUPS)
			.forEach((i) -> this.recent.onDelivery(Failures.ofFingerprint("f" + i, Failures.TIME),
					Failures.delivery(ReportOutcome.REPORTED)));
		this.recent.onDelivery(Failures.ofFingerprint("f0", Failures.TIME), Failures.delivery(ReportOutcome.REPORTED));
		this.recent.onDelivery(Failures.ofFingerprint("new", Failures.TIME), Failures.delivery(ReportOutcome.REPORTED));

		assertThat(this.recent.groups()).hasSize(RecentFailures.MAX_GROUPS)
			.extracting(FailureGroup::fingerprint)
			.contains("new", "f0")
			.doesNotContain("f1");
	}

	@Test
	void activitiesOfAGroupAreBounded() {
		IntStream.range(0, 50).forEach((i) -> {
			TaskFailure failure = Failures.ofType(new ActivityTask.Type("charge" + i, "1.0"),
					new IllegalStateException());
			this.recent.onDelivery(new TaskFailure(failure.task(), failure.description(),
					new FailureOrigin("E", "f1", false), failure.time()), Failures.delivery(ReportOutcome.REPORTED));
		});

		assertThat(this.recent.groups()).singleElement()
			.satisfies((group) -> assertThat(group.activities()).hasSize(RecentFailures.MAX_ACTIVITIES));
	}

	@Test
	void redeliveryAndCancellationAreNoNewFailures() {
		this.recent.onDelivery(Failures.of(new IllegalStateException()), Failures.redelivery(ReportOutcome.REPORTED));
		this.recent.onDelivery(Failures.of(new ActivityTaskCanceledException()),
				Failures.delivery(ReportOutcome.DEFERRED));
		this.recent.onDelivery(Failures.of(new InterruptedException()), Failures.delivery(ReportOutcome.CANCELED));

		assertThat(this.recent.groups()).isEmpty();
	}

	@Test
	void failureWithoutTaskTellsItsClassButNotItsMessage() {
		this.clock.move(Duration.ofSeconds(5));
		this.recent.onNoTask(new ActivityTask.Type("charge", ""), new IllegalStateException("password=hunter2"));

		assertThat(this.recent.groups()).singleElement().satisfies((group) -> {
			assertThat(group.exception()).isEqualTo("java.lang.IllegalStateException");
			assertThat(group.reason()).isNull();
			assertThat(group.lastSeen()).isEqualTo(Failures.TIME.plusSeconds(5));
			assertThat(group.outcomes()).containsOnlyKeys("no-task");
		});
	}

}
