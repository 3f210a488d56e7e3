// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.swffailure.ActivityTaskCanceledException;
import io.github.swffailure.Delivery;
import io.github.swffailure.FailureDescriber;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.FailureRedactor;
import io.github.swffailure.OrderFailures;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;
import io.github.swffailure.TaskFailureReporter;
import io.github.swffailure.journal.InMemoryFailureJournal;
import io.github.swffailure.support.TaskFailureListeners;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.swf.SwfClient;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class SwfTaskFailureReporterTests {

	private final ScriptedSwf swf = new ScriptedSwf();

	private final SwfClient client = this.swf.clientWithoutRetries();

	private final RecordingListener listener = new RecordingListener();

	private FailureJournal journal = new InMemoryFailureJournal(10);

	private Duration attemptTimeout = Duration.ofSeconds(6);

	private FailureDescriber describer = (task, failure) -> new FailureDescription(failure.toString(), "");

	private FailureRedactor redactor = (text) -> text.replace("hunter2", "***");

	private DeliveryLine.Limits limits = DeliveryLine.Limits.OF_SWF;

	@AfterEach
	void close() {
		this.client.close();
		this.swf.close();
	}

	private TaskFailureReporter reporter(TaskFailureListener... more) {
		List<TaskFailureListener> listeners = new ArrayList<>(List.of(more));
		listeners.add(this.listener);
		DeliveryLine line = new DeliveryLine(() -> this.client, this.attemptTimeout, this.journal,
				new TaskFailureListeners(() -> listeners), (details) -> details);
		return line.reporter((task, failure) -> this.describer.describe(task, failure),
				(text) -> this.redactor.redact(text), this.limits, Clock.fixed(OrderFailures.TIME, ZoneOffset.UTC));
	}

	@Test
	void acceptedReportLeavesNothingInTheJournal() {
		assertThat(reporter().report(OrderFailures.task("t1"), new IOException("disk")))
			.isEqualTo(ReportOutcome.REPORTED);
		assertThat(this.journal.size()).isZero();
		assertThat(this.listener.failures()).singleElement().satisfies((failure) -> {
			assertThat(failure.origin().exceptionType()).isEqualTo("java.io.IOException");
			assertThat(failure.time()).isEqualTo(OrderFailures.TIME);
		});
		Delivery delivery = this.listener.deliveries().get(0);
		assertThat(delivery.redelivery()).isFalse();
		assertThat(delivery.error()).isNull();
		assertThat(delivery.duration()).isPositive();
	}

	@Test
	void reportIsInTheJournalBeforeTheCallAndListenersAreCalledAfterTheAnswer() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		this.swf.answers(ScriptedSwf.OK.after(release));
		TaskFailureReporter reporter = reporter();
		ExecutorService executor = Executors.newSingleThreadExecutor();
		Future<ReportOutcome> outcome = executor
			.submit(() -> reporter.report(OrderFailures.task("t1"), new IOException()));
		Awaitility.await().until(() -> !this.swf.calls().isEmpty());
		assertThat(this.journal.contains(OrderFailures.of("t1"))).isTrue();
		assertThat(this.listener.outcomes()).isEmpty();
		release.countDown();
		assertThat(outcome.get()).isEqualTo(ReportOutcome.REPORTED);
		executor.shutdown();
	}

	@Test
	void throttledReportStaysInTheJournal() {
		this.swf.answers(ScriptedSwf.THROTTLED);
		assertThat(reporter().report(OrderFailures.task("t1"), new IOException())).isEqualTo(ReportOutcome.DEFERRED);
		assertThat(this.journal.reports()).extracting((failure) -> failure.task().taskToken()).containsExactly("t1");
	}

	@Test
	void throttledCancellationStaysInTheJournal() {
		this.swf.answers(ScriptedSwf.THROTTLED);
		assertThat(reporter().report(OrderFailures.task("t1"), new ActivityTaskCanceledException("at 12")))
			.isEqualTo(ReportOutcome.DEFERRED);
		assertThat(this.journal.reports()).singleElement(InstanceOfAssertFactories.type(TaskFailure.class))
			.satisfies((failure) -> {
				assertThat(failure.origin().cancellation()).isTrue();
				assertThat(failure.description().details()).isEqualTo("at 12");
			});
	}

	@Test
	void detailsOfACancellationAreItsRedactedMessage() {
		RuntimeException wrapped = new CompletionException(new ActivityTaskCanceledException("password hunter2"));
		assertThat(reporter().report(OrderFailures.task("t1"), wrapped)).isEqualTo(ReportOutcome.CANCELED);
		assertThat(this.swf.calls()).singleElement()
			.satisfies(
					(call) -> assertThat(call.body()).isEqualTo("{\"taskToken\":\"t1\",\"details\":\"password ***\"}"));
	}

	@Test
	void cancellationIsCutAndKeepsWholeCharacters() {
		String message = "x".repeat(32_767) + "\uD83D\uDE00";
		reporter().report(OrderFailures.task("t1"), new ActivityTaskCanceledException(message));
		assertThat(this.listener.failures().get(0).description().details()).isEqualTo("x".repeat(32_767));
	}

	@Test
	void sameTokenFromManyThreadsMakesOneCall() throws Exception {
		this.swf.answersFromNowOn(ScriptedSwf.CLOSED);
		TaskFailureReporter reporter = reporter();
		ExecutorService executor = Executors.newFixedThreadPool(16);
		CountDownLatch start = new CountDownLatch(16);
		List<Future<ReportOutcome>> outcomes = new ArrayList<>();
		for (int i = 0; i < 16; i++) {
			outcomes.add(executor.submit(() -> {
				start.countDown();
				start.await();
				return reporter.report(OrderFailures.task("t1"), new IOException());
			}));
		}
		for (Future<ReportOutcome> outcome : outcomes) {
			assertThat(outcome.get()).isEqualTo(ReportOutcome.TASK_CLOSED);
		}
		assertThat(this.swf.calls()).hasSize(1);
		assertThat(this.listener.outcomes()).hasSize(1);
		executor.shutdown();
	}

	@Test
	void listenerThatReportsTheSameTaskDoesNotWaitForItself() {
		List<TaskFailureReporter> self = new ArrayList<>();
		List<ReportOutcome> inner = new ArrayList<>();
		self.add(reporter(new TaskFailureListener() {

			@Override
			public void onDelivery(TaskFailure failure, Delivery delivery) {
				inner.add(self.get(0).report(failure.task(), new IOException()));
			}

		}));
		assertThat(self.get(0).report(OrderFailures.task("t1"), new IOException())).isEqualTo(ReportOutcome.REPORTED);
		assertThat(inner).containsExactly(ReportOutcome.DEFERRED);
		assertThat(this.swf.calls()).hasSize(1);
	}

	@Test
	void interruptedThreadReportsAndStaysInterrupted() {
		Thread.currentThread().interrupt();
		ReportOutcome outcome = reporter().report(OrderFailures.task("t1"), new InterruptedException());
		assertThat(Thread.interrupted()).isTrue();
		assertThat(outcome).isEqualTo(ReportOutcome.REPORTED);
	}

	@Test
	void interruptDuringTheCallLosesNothing() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		this.swf.answers(ScriptedSwf.OK.after(release));
		TaskFailureReporter reporter = reporter();
		List<ReportOutcome> outcome = new CopyOnWriteArrayList<>();
		List<Boolean> interrupted = new CopyOnWriteArrayList<>();
		Thread handler = new Thread(() -> {
			outcome.add(reporter.report(OrderFailures.task("t1"), new IOException()));
			interrupted.add(Thread.interrupted());
		});
		handler.start();
		Awaitility.await().until(() -> !this.swf.calls().isEmpty());
		handler.interrupt();
		release.countDown();
		handler.join();
		assertThat(interrupted).containsExactly(true);
		assertThat(this.journal.size()).isEqualTo(outcome.get(0).isFinal() ? 0 : 1);
	}

	@Test
	void reportHasOnlyClassNamesIfTheDescriberThrows() {
		this.describer = (task, failure) -> {
			throw new OutOfMemoryError("Java heap space");
		};
		Exception failure = new IllegalStateException("secret", new IOException("secret"));
		assertThat(reporter().report(OrderFailures.task("t1"), failure)).isEqualTo(ReportOutcome.REPORTED);
		FailureDescription told = this.listener.failures().get(0).description();
		assertThat(told.reason()).isEqualTo("java.lang.IllegalStateException");
		assertThat(told.details()).isEqualTo("java.lang.IllegalStateException\nCaused by: java.io.IOException");
		assertThat(failure.getSuppressed()).isEmpty();
	}

	@Test
	void describerThatThrowsTheFailureOnDoesNotLogItsText(CapturedOutput output) {
		this.describer = (task, failure) -> {
			throw new IllegalStateException(failure);
		};

		reporter().report(OrderFailures.task("t1"), new IOException("password hunter2"));

		assertThat(output).contains("The failure describer threw java.lang.IllegalStateException at ")
			.doesNotContain("hunter2");
	}

	@Test
	void reportHasOnlyClassNamesIfTheDescriberOverflowsTheStack() {
		this.describer = (task, failure) -> this.describer.describe(task, failure);
		assertThat(reporter().report(OrderFailures.task("t1"), new IOException())).isEqualTo(ReportOutcome.REPORTED);
	}

	@SuppressWarnings("NullAway")
	@Test
	void reportHasOnlyClassNamesIfTheDescriberReturnsNull() {
		this.describer = (task, failure) -> null;
		assertThat(reporter().report(OrderFailures.task("t1"), new IOException("secret")))
			.isEqualTo(ReportOutcome.REPORTED);
		assertThat(this.listener.failures().get(0).description().reason()).isEqualTo("java.io.IOException");
	}

	@Test
	void exceptionWhoseGettersThrowIsReported() {
		this.describer = (task, failure) -> new FailureDescription(failure.toString(), "");
		RuntimeException broken = new RuntimeException() {

			@Override
			public String getMessage() {
				throw new IllegalStateException();
			}

			@Override
			public synchronized Throwable getCause() {
				throw new IllegalStateException();
			}

		};
		assertThat(reporter().report(OrderFailures.task("t1"), broken)).isEqualTo(ReportOutcome.REPORTED);
		assertThat(reporter().report(OrderFailures.task("t2"), new CompletionException("failed", broken)))
			.isEqualTo(ReportOutcome.REPORTED);
	}

	@Test
	void listenerThatThrowsStopsNobody() {
		TaskFailureReporter reporter = reporter(new TaskFailureListener() {

			@Override
			public void onDelivery(TaskFailure failure, Delivery delivery) {
				throw new StackOverflowError();
			}

		});
		assertThat(reporter.report(OrderFailures.task("t1"), new IOException())).isEqualTo(ReportOutcome.REPORTED);
		assertThat(this.listener.outcomes()).containsExactly(ReportOutcome.REPORTED);
	}

	@ParameterizedTest
	@CsvSource({ "add, OK, REPORTED", "remove, OK, REPORTED", "add, THROTTLED, EXPIRED",
			"setMayHaveArrived, THROTTLED, DEFERRED" })
	void journalThatThrowsStopsNeitherTheReportNorTheListeners(String broken, String answer, ReportOutcome outcome) {
		FailureJournal whole = this.journal;
		this.journal = (FailureJournal) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { FailureJournal.class }, (proxy, method, arguments) -> {
					if (method.getName().equals(broken)) {
						throw new IllegalStateException("broken");
					}
					return method.invoke(whole, arguments);
				});
		this.swf.answersFromNowOn(answer.equals("OK") ? ScriptedSwf.OK : ScriptedSwf.THROTTLED);
		this.attemptTimeout = Duration.ofMillis(500);
		assertThat(reporter().report(OrderFailures.task("t1"), new IOException())).isEqualTo(outcome);
		assertThat(this.listener.outcomes()).containsExactly(outcome);
	}

	@Test
	void fullJournalDoesNotStopTheReport() {
		this.journal = new InMemoryFailureJournal(1);
		this.journal.add(OrderFailures.of("other"));
		assertThat(reporter().report(OrderFailures.task("t1"), new IOException())).isEqualTo(ReportOutcome.REPORTED);
		assertThat(this.journal.size()).isOne();
	}

	@Test
	void reportThatIsNeitherSentNorKeptIsLoggedAsLost() {
		this.journal = new InMemoryFailureJournal(1);
		this.journal.add(OrderFailures.of("other"));
		this.swf.answersFromNowOn(ScriptedSwf.THROTTLED);
		this.attemptTimeout = Duration.ofMillis(300);
		assertThat(reporter().report(OrderFailures.task("t1"), new IOException())).isEqualTo(ReportOutcome.EXPIRED);
		assertThat(this.listener.deliveries()).singleElement()
			.satisfies((delivery) -> assertThat(delivery.error()).isNotNull());
	}

	@Test
	void handlerWaitsForSwfWhenTheJournalIsFull() {
		this.journal = new InMemoryFailureJournal(1);
		this.journal.add(OrderFailures.of("other"));
		this.swf.answers(ScriptedSwf.THROTTLED, ScriptedSwf.THROTTLED, ScriptedSwf.THROTTLED);
		assertThat(reporter().report(OrderFailures.task("t1"), new IOException())).isEqualTo(ReportOutcome.REPORTED);
		assertThat(this.swf.calls()).hasSize(4);
		assertThat(this.listener.outcomes()).containsExactly(ReportOutcome.REPORTED);
	}

	@Test
	void handlerWaitsForRoomWhenTheJournalIsFull() {
		this.journal = new InMemoryFailureJournal(1);
		this.journal.add(OrderFailures.of("other"));
		this.swf.answersFromNowOn(ScriptedSwf.THROTTLED);
		TaskFailureReporter reporter = reporter(new TaskFailureListener() {

			@Override
			public void onAttempt(TaskFailure failure, boolean redelivery) {
				SwfTaskFailureReporterTests.this.journal.remove(OrderFailures.of("other"));
			}

		});
		assertThat(reporter.report(OrderFailures.task("t1"), new IOException())).isEqualTo(ReportOutcome.DEFERRED);
		assertThat(this.journal.contains(OrderFailures.of("t1"))).isTrue();
	}

	@Test
	void handlersDoNotWaitDuringAnOutage() {
		this.swf.answersFromNowOn(ScriptedSwf.BROKEN);
		this.journal = new InMemoryFailureJournal(100);
		TaskFailureReporter reporter = reporter();
		for (int i = 0; i < CircuitBreaker.MANY + 5; i++) {
			assertThat(reporter.report(OrderFailures.task("t" + i), new IOException()))
				.isEqualTo(ReportOutcome.DEFERRED);
		}
		assertThat(this.swf.calls()).hasSize(CircuitBreaker.MANY);
		assertThat(this.journal.size()).isEqualTo(CircuitBreaker.MANY + 5);
		assertThat(this.listener.deliveries().get(CircuitBreaker.MANY).error())
			.isInstanceOf(CircuitBreaker.HeldBackException.class);
	}

	@Test
	void throttlingOfOneReportDefersNoOther() {
		this.swf.answersTo("t1", ScriptedSwf.THROTTLED);
		TaskFailureReporter reporter = reporter();
		assertThat(reporter.report(OrderFailures.task("t1"), new IOException())).isEqualTo(ReportOutcome.DEFERRED);
		assertThat(reporter.report(OrderFailures.task("t2"), new IOException())).isEqualTo(ReportOutcome.REPORTED);
	}

	@SuppressWarnings("NullAway")
	@Test
	void defectWithinNeverReachesTheCaller() {
		TaskFailureReporter reporter = reporter();
		assertThat(reporter.report(OrderFailures.task("t1"), null)).isEqualTo(ReportOutcome.EXPIRED);
		assertThat(reporter.report(null, new IOException())).isEqualTo(ReportOutcome.EXPIRED);
	}

}
