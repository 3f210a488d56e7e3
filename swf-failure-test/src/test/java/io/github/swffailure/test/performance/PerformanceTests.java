package io.github.swffailure.test.performance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.swffailure.test.EmbeddedSwf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Figures, printed, with bounds that a slow machine meets too. The length of the runs is
 * for a normal build; {@code -Dperformance.tasks=1000000} makes it the run of
 * {@code docs/performance.md}.
 */
class PerformanceTests {

	private static final int TASKS = Integer.getInteger("performance.tasks", 2_000);

	private static final int CLIENTS = 4;

	private static final ObjectMapper json = new ObjectMapper();

	private static final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	@Test
	void startsWithinATenthOfASecondWhenWarm() {
		long[] millis = IntStream.range(0, 20).mapToLong((run) -> start()).sorted().toArray();

		report("start and close, warm", "median " + millis[10] / 1000 + " us, slowest " + millis[19] / 1000 + " us");
		assertThat(millis[10]).isLessThan(100_000);
	}

	private static long start() {
		long begin = System.nanoTime();
		EmbeddedSwf.start().close();
		return (System.nanoTime() - begin) / 1000;
	}

	@Test
	void oneCallTakesNoDelayedAcknowledgement() throws Exception {
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			long[] micros = IntStream.range(0, 300).mapToLong((run) -> list(swf)).sorted().toArray();

			report("one call, keep-alive", "median " + micros[150] + " us, 95th percentile " + micros[285] + " us");
			assertThat(micros[150]).isLessThan(20_000);
		}
	}

	private static long list(EmbeddedSwf swf) {
		long begin = System.nanoTime();
		call(swf.endpoint(), "ListDomains", Map.of("registrationStatus", "REGISTERED"));
		return (System.nanoTime() - begin) / 1000;
	}

	@Test
	void tasksGoThroughAndLeaveNothingBehind() throws Exception {
		try (EmbeddedSwf swf = EmbeddedSwf.builder().closedExecutions(100).start()) {
			prepare(swf);
			run(swf, 500);
			long before = usedMemory();
			long begin = System.nanoTime();

			run(swf, TASKS);

			double seconds = (System.nanoTime() - begin) / 1e9;
			long after = usedMemory();
			report("tasks over HTTP", "%d tasks (%d calls) in %.1f s: %.0f tasks/s, heap %d -> %d kB".formatted(TASKS,
					TASKS * 4, seconds, TASKS / seconds, before / 1024, after / 1024));
			assertThat(after - before).isLessThan(40_000_000);
			assertThat(TASKS / seconds).isGreaterThan(50);
		}
	}

	@Test
	void waitingPollersHoldNoThreads() throws Exception {
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			prepare(swf);
			List<CompletableFuture<HttpResponse<String>>> polls = new ArrayList<>();
			for (int i = 0; i < 1000; i++) {
				polls.add(http.sendAsync(request(swf.endpoint(), "PollForActivityTask", poll()),
						HttpResponse.BodyHandlers.ofString()));
			}
			swf.calls().await("PollForActivityTask", 1000);

			long busy = Thread.getAllStackTraces()
				.entrySet()
				.stream()
				.filter((thread) -> thread.getKey().getName().equals("embedded-swf-wire"))
				.filter((thread) -> thread.getKey().getState() == Thread.State.RUNNABLE)
				.count();
			report("1,000 waiting pollers", busy + " busy threads");
			assertThat(busy).isLessThan(20);
			assertThat(polls).noneMatch(CompletableFuture::isDone);
			swf.close();
			CompletableFuture.allOf(polls.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
			assertThat(polls).allMatch((poll) -> poll.join().body().equals("{\"startedEventId\":0}"));
		}
	}

	@Test
	@EnabledIfSystemProperty(named = "performance.tasks", matches = "\\d{6,}")
	void memoryIsBoundedWithTheDefaultsToo() throws Exception {
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			prepare(swf);
			run(swf, 50_000);
			long before = usedMemory();
			run(swf, 50_000);
			report("10,000 closed executions kept", "heap %d -> %d kB".formatted(before / 1024, usedMemory() / 1024));
			assertThat(usedMemory() - before).isLessThan(40_000_000);
		}
	}

	private static void prepare(EmbeddedSwf swf) {
		swf.call("RegisterDomain", Map.of("name", "fast", "workflowExecutionRetentionPeriodInDays", "1"));
		swf.call("RegisterWorkflowType", Map.of("domain", "fast", "name", "w", "version", "1"));
		swf.call("RegisterActivityType", Map.of("domain", "fast", "name", "a", "version", "1"));
	}

	/**
	 * Each task in a workflow of its own, as four calls over HTTP: start, decide with one
	 * poll without HTTP, poll, fail, terminate.
	 */
	private static void run(EmbeddedSwf swf, int tasks) throws InterruptedException, ExecutionException {
		ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
		try {
			List<Future<?>> done = new ArrayList<>();
			for (int client = 0; client < CLIENTS; client++) {
				String name = "client-" + client;
				done.add(clients.submit(() -> IntStream.range(0, tasks / CLIENTS)
					.forEach((task) -> oneTask(swf, name, task))));
			}
			for (Future<?> client : done) {
				client.get();
			}
		}
		finally {
			clients.shutdownNow();
		}
	}

	private static void oneTask(EmbeddedSwf swf, String client, int task) {
		Map<String, Object> list = Map.of("name", client);
		String workflowId = client + "-" + task;
		call(swf.endpoint(), "StartWorkflowExecution",
				Map.of("domain", "fast", "workflowId", workflowId, "workflowType", Map.of("name", "w", "version", "1"),
						"taskList", list, "executionStartToCloseTimeout", "600", "taskStartToCloseTimeout", "60",
						"childPolicy", "TERMINATE"));
		Object decision = swf.call("PollForDecisionTask", Map.of("domain", "fast", "taskList", list))
			.getOrDefault("taskToken", "");
		Map<String, Object> schedule = Map.of("activityType", Map.of("name", "a", "version", "1"), "activityId", "a",
				"taskList", list, "scheduleToStartTimeout", "60", "scheduleToCloseTimeout", "60", "startToCloseTimeout",
				"60", "heartbeatTimeout", "60");
		swf.call("RespondDecisionTaskCompleted",
				Map.of("taskToken", decision, "decisions", List.of(Map.of("decisionType", "ScheduleActivityTask",
						"scheduleActivityTaskDecisionAttributes", schedule))));
		Object token = call(swf.endpoint(), "PollForActivityTask", Map.of("domain", "fast", "taskList", list))
			.getOrDefault("taskToken", "");
		call(swf.endpoint(), "RespondActivityTaskFailed",
				Map.of("taskToken", token, "reason", "declined", "details", "d".repeat(1000)));
		call(swf.endpoint(), "TerminateWorkflowExecution", Map.of("domain", "fast", "workflowId", workflowId));
	}

	private static Map<String, Object> poll() {
		return Map.of("domain", "fast", "taskList", Map.of("name", "nothing-to-do"));
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> call(URI endpoint, String operation, Map<String, Object> members) {
		try {
			HttpResponse<String> answer = http.send(request(endpoint, operation, members),
					HttpResponse.BodyHandlers.ofString());
			assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
			return answer.body().isEmpty() ? Map.of() : json.readValue(answer.body(), Map.class);
		}
		catch (IOException | InterruptedException ex) {
			throw new AssertionError(operation, ex);
		}
	}

	private static HttpRequest request(URI endpoint, String operation, Map<String, Object> members) {
		try {
			return HttpRequest.newBuilder(endpoint)
				.timeout(Duration.ofMinutes(2))
				.header("X-Amz-Target", "SimpleWorkflowService." + operation)
				.POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(members)))
				.build();
		}
		catch (IOException ex) {
			throw new AssertionError(operation, ex);
		}
	}

	private static long usedMemory() {
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		Runtime runtime = Runtime.getRuntime();
		return runtime.totalMemory() - runtime.freeMemory();
	}

	private static void report(String what, String figure) {
		System.out.println("[performance] " + what + ": " + figure);
	}

}
