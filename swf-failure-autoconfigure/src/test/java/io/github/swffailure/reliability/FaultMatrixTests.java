// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.reliability;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.Delivery;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;
import io.github.swffailure.TaskToken;
import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.StartedActivityTask;
import io.github.swffailure.test.fault.FaultPlan;
import io.github.swffailure.test.history.HistoryEvent;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Every fault, on each journal, from both kinds of handlers: what is in the history, what
 * is in the journal and what listeners were told at the end.
 */
@Tag("reliability")
@Execution(ExecutionMode.CONCURRENT)
class FaultMatrixTests {

	private static final String OPERATION = "RespondActivityTaskFailed";

	private static final Set<String> CLOSING = Set.of("ActivityTaskFailed", "ActivityTaskCompleted",
			"ActivityTaskCanceled", "ActivityTaskTimedOut");

	private static final String SLOW = "slower than the attempt timeout";

	private static final Duration OUTAGE = Duration.ofMillis(Reliability.LONG ? 30_000 : 700);

	@TempDir
	private Path temporary;

	static Stream<Arguments> cases() {
		return rows().stream()
			.flatMap((row) -> Stream.of("memory", "directory")
				.flatMap(
						(journal) -> Stream.of("sync", "stage").map((handler) -> Arguments.of(row, journal, handler))));
	}

	@ParameterizedTest(name = "{0}, journal in {1}, {2} handler")
	@MethodSource("cases")
	void everyFaultEndsAsItShould(Row row, String journal, String handler) throws Exception {
		try (Endpoint endpoint = new Endpoint()) {
			StartedActivityTask task = endpoint.swf.activityTask("charge", "1.0").start();
			row.fault.accept(new Scene(endpoint, task));
			worker(endpoint, journal, row.attemptTimeout()).run((context) -> {
				fail(context.getBean(Handlers.class), handler, task.taskToken());
				endpoint.comeBackAfter(OUTAGE);
				Outcomes outcomes = context.getBean(Outcomes.class);
				Awaitility.await().atMost(Duration.ofSeconds(90)).until(outcomes::isFinal);
				assertThat(outcomes.last()).isEqualTo(row.outcome);
				assertThat(context.getBean(FailureJournal.class).size()).isZero();
			});
			assertThat(closingEvents(task)).hasSizeLessThanOrEqualTo(1);
			assertThat(closingEvents(task)).filteredOn((event) -> event.eventType().equals("ActivityTaskFailed"))
				.hasSize(row.events);
			assertThat(this.temporary).isEmptyDirectory();
		}
	}

	private ApplicationContextRunner worker(Endpoint endpoint, String journal, Duration attemptTimeout) {
		ApplicationContextRunner worker = Reliability.worker(endpoint.address)
			.withBean(Handlers.class)
			.withBean(Outcomes.class)
			.withPropertyValues("swf.failure.delivery.attempt-timeout=" + attemptTimeout);
		return journal.equals("directory")
				? worker.withPropertyValues("swf.failure.journal.directory=" + this.temporary) : worker;
	}

	private static void fail(Handlers handlers, String kind, String token) {
		if (kind.equals("sync")) {
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> handlers.fail(token));
		}
		else {
			assertThat(handlers.failLater(token)).failsWithin(Duration.ofSeconds(20));
		}
	}

	private static List<HistoryEvent> closingEvents(StartedActivityTask task) {
		return task.events().stream().filter((event) -> CLOSING.contains(event.eventType())).toList();
	}

	private static List<Row> rows() {
		return List.of(new Row("throttled once", faults((plan) -> plan.throttle()), ReportOutcome.REPORTED, 1),
				new Row("throttled 5 times", faults((plan) -> plan.times(5).throttle()), ReportOutcome.REPORTED, 1),
				new Row("throttled 25 times", faults((plan) -> plan.times(25).throttle()), ReportOutcome.REPORTED, 1),
				new Row("500 once", faults((plan) -> plan.fail()), ReportOutcome.REPORTED, 1),
				new Row("500 5 times", faults((plan) -> plan.times(5).fail()), ReportOutcome.REPORTED, 1),
				new Row("500 50 times", faults((plan) -> plan.times(50).fail()), ReportOutcome.REPORTED, 1),
				new Row("500 after applying", faults((plan) -> plan.failAfterApplying()), ReportOutcome.REPORTED, 1),
				new Row("reset after applying", faults((plan) -> plan.disconnectAfterApplying()),
						ReportOutcome.REPORTED, 1),
				new Row("reset before applying", faults((plan) -> plan.disconnect()), ReportOutcome.REPORTED, 1),
				new Row(SLOW, faults((plan) -> plan.delay(Duration.ofSeconds(Reliability.LONG ? 8 : 1))),
						ReportOutcome.REPORTED, 1),
				new Row("denied, then granted", faults((plan) -> plan.times(5).deny()), ReportOutcome.REPORTED, 1),
				new Row("expired credentials",
						faults((plan) -> plan.times(3).answer(400, "ExpiredTokenException", "expired")),
						ReportOutcome.REPORTED, 1),
				new Row("closed task",
						(scene) -> scene.call("RespondActivityTaskCompleted",
								Map.of("taskToken", scene.task.taskToken())),
						ReportOutcome.TASK_CLOSED, 0),
				new Row("terminated workflow",
						(scene) -> scene.call("TerminateWorkflowExecution",
								Map.of("domain", "test", "workflowId", scene.task.workflowId())),
						ReportOutcome.TASK_CLOSED, 0),
				new Row("refused text", faults((plan) -> plan.refuse()), ReportOutcome.REPORTED, 1),
				new Row("refused altogether", faults((plan) -> plan.times(2).refuse()), ReportOutcome.REJECTED, 0),
				new Row("connection refused", (scene) -> scene.endpoint.goDown(), ReportOutcome.REPORTED, 1));
	}

	private static Consumer<Scene> faults(Consumer<FaultPlan> fault) {
		return (scene) -> fault.accept(scene.endpoint.swf.faults().on(OPERATION));
	}

	/** What goes wrong, and how it has to end. */
	record Row(String name, Consumer<Scene> fault, ReportOutcome outcome, int events) {

		/**
		 * Short only where it has to run out, so that a slow machine is not taken for a
		 * slow SWF, whose answer may have been lost.
		 */
		Duration attemptTimeout() {
			return Duration.ofMillis((this.name.equals(SLOW) && !Reliability.LONG) ? 400 : 6_000);
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	record Scene(Endpoint endpoint, StartedActivityTask task) {

		void call(String operation, Map<String, ?> members) {
			this.endpoint.swf.call(operation, members);
		}

	}

	/** An endpoint behind a gate that can refuse connections. */
	static final class Endpoint implements AutoCloseable {

		private final EmbeddedSwf swf = EmbeddedSwf.start();

		private final Gate gate = new Gate(this.swf.endpoint());

		private URI address = this.swf.endpoint();

		void goDown() {
			this.address = this.gate.address();
		}

		void comeBackAfter(Duration outage) {
			if (!this.address.equals(this.swf.endpoint())) {
				CompletableFuture.delayedExecutor(outage.toMillis(), TimeUnit.MILLISECONDS).execute(this.gate::open);
			}
		}

		@Override
		public void close() throws IOException {
			this.gate.close();
			this.swf.close();
		}

	}

	static class Handlers {

		@ActivityHandler(name = "charge", version = "1.0")
		public void fail(@TaskToken String token) throws IOException {
			throw new IOException("disk");
		}

		@ActivityHandler(name = "charge", version = "1.0")
		public CompletionStage<String> failLater(@TaskToken String token) {
			return CompletableFuture.supplyAsync(() -> {
				throw new IllegalStateException("disk");
			});
		}

	}

	static final class Outcomes implements TaskFailureListener {

		private final List<ReportOutcome> outcomes = new CopyOnWriteArrayList<>();

		@Override
		public void onDelivery(TaskFailure failure, Delivery delivery) {
			this.outcomes.add(delivery.outcome());
		}

		boolean isFinal() {
			return !this.outcomes.isEmpty() && last().isFinal();
		}

		ReportOutcome last() {
			return this.outcomes.get(this.outcomes.size() - 1);
		}

	}

}
