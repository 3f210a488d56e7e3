// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.swffailure.Delivery;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.OrderFailures;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskCompletion;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;
import io.github.swffailure.journal.InMemoryFailureJournal;
import io.github.swffailure.support.TaskFailureListeners;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.swf.SwfClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Results take the line of failures. */
class CompletionTests {

	private final ScriptedSwf swf = new ScriptedSwf();

	private final SwfClient client = this.swf.client();

	private final InMemoryFailureJournal journal = new InMemoryFailureJournal(10);

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final DeliveryLine line = new DeliveryLine(() -> this.client, Duration.ofSeconds(6), this.journal,
			new TaskFailureListeners(() -> List.of(new Recorder())), (details) -> details);

	private final Redelivery redelivery = new Redelivery(this.line,
			new Redelivery.Settings(Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofDays(3_000), 200, 1),
			new Redelivery.Shutdown(Duration.ZERO, () -> 0, List::of), Clock.systemUTC());

	@AfterEach
	void close() {
		this.redelivery.close();
		this.client.close();
		this.swf.close();
	}

	private ReportOutcome complete(@Nullable String result) {
		return this.line.deliver(new TaskCompletion(OrderFailures.task("t1"), result, OrderFailures.TIME));
	}

	@Test
	void acceptedResultLeavesNothingInTheJournal() {
		assertThat(complete("{}")).isEqualTo(ReportOutcome.COMPLETED);
		assertThat(this.journal.size()).isZero();
		assertThat(this.swf.calls()).singleElement().satisfies((call) -> {
			assertThat(call.operation()).isEqualTo("RespondActivityTaskCompleted");
			assertThat(call.body()).contains("\"taskToken\":\"t1\"", "\"result\":\"{}\"");
		});
		assertThat(this.events).containsExactly("result completed");
	}

	@Test
	void absentResultIsNotSent() {
		assertThat(complete(null)).isEqualTo(ReportOutcome.COMPLETED);
		assertThat(this.swf.calls().get(0).body()).doesNotContain("result");
	}

	@Test
	void closedTaskIsNotRetried() {
		this.swf.answers(ScriptedSwf.CLOSED);
		assertThat(complete("{}")).isEqualTo(ReportOutcome.TASK_CLOSED);
		assertThat(this.journal.size()).isZero();
	}

	@Test
	void taskThatAnEarlierAttemptMayHaveClosedIsCompleted() {
		this.swf.answers(ScriptedSwf.BROKEN, ScriptedSwf.CLOSED);
		assertThat(complete("{}")).isEqualTo(ReportOutcome.COMPLETED);
	}

	@Test
	void deferredResultIsKeptAndDeliveredLater() {
		this.swf.answersTo("t1", ScriptedSwf.THROTTLED);
		assertThat(complete("{}")).isEqualTo(ReportOutcome.DEFERRED);
		assertThat(this.journal.reports())
			.containsExactly(new TaskCompletion(OrderFailures.task("t1"), "{}", OrderFailures.TIME));
		this.swf.answersTo("t1", ScriptedSwf.OK);
		this.redelivery.start();
		Awaitility.await().until(() -> this.journal.size() == 0);
		assertThat(this.events).startsWith("result deferred").endsWith("result completed");
	}

	@Test
	void refusedResultBecomesAFailureThatSaysSo() {
		this.swf.answers(ScriptedSwf.TOO_LONG);
		assertThat(complete("hunter2")).isEqualTo(ReportOutcome.REPORTED);
		assertThat(this.journal.size()).isZero();
		assertThat(this.swf.calls().get(1).operation()).isEqualTo("RespondActivityTaskFailed");
		assertThat(this.swf.calls().get(1).body()).doesNotContain("hunter2");
		assertThat(this.events).containsExactly("result rejected",
				"ResultRefusedException: SWF refused the result of 7 characters (ValidationException) reported");
	}

	@Test
	void failureInPlaceOfARefusedResultIsKeptUntilSwfAcceptsIt() {
		this.swf.answers(ScriptedSwf.TOO_LONG).answersFromNowOn(ScriptedSwf.THROTTLED);
		assertThat(complete("hunter2")).isEqualTo(ReportOutcome.DEFERRED);
		assertThat(this.journal.reports()).singleElement().isInstanceOf(TaskFailure.class);
		this.swf.answersFromNowOn(ScriptedSwf.OK);
		this.redelivery.start();
		Awaitility.await().until(() -> this.journal.size() == 0);
		assertThat(this.events).first().isEqualTo("result rejected");
		assertThat(this.events).last()
			.asString()
			.startsWith("ResultRefusedException: SWF refused the result of 7 characters")
			.endsWith("reported");
	}

	@Test
	void resultThatIsRefusedWhenDeliveredLaterBecomesAFailureToo() {
		this.journal.add(new TaskCompletion(OrderFailures.task("t1"), "hunter2", OrderFailures.TIME));
		this.swf.answers(ScriptedSwf.TOO_LONG);
		this.redelivery.start();
		Awaitility.await().until(() -> this.journal.size() == 0);
		assertThat(this.events).containsExactly("result rejected",
				"ResultRefusedException: SWF refused the result of 7 characters (ValidationException) reported");
	}

	@Test
	void taskIsReportedOnce() {
		this.line
			.reporter((task, failure) -> new FailureDescription("disk", ""), (text) -> text, DeliveryLine.Limits.OF_SWF,
					Clock.systemUTC())
			.report(OrderFailures.task("t1"), new IllegalStateException());
		assertThat(complete("{}")).isEqualTo(ReportOutcome.REPORTED);
		assertThat(this.swf.calls()).hasSize(1);
	}

	private final class Recorder implements TaskFailureListener {

		@Override
		public void onDelivery(TaskFailure failure, Delivery delivery) {
			CompletionTests.this.events.add(failure.description().reason() + " " + delivery.outcome().id());
		}

		@Override
		public void onCompletion(TaskCompletion completion, Delivery delivery) {
			CompletionTests.this.events.add("result " + delivery.outcome().id());
		}

	}

}
