// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.swffailure.Delivery;
import io.github.swffailure.OrderFailures;
import io.github.swffailure.ReportOutcome;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class RedeliveryTests extends RedeliveryFixture {

	private void awaitEmptyJournal() {
		Awaitility.await().until(() -> this.journal.size() == 0);
	}

	@Test
	void reportsFromBeforeTheStartAreDeliveredAtOnce() {
		this.redelivery = redelivery(LONG, LONG, Duration.ofSeconds(5));
		this.journal.add(OrderFailures.of("t1"));
		this.redelivery.start();
		awaitEmptyJournal();
		assertThat(this.listener.outcomes()).containsExactly(ReportOutcome.REPORTED);
	}

	@Test
	void deferredReportIsDeliveredSoonAfter() {
		this.redelivery.start();
		this.swf.answers(ScriptedSwf.THROTTLED);
		assertThat(report("t1")).isEqualTo(ReportOutcome.DEFERRED);
		awaitEmptyJournal();
		assertThat(this.listener.outcomes()).containsExactly(ReportOutcome.DEFERRED, ReportOutcome.REPORTED);
	}

	@Test
	void newReportsDoNotShortenTheWaitOfAThrottledWorker() {
		this.redelivery = redelivery(LONG, LONG, SHORT);
		this.journal.add(OrderFailures.of("t1"));
		this.swf.answersFromNowOn(ScriptedSwf.THROTTLED);
		this.redelivery.start();
		Awaitility.await().until(() -> this.listener.outcomes().size() == 1);
		for (int i = 0; i < 20; i++) {
			report("more" + i);
		}
		assertThat(this.listener.deliveries()).filteredOn((delivery) -> delivery.redelivery()).hasSize(1);
	}

	@Test
	void operatorDeliversAtOnce() {
		this.redelivery = redelivery(LONG, LONG, Duration.ofSeconds(5));
		this.journal.add(OrderFailures.of("t1"));
		this.swf.answers(ScriptedSwf.THROTTLED);
		this.redelivery.start();
		Awaitility.await().until(() -> this.listener.outcomes().size() == 1);
		this.redelivery.redeliverNow();
		awaitEmptyJournal();
	}

	@Test
	void deniedReportIsDeliveredOnceItIsPermitted() {
		this.redelivery = redelivery(SHORT, SHORT, Duration.ofSeconds(5));
		this.swf.answersFromNowOn(ScriptedSwf.NOT_PERMITTED);
		this.redelivery.start();
		assertThat(report("t1")).isEqualTo(ReportOutcome.DENIED);
		Awaitility.await().until(() -> this.listener.outcomes().size() >= 3);
		this.swf.answersFromNowOn(ScriptedSwf.OK);
		awaitEmptyJournal();
	}

	@Test
	void deniedReportsThatAnOperatorDiscardsHoldUpNoOthers() {
		this.redelivery = redelivery(SHORT, SHORT, Duration.ofSeconds(5));
		this.swf.answersFromNowOn(ScriptedSwf.NOT_PERMITTED);
		for (int i = 0; i < 12; i++) {
			assertThat(report("t" + i)).isEqualTo(ReportOutcome.DENIED);
		}
		for (int i = 0; i < 10; i++) {
			this.journal.remove(OrderFailures.of("t" + i));
		}
		this.swf.answersFromNowOn(ScriptedSwf.OK);
		this.redelivery.start();
		awaitEmptyJournal();
	}

	@Test
	void keptReportsFollowAtOnceWhenAFirstDeliveryShowsThatSwfIsBack() {
		beDownUntilTheFirstProbe();
		AtomicInteger later = new AtomicInteger();
		Awaitility.await().until(() -> report("later" + later.incrementAndGet()) == ReportOutcome.REPORTED);
		awaitEmptyJournal();
	}

	@Test
	void operatorNeedNotWaitForTheNextProbe() {
		beDownUntilTheFirstProbe();
		this.redelivery.redeliverNow();
		awaitEmptyJournal();
	}

	/** The next probe would come after minutes. */
	private void beDownUntilTheFirstProbe() {
		this.redelivery = redelivery(LONG, LONG, SHORT);
		this.swf.answersFromNowOn(ScriptedSwf.BROKEN);
		for (int i = 0; !this.line.breaker().isOpen(); i++) {
			report("t" + i);
		}
		this.redelivery.start();
		Awaitility.await().until(() -> this.listener.deliveries().stream().anyMatch(Delivery::redelivery));
		this.swf.answersFromNowOn(ScriptedSwf.OK);
	}

	@Test
	void reportUnderWayIsNotSentByTwo() {
		CountDownLatch release = new CountDownLatch(1);
		this.swf.answers(ScriptedSwf.OK.after(release));
		Thread handler = new Thread(() -> report("t1"));
		handler.start();
		Awaitility.await().until(() -> this.swf.calls().size() == 1);
		assertThat(this.line.redeliver(OrderFailures.of("t1"), false, LONG)).isNull();
		release.countDown();
		Awaitility.await().until(this.line::isIdle);
		assertThat(this.line.redeliver(OrderFailures.of("t1"), false, LONG)).isNull();
		assertThat(this.swf.calls()).hasSize(1);
	}

	@Test
	void redeliveryCanBeStartedAgain() {
		this.redelivery.start();
		this.redelivery.start();
		this.redelivery.stop();
		this.redelivery.stop();
		this.journal.add(OrderFailures.of("t1"));
		this.redelivery.start();
		assertThat(this.redelivery.isRunning()).isTrue();
		awaitEmptyJournal();
	}

	@Test
	void stopsAfterWhateverRunsHandlers() {
		assertThat(this.redelivery.getPhase()).isNegative();
		assertThat(this.redelivery.isAutoStartup()).isTrue();
	}

}
