// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.support;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.Delivery;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureOrigin;
import io.github.swffailure.Failures;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import static org.assertj.core.api.Assertions.assertThat;

class NewDefectsTests {

	private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	private final List<String> events = new ArrayList<>();

	private final TaskFailureListener defects = TaskFailureListeners.ofNewDefects(new TaskFailureListener() {

		@Override
		public void onNewDefect(TaskFailure failure, boolean returned) {
			NewDefectsTests.this.events.add(failure.origin().fingerprint() + (returned ? " returned" : " new"));
		}

	}, Duration.ofHours(1));

	private void fail(String fingerprint, Duration after) {
		this.defects.onDelivery(failure(fingerprint, after, false), Failures.delivery(ReportOutcome.REPORTED));
	}

	private static TaskFailure failure(String fingerprint, Duration after, boolean cancellation) {
		return new TaskFailure(ActivityTask.ofToken("token"), new FailureDescription("reason", ""),
				new FailureOrigin("java.io.IOException", fingerprint, cancellation), START.plus(after));
	}

	@Test
	void firstFailureOfADefectIsNew() {
		fail("a", Duration.ZERO);
		fail("b", Duration.ZERO);
		fail("a", Duration.ofMinutes(1));
		assertThat(this.events).containsExactly("a new", "b new");
	}

	@Test
	void defectReturnsAfterItWasQuiet() {
		fail("a", Duration.ZERO);
		fail("a", Duration.ofMinutes(50));
		fail("a", Duration.ofMinutes(110));
		assertThat(this.events).containsExactly("a new");
		fail("a", Duration.ofMinutes(171));
		assertThat(this.events).containsExactly("a new", "a returned");
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = { "CANCELED", "NO_TASK" })
	void outcomeDoesNotMatter(ReportOutcome outcome) {
		this.defects.onDelivery(failure("a", Duration.ZERO, false), Failures.delivery(outcome));
		assertThat(this.events).containsExactly("a new");
	}

	@Test
	void redeliveriesAndCancellationsAreNoDefects() {
		Delivery redelivery = Failures.redelivery(ReportOutcome.REPORTED);
		this.defects.onDelivery(failure("a", Duration.ZERO, false), redelivery);
		this.defects.onDelivery(failure("a", Duration.ZERO, true), Failures.delivery(ReportOutcome.REPORTED));
		this.defects.onDelivery(failure("a", Duration.ZERO, false), Failures.delivery(ReportOutcome.CANCELED));
		assertThat(this.events).isEmpty();
	}

	@Test
	void thoseThatFailedLastAreRemembered() {
		fail("first", Duration.ZERO);
		for (int i = 0; i < 999; i++) {
			fail("defect " + i, Duration.ZERO);
		}
		fail("first", Duration.ZERO);
		fail("one more", Duration.ZERO);
		this.events.clear();
		fail("first", Duration.ZERO);
		fail("defect 0", Duration.ZERO);
		assertThat(this.events).containsExactly("defect 0 new");
	}

}
