// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.swffailure.test.history.HistoryEvent;
import io.github.swffailure.test.protocol.SwfFault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many callers at once.
 */
class SwfEngineTests {

	private static final Map<String, Object> TYPE = Map.of("name", "t", "version", "1");

	private final SwfEngine engine = new SwfEngine(EngineSettings.of(Clock.systemUTC()));

	private final ExecutorService threads = Executors.newFixedThreadPool(8);

	@BeforeEach
	void register() {
		call("RegisterDomain", Map.of("name", "d", "workflowExecutionRetentionPeriodInDays", "1"));
		call("RegisterWorkflowType", Map.of("domain", "d", "name", "t", "version", "1"));
		call("RegisterActivityType", Map.of("domain", "d", "name", "t", "version", "1"));
	}

	@AfterEach
	void close() {
		this.threads.shutdownNow();
		this.engine.close();
	}

	@Test
	void thousandPollersMayWaitOnATaskList() {
		List<CompletableFuture<Map<String, Object>>> polls = thousandPolls("PollForActivityTask", "crowded");

		assertThat(poll("PollForActivityTask", "crowded")).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.withCauseInstanceOf(SwfFault.class)
			.withMessageContaining("Too many pollers: at most 1000 may wait on a task list");
		assertThat(poll("PollForActivityTask", "quiet")).isNotDone();
		assertThat(poll("PollForDecisionTask", "crowded")).isNotDone();
		assertThat(polls).noneMatch(CompletableFuture::isDone);
	}

	@Test
	void pollerThatGotItsTaskMakesRoom() {
		List<CompletableFuture<Map<String, Object>>> polls = thousandPolls("PollForDecisionTask", "deciders");

		start("w");

		assertThat(polls).filteredOn(CompletableFuture::isDone).hasSize(1);
		assertThat(poll("PollForDecisionTask", "deciders")).isNotDone();
	}

	@Test
	void everyTaskGoesToExactlyOneOfManyPollers() throws Exception {
		Set<Object> taken = new HashSet<>();
		List<CompletableFuture<Map<String, Object>>> polls = new ArrayList<>();
		for (Future<CompletableFuture<Map<String, Object>>> poll : this.threads.invokeAll(tasks((number) -> {
			if (number % 2 == 0) {
				start("w" + number);
			}
			return poll("PollForDecisionTask", "deciders");
		}))) {
			polls.add(poll.get());
		}

		this.engine.close();

		for (CompletableFuture<Map<String, Object>> poll : polls) {
			Object token = poll.get(30, TimeUnit.SECONDS).get("taskToken");
			assertThat("".equals(token) || taken.add(token)).isTrue();
		}
		assertThat(taken).hasSize(100);
	}

	@Test
	void oneOfManyAnswersToATaskIsTaken() throws Exception {
		start("w");
		Object token = poll("PollForDecisionTask", "deciders").join().getOrDefault("taskToken", "");
		List<String> outcomes = new ArrayList<>();

		for (Future<String> outcome : this.threads.invokeAll(tasks((number) -> {
			try {
				call("RespondDecisionTaskCompleted", Map.of("taskToken", token));
				return "done";
			}
			catch (CompletionException refused) {
				return String.valueOf(refused.getCause());
			}
		}))) {
			outcomes.add(outcome.get());
		}

		assertThat(outcomes).hasSize(200).containsOnlyOnce("done");
		assertThat(outcomes).filteredOn((outcome) -> !outcome.equals("done"))
			.allMatch((outcome) -> outcome.endsWith("Unknown decision task, scheduledEventId = 2"));
	}

	@Test
	void signalsFromManySidesAreNumberedWithoutGaps() throws Exception {
		start("w");

		for (Future<Map<String, Object>> signal : this.threads
			.invokeAll(tasks((number) -> call("SignalWorkflowExecution",
					Map.of("domain", "d", "workflowId", "w", "signalName", "s" + number))))) {
			signal.get();
		}

		List<HistoryEvent> events = this.engine.events("w");
		assertThat(events).extracting(HistoryEvent::eventId)
			.containsExactlyElementsOf(IntStream.rangeClosed(1, 202).mapToObj(Long::valueOf).toList());
		assertThat(events).filteredOn((event) -> event.eventType().equals("WorkflowExecutionSignaled"))
			.extracting((event) -> event.attributes().getOrDefault("signalName", ""))
			.hasSize(200)
			.doesNotHaveDuplicates();
	}

	@Test
	void workflowIdIsStartedOnceByMany() throws Exception {
		List<Boolean> started = new ArrayList<>();

		for (Future<Boolean> start : this.threads.invokeAll(tasks((number) -> {
			try {
				start("w");
				return true;
			}
			catch (CompletionException refused) {
				return false;
			}
		}))) {
			started.add(start.get());
		}

		assertThat(started).containsOnlyOnce(true);
	}

	@Test
	void waitForAnEventEndsWithItsTimeOrItsThread() {
		assertThat(this.engine.awaitEvent("w", (event) -> true, Duration.ofMillis(1))).isFalse();

		Thread.currentThread().interrupt();
		boolean came = this.engine.awaitEvent("w", (event) -> true, Duration.ofMinutes(1));

		assertThat(Thread.interrupted()).isTrue();
		assertThat(came).isFalse();
	}

	@Test
	void pollAfterTheEndIsAnsweredAtOnce() {
		this.engine.close();

		assertThat(poll("PollForActivityTask", "late"))
			.isCompletedWithValue(Map.of("taskToken", "", "startedEventId", 0));
		assertThat(poll("PollForDecisionTask", "late"))
			.isCompletedWithValue(Map.of("taskToken", "", "startedEventId", 0, "previousStartedEventId", 0));
	}

	private void start(String workflowId) {
		call("StartWorkflowExecution",
				Map.of("domain", "d", "workflowId", workflowId, "workflowType", TYPE, "taskList",
						Map.of("name", "deciders"), "childPolicy", "ABANDON", "executionStartToCloseTimeout", "3600",
						"taskStartToCloseTimeout", "NONE"));
	}

	private CompletableFuture<Map<String, Object>> poll(String operation, String taskList) {
		return this.engine.call("us-east-1", operation, Map.of("domain", "d", "taskList", Map.of("name", taskList)));
	}

	private List<CompletableFuture<Map<String, Object>>> thousandPolls(String operation, String taskList) {
		return IntStream.range(0, 1000).mapToObj((number) -> poll(operation, taskList)).toList();
	}

	private Map<String, Object> call(String operation, Map<String, ?> request) {
		return this.engine.call("us-east-1", operation, request).join();
	}

	private static <T> List<Callable<T>> tasks(Work<T> work) {
		List<Callable<T>> tasks = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			int number = i;
			tasks.add(() -> work.apply(number));
		}
		return tasks;
	}

	@FunctionalInterface
	private interface Work<T> {

		T apply(int number);

	}

}
