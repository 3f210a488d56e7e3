package io.github.swffailure.test.performance;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.sun.management.OperatingSystemMXBean;
import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.recording.RecordedCall;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Figures, printed, with bounds that a busy machine meets too. The length of the run is
 * for a normal build; {@code -Dperformance.tasks=1000000} makes it the one of
 * {@code docs/performance.md}.
 */
class PerformanceTests {

	private static final int TASKS = Integer.getInteger("performance.tasks", 4_000);

	private static final int CLIENTS = 4;

	private static final Map<String, Object> TYPE = Map.of("name", "t", "version", "1");

	@Test
	void startsWithinATenthOfASecondWhenWarm() {
		long[] micros = IntStream.range(0, 20).mapToLong((run) -> start()).sorted().toArray();

		report("start and close, warm", "median %d us, slowest %d us".formatted(micros[10], micros[19]));
		assertThat(micros[10]).isLessThan(100_000);
	}

	private static long start() {
		long begin = System.nanoTime();
		EmbeddedSwf.start().close();
		return (System.nanoTime() - begin) / 1000;
	}

	@Test
	void callWaitsForNoDelayedAcknowledgement() throws Exception {
		try (EmbeddedSwf swf = EmbeddedSwf.start(); RawClient client = new RawClient(swf.endpoint())) {
			long[] micros = new long[1000];
			for (int i = 0; i < micros.length; i++) {
				long begin = System.nanoTime();
				client.call("ListDomains", Map.of("registrationStatus", "REGISTERED"));
				micros[i] = (System.nanoTime() - begin) / 1000;
			}
			long[] sorted = IntStream.range(0, micros.length).mapToLong((i) -> micros[i]).sorted().toArray();

			report("one call on a kept connection",
					"median %d us, 95th percentile %d us".formatted(sorted[500], sorted[950]));
			assertThat(sorted[500]).isLessThan(20_000);
		}
	}

	@Test
	void tasksGoThroughAndLeaveNothingBehind() throws Exception {
		try (EmbeddedSwf swf = EmbeddedSwf.builder().closedExecutions(100).start()) {
			prepare(swf);
			run(swf, 4_000);
			long before = usedMemory();
			long cpu = cpuTime();
			long begin = System.nanoTime();

			run(swf, TASKS);

			double seconds = (System.nanoTime() - begin) / 1e9;
			double cpuMicros = (cpuTime() - cpu) / 1e3 / TASKS;
			long growth = (usedMemory() - before) / 1024;
			report("tasks polled and failed over HTTP",
					"%,d in %.1f s: %.0f a second, %.0f us of processor time each, client and workflow included, heap grew by %,d kB"
						.formatted(TASKS, seconds, TASKS / seconds, cpuMicros, growth));
			assertThat(growth).isLessThan(40_000);
			assertThat(cpuMicros).isLessThan(20_000);
		}
	}

	@Test
	@SuppressWarnings("try")
	void waitingPollersHoldNoThreads() throws Exception {
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			prepare(swf);
			List<CompletableFuture<Map<String, Object>>> polls = new ArrayList<>();
			ExecutorService clients = Executors.newCachedThreadPool();
			for (int i = 0; i < 1000; i++) {
				polls.add(CompletableFuture.supplyAsync(() -> poll(swf), clients));
			}
			swf.calls().await("PollForActivityTask", 1000);

			long busy = Thread.getAllStackTraces()
				.keySet()
				.stream()
				.filter((thread) -> thread.getName().startsWith("embedded-swf"))
				.filter((thread) -> thread.getState() == Thread.State.RUNNABLE)
				.count();
			report("1,000 waiting pollers", busy + " busy threads");
			assertThat(busy).isLessThan(20);
			assertThat(swf.calls().of("PollForActivityTask")).noneMatch(RecordedCall::isDone);
			swf.close();
			CompletableFuture.allOf(polls.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
			assertThat(polls).allMatch((poll) -> poll.join().equals(Map.of("startedEventId", 0)));
			clients.shutdown();
		}
	}

	private static Map<String, Object> poll(EmbeddedSwf swf) {
		try (RawClient client = new RawClient(swf.endpoint())) {
			return client.call("PollForActivityTask", Map.of("domain", "fast", "taskList", Map.of("name", "idle")));
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private static void prepare(EmbeddedSwf swf) {
		swf.call("RegisterDomain", Map.of("name", "fast", "workflowExecutionRetentionPeriodInDays", "1"));
		swf.call("RegisterWorkflowType", Map.of("domain", "fast", "name", "t", "version", "1"));
		swf.call("RegisterActivityType", Map.of("domain", "fast", "name", "t", "version", "1"));
	}

	private static void run(EmbeddedSwf swf, int tasks) throws Exception {
		ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
		try {
			List<Future<Integer>> done = new ArrayList<>();
			for (int i = 0; i < CLIENTS; i++) {
				String name = "client-" + i;
				done.add(clients.submit(() -> tasks(swf, name, tasks / CLIENTS)));
			}
			for (Future<Integer> client : done) {
				assertThat(client.get()).isEqualTo(tasks / CLIENTS);
			}
		}
		finally {
			clients.shutdownNow();
		}
	}

	/**
	 * Each task in a workflow of its own, which is started, decided and terminated
	 * without HTTP; the worker's two calls are over HTTP.
	 */
	private static int tasks(EmbeddedSwf swf, String name, int number) throws IOException {
		Map<String, Object> list = Map.of("name", name);
		try (RawClient worker = new RawClient(swf.endpoint())) {
			for (int i = 0; i < number; i++) {
				schedule(swf, name, list);
				Object token = worker.call("PollForActivityTask", Map.of("domain", "fast", "taskList", list))
					.getOrDefault("taskToken", "");
				worker.call("RespondActivityTaskFailed",
						Map.of("taskToken", token, "reason", "declined", "details", "d".repeat(1000)));
				swf.call("TerminateWorkflowExecution", Map.of("domain", "fast", "workflowId", name));
			}
		}
		return number;
	}

	private static void schedule(EmbeddedSwf swf, String name, Map<String, Object> list) {
		swf.call("StartWorkflowExecution",
				Map.of("domain", "fast", "workflowId", name, "workflowType", TYPE, "taskList", list,
						"executionStartToCloseTimeout", "600", "taskStartToCloseTimeout", "60", "childPolicy",
						"TERMINATE"));
		Object token = swf.call("PollForDecisionTask", Map.of("domain", "fast", "taskList", list))
			.getOrDefault("taskToken", "");
		Map<String, Object> schedule = Map.of("activityType", TYPE, "activityId", "a", "taskList", list,
				"scheduleToStartTimeout", "60", "scheduleToCloseTimeout", "60", "startToCloseTimeout", "60",
				"heartbeatTimeout", "60");
		swf.call("RespondDecisionTaskCompleted", Map.of("taskToken", token, "decisions", List
			.of(Map.of("decisionType", "ScheduleActivityTask", "scheduleActivityTaskDecisionAttributes", schedule))));
	}

	private static long cpuTime() {
		return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
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
