// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.swffailure.Delivery;
import io.github.swffailure.FailingLogger;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.ListJournal;
import io.github.swffailure.OrderFailures;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;
import io.github.swffailure.TaskReport;
import io.github.swffailure.journal.InMemoryFailureJournal;
import io.github.swffailure.support.TaskFailureListeners;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.swf.SwfClient;

import static org.assertj.core.api.Assertions.assertThat;

class DeliveryLineTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(6);

	private final TaskReport report = OrderFailures.of("t1");

	private final ScriptedSwf swf = new ScriptedSwf();

	private final SwfClient client = this.swf.clientWithoutRetries();

	private final FailureJournal journal = new InMemoryFailureJournal(100);

	/** What the journal says of the report while it is sent. */
	private final List<Boolean> mayHaveArrived = new ArrayList<>();

	private final List<String> attempts = new ArrayList<>();

	private final AtomicInteger lookups = new AtomicInteger();

	private final DeliveryLine line = new DeliveryLine(() -> {
		this.mayHaveArrived.add(this.journal.mayHaveArrived(this.report));
		return this.client;
	}, TIMEOUT, this.journal, new TaskFailureListeners(this::listeners), (details) -> details);

	@AfterEach
	void close() {
		this.client.close();
		this.swf.close();
	}

	@Test
	void refusedReportIsNotedAsSentBeforeEachCallAndAsNotArrivedAfterIt() {
		this.swf.answersFromNowOn(ScriptedSwf.THROTTLED);
		this.line.deliver(this.report);
		assertThat(this.journal.mayHaveArrived(this.report)).isFalse();
		this.line.redeliver(this.report, false, TIMEOUT);
		assertThat(this.journal.mayHaveArrived(this.report)).isFalse();
		assertThat(this.mayHaveArrived).containsExactly(true, true);
	}

	@Test
	void reportThatMayHaveArrivedStaysSoThroughLaterRefusals() {
		this.swf.answers(ScriptedSwf.BROKEN, ScriptedSwf.THROTTLED, ScriptedSwf.CLOSED);
		this.line.deliver(this.report);
		this.line.redeliver(this.report, false, TIMEOUT);
		assertThat(this.journal.mayHaveArrived(this.report)).isTrue();
		assertThat(this.line.redeliver(this.report, false, TIMEOUT)).extracting(Delivery::outcome)
			.isEqualTo(ReportOutcome.REPORTED);
	}

	@Test
	void heldBackReportHasNotArrivedAndItsAttemptIsSeen() {
		this.swf.answersFromNowOn(ScriptedSwf.BROKEN);
		for (int i = 0; !this.line.breaker().isOpen(); i++) {
			this.line.deliver(OrderFailures.of("other" + i));
		}
		// The one call of the pause, should that be over already
		this.line.breaker().permitsCall();
		int calls = this.swf.calls().size();
		assertThat(this.line.deliver(this.report)).isEqualTo(ReportOutcome.DEFERRED);
		assertThat(this.swf.calls()).hasSize(calls);
		assertThat(this.journal.mayHaveArrived(this.report)).isFalse();
		assertThat(this.attempts).contains("t1");
	}

	@Test
	void attemptIsSeenBeforeItsAnswer() {
		this.line.deliver(this.report);
		assertThat(this.attempts).containsExactly("t1");
	}

	@Test
	void listenersAreLookedUpWhenTheLineIsPrepared() {
		this.line.prepare();
		assertThat(this.lookups).hasValue(1);
	}

	@Test
	@SuppressWarnings("try")
	void reportIsSentThoughBothJournalAndLoggerThrow() {
		try (FailingLogger logger = new FailingLogger(DeliveryLine.class)) {
			FailureJournal broken = new ListJournal() {

				@Override
				public boolean add(TaskReport failure) {
					throw new IllegalStateException("No space left on device");
				}

				@Override
				public void remove(TaskReport failure) {
					throw new IllegalStateException("No space left on device");
				}

			};
			DeliveryLine whole = new DeliveryLine(() -> this.client, TIMEOUT, broken,
					new TaskFailureListeners(this::listeners), (details) -> details);
			assertThat(whole.deliver(this.report)).isEqualTo(ReportOutcome.REPORTED);
			assertThat(this.swf.calls()).hasSize(1);
		}
	}

	private List<TaskFailureListener> listeners() {
		this.lookups.incrementAndGet();
		return List.of(new TaskFailureListener() {

			@Override
			public void onAttempt(TaskFailure failure, boolean redelivery) {
				DeliveryLineTests.this.attempts.add(failure.task().taskToken());
			}

		});
	}

}
