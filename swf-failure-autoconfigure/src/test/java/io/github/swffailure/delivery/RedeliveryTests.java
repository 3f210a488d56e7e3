// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.OrderFailures;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailureReporter;
import io.github.swffailure.journal.InMemoryFailureJournal;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.swf.SwfClient;

import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class RedeliveryTests {

	private static final Duration SHORT = Duration.ofMillis(20);

	private static final Duration LONG = Duration.ofMinutes(10);

	private final ScriptedSwf swf = new ScriptedSwf();

	private final SwfClient client = this.swf.clientWithoutRetries();

	private final FailureJournal journal = new InMemoryFailureJournal(1_000);

	private final RecordingListener listener = new RecordingListener();

	private final DeliveryLine line = new DeliveryLine(() -> this.client, Duration.ofSeconds(6), this.journal,
			this.listener.alone(), (details) -> details);

	private final AtomicInteger running = new AtomicInteger();

	private Redelivery redelivery = redelivery(SHORT, LONG, Duration.ofSeconds(5));

	@AfterEach
	void close() {
		this.redelivery.close();
		this.client.close();
		this.swf.close();
	}

	private Redelivery redelivery(Duration initialDelay, Duration maxDelay, Duration shutdownTimeout) {
		return new Redelivery(this.line,
				new Redelivery.Settings(initialDelay, maxDelay, Duration.ofDays(3_000), 200, 4),
				new Redelivery.Shutdown(shutdownTimeout, this.running::get), Clock.systemUTC());
	}

	private ReportOutcome report(String token) {
		TaskFailureReporter reporter = this.line.reporter((task, failure) -> new FailureDescription("disk", ""),
				(text) -> text, DeliveryLine.Limits.OF_SWF, Clock.systemUTC());
		return reporter.report(OrderFailures.task(token), new IOException());
	}

	private void awaitEmptyJournal() {
		Awaitility.await().until(() -> this.journal.size() == 0);
	}

	@Test
	void whatAFormerLifeLeftIsDeliveredAtOnce() {
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
	void operatorNeedNotWait() {
		this.redelivery = redelivery(LONG, LONG, Duration.ofSeconds(5));
		this.journal.add(OrderFailures.of("t1"));
		this.swf.answers(ScriptedSwf.THROTTLED);
		this.redelivery.start();
		Awaitility.await().until(() -> this.listener.outcomes().size() == 1);
		this.redelivery.redeliverNow();
		awaitEmptyJournal();
	}

	@Test
	void deniedReportGoesThroughOnceItMay() {
		this.redelivery = redelivery(SHORT, SHORT, Duration.ofSeconds(5));
		this.swf.answersFromNowOn(ScriptedSwf.NOT_PERMITTED);
		this.redelivery.start();
		assertThat(report("t1")).isEqualTo(ReportOutcome.DENIED);
		Awaitility.await().until(() -> this.listener.outcomes().size() >= 3);
		this.swf.answersFromNowOn(ScriptedSwf.OK);
		awaitEmptyJournal();
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
	void secondLifeContinues() {
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
