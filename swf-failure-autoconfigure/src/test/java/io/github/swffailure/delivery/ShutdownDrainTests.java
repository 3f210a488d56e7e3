// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.swffailure.OrderFailures;
import io.github.swffailure.ReportOutcome;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ShutdownDrainTests extends RedeliveryFixture {

	@Test
	void stopDeliversWhatIsLeft() {
		this.redelivery = redelivery(LONG, LONG, Duration.ofSeconds(5));
		this.redelivery.start();
		this.swf.answers(ScriptedSwf.THROTTLED);
		report("t1");
		report("t2");
		this.redelivery.stop();
		assertThat(this.journal.size()).isZero();
		assertThat(this.redelivery.isRunning()).isFalse();
	}

	@Test
	void stopWaitsForTheReportUnderWay() throws Exception {
		this.redelivery.start();
		CountDownLatch release = new CountDownLatch(1);
		this.swf.answers(ScriptedSwf.OK.after(release));
		Thread handler = new Thread(() -> report("t1"));
		handler.start();
		Awaitility.await().until(() -> this.swf.calls().size() == 1);
		Thread stop = new Thread(this.redelivery::stop);
		stop.start();
		Awaitility.await().until(() -> stop.getState() == Thread.State.TIMED_WAITING);
		release.countDown();
		stop.join();
		assertThat(this.journal.size()).isZero();
		assertThat(this.listener.outcomes()).containsExactly(ReportOutcome.REPORTED);
	}

	@Test
	void stopEndsWithItsTimeoutAndSaysWhatIsLeft(CapturedOutput output) {
		this.redelivery = redelivery(LONG, LONG, Duration.ofMillis(200));
		this.redelivery.start();
		this.swf.answersFromNowOn(ScriptedSwf.THROTTLED);
		report("secret-token");
		this.redelivery.stop();
		assertThat(output).contains("1 reports are undelivered at shutdown and lost, because the journal is in memory")
			.contains("Undelivered: IOException of activity 'charge' (1.0), id 'charge-42'")
			.doesNotContain("secret-token");
	}

	@Test
	void stopWaitsForNoAnswerBeyondItsTimeoutAndLetsNothingExpire() throws Exception {
		DeliveryLine patient = new DeliveryLine(() -> this.client, Duration.ofMinutes(1), this.journal,
				this.listener.alone(), (details) -> details);
		Redelivery patiently = new Redelivery(patient, new Redelivery.Settings(LONG, LONG, LONG, 200, 4),
				new Redelivery.Shutdown(Duration.ofSeconds(1), () -> 0, List::of), Clock.systemUTC());
		patiently.start();
		this.swf.answersFromNowOn(ScriptedSwf.OK.after(new CountDownLatch(1)));
		this.journal.add(OrderFailures.at("t1", Instant.EPOCH));
		Thread stop = new Thread(patiently::stop);
		stop.start();
		Awaitility.await().until(() -> !stop.isAlive());
		assertThat(this.swf.calls()).isNotEmpty();
		assertThat(this.journal.size()).isOne();
	}

	@Test
	void closeLogsFailuresAfterTheStop(CapturedOutput output) {
		this.redelivery.start();
		this.redelivery.stop();
		this.swf.answersFromNowOn(ScriptedSwf.THROTTLED);
		report("t1");
		this.redelivery.close();
		assertThat(output).contains("1 reports are undelivered at shutdown");
	}

	@Test
	void stopWaitsForRunningHandlers() throws Exception {
		this.redelivery = redelivery(LONG, LONG, LONG);
		this.redelivery.start();
		this.running.set(1);
		Thread stop = new Thread(this.redelivery::stop);
		stop.start();
		Awaitility.await().until(() -> stop.getState() == Thread.State.TIMED_WAITING);
		this.swf.answers(ScriptedSwf.THROTTLED);
		report("t1");
		this.running.set(0);
		stop.join();
		assertThat(this.journal.size()).isZero();
		assertThat(this.listener.outcomes()).containsExactly(ReportOutcome.DEFERRED, ReportOutcome.REPORTED);
	}

	@Test
	void stopSaysHowManyHandlersOutliveIt(CapturedOutput output) {
		this.redelivery = redelivery(LONG, LONG, SHORT);
		this.redelivery.start();
		this.running.set(2);
		this.redelivery.stop();
		assertThat(output)
			.contains("2 activity handlers are still running at shutdown; reports that SWF does not "
					+ "accept are lost, because the journal is in memory")
			.contains("Still running: activity of unknown type");
	}

	@Test
	void closeDeliversWhatFailedAfterTheStop(CapturedOutput output) {
		this.redelivery = redelivery(LONG, LONG, LONG);
		this.redelivery.start();
		this.redelivery.stop();
		this.swf.answers(ScriptedSwf.THROTTLED);
		report("t1");
		assertThat(this.journal.size()).isOne();
		this.redelivery.close();
		assertThat(this.journal.size()).isZero();
		assertThat(output).doesNotContain("undelivered at shutdown");
	}

	@Test
	void eachReportThatIsLostAfterTheEndIsNamed(CapturedOutput output) {
		this.redelivery.start();
		this.redelivery.close();
		this.swf.answersFromNowOn(ScriptedSwf.THROTTLED);
		report("secret-token-1");
		report("secret-token-2");
		assertThat(output.getOut().lines().filter((line) -> line.contains("WARN"))).hasSize(2)
			.allMatch((line) -> line.contains("Undelivered after shutdown and lost, because the journal is in memory: "
					+ "IOException of activity 'charge' (1.0), id 'charge-42', of workflow 'order-42', run 'run-1'"));
		assertThat(output).doesNotContain("secret-token");
	}

	@Test
	void everyReportThatIsLostIsNamed(CapturedOutput output) {
		this.redelivery = redelivery(LONG, LONG, SHORT);
		this.redelivery.start();
		this.swf.answersFromNowOn(ScriptedSwf.THROTTLED);
		for (int i = 0; i < 30; i++) {
			this.journal.add(OrderFailures.of("t" + i));
		}
		this.redelivery.close();
		assertThat(output.getOut().lines().filter((line) -> line.contains("Undelivered: "))).hasSize(30);
	}

	@Test
	void secondStopHasTheWholeTimeAgain(CapturedOutput output) {
		this.redelivery = redelivery(LONG, LONG, LONG);
		this.redelivery.start();
		this.redelivery.close();
		this.redelivery.start();
		this.swf.answers(ScriptedSwf.THROTTLED);
		report("t1");
		assertThat(output).doesNotContain("Undelivered after shutdown");
		this.redelivery.close();
		assertThat(this.journal.size()).isZero();
	}

	@Test
	void fourReportsAreDeliveredAtATimeByThreadsThatKeepNoProcessAlive() throws Exception {
		this.redelivery = redelivery(LONG, LONG, LONG);
		this.redelivery.start();
		this.swf.answersFromNowOn(ScriptedSwf.THROTTLED);
		for (int i = 0; i < 6; i++) {
			report("t" + i);
		}
		int before = this.swf.calls().size();
		CountDownLatch release = new CountDownLatch(1);
		this.swf.answersFromNowOn(ScriptedSwf.OK.after(release));
		Thread stop = new Thread(this.redelivery::stop);
		try {
			stop.start();
			Awaitility.await().until(() -> this.swf.calls().size() == before + 4);
			assertThat(Thread.getAllStackTraces().keySet())
				.filteredOn((any) -> any.getName().startsWith("swf-failure-drain"))
				.hasSizeGreaterThanOrEqualTo(3)
				.allMatch(Thread::isDaemon);
		}
		finally {
			release.countDown();
		}
		stop.join();
		assertThat(this.journal.size()).isZero();
		assertThat(this.swf.calls()).hasSize(before + 6);
	}

	@Test
	void stopSaysHowManyWereDeliveredLast(CapturedOutput output) {
		this.redelivery = redelivery(LONG, LONG, Duration.ofSeconds(2));
		this.redelivery.start();
		this.swf.answersTo("sick", ScriptedSwf.THROTTLED);
		this.swf.answers(ScriptedSwf.THROTTLED, ScriptedSwf.THROTTLED);
		report("sick");
		report("t1");
		report("t2");
		this.redelivery.stop();
		assertThat(output).contains("1 reports are undelivered at shutdown and lost, because the journal is in memory; "
				+ "2 were delivered last");
	}

	@Test
	void interruptEndsTheStopAndIsKept(CapturedOutput output) {
		this.redelivery = redelivery(LONG, LONG, LONG);
		this.redelivery.start();
		this.swf.answersFromNowOn(ScriptedSwf.THROTTLED);
		report("t1");
		AtomicBoolean interrupted = new AtomicBoolean();
		Thread stop = new Thread(() -> {
			this.redelivery.stop();
			interrupted.set(Thread.currentThread().isInterrupted());
		});
		stop.start();
		Awaitility.await().until(() -> stop.getState() == Thread.State.TIMED_WAITING && this.swf.calls().size() > 1);
		stop.interrupt();
		Awaitility.await().until(() -> !stop.isAlive());
		assertThat(interrupted).isTrue();
		assertThat(output).contains("1 reports are undelivered at shutdown");
	}

	@Test
	void interruptBeforeTheStopIsKeptAndLosesNoTime() {
		this.redelivery = redelivery(LONG, LONG, LONG);
		this.redelivery.start();
		this.swf.answers(ScriptedSwf.THROTTLED);
		report("t1");
		Thread.currentThread().interrupt();
		this.redelivery.stop();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.journal.size()).isZero();
	}

}
