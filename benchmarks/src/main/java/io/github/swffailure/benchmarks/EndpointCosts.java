// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.sun.management.OperatingSystemMXBean;
import io.github.swffailure.test.EmbeddedSwf;

/**
 * What an {@link EmbeddedSwf} costs, printed: to start it, to call it, a million tasks,
 * 10,000 executions in lists, 1,000 pollers. Arguments: the number of tasks (by default
 * 100,000) and the standalone jar, whose start is measured if it is given.
 */
public final class EndpointCosts {

	private static final int CLIENTS = 4;

	private static final int LISTED = 10_000;

	private static final Map<String, Object> TYPE = Map.of("name", "t", "version", "1");

	private EndpointCosts() {
	}

	public static void main(String... arguments) throws Exception {
		start();
		calls();
		tasks((arguments.length > 0) ? Integer.parseInt(arguments[0]) : 100_000);
		lists();
		pollers();
		if (arguments.length > 1) {
			startOfTheJar(arguments[1]);
		}
	}

	private static void start() {
		report("start and close", IntStream.range(0, 50).mapToLong((run) -> {
			long begin = System.nanoTime();
			EmbeddedSwf.start().close();
			return System.nanoTime() - begin;
		}).toArray());
	}

	private static void calls() throws IOException {
		try (EmbeddedSwf swf = EmbeddedSwf.start(); RawClient client = new RawClient(swf.endpoint())) {
			long[] nanos = new long[5000];
			for (int i = 0; i < nanos.length; i++) {
				long begin = System.nanoTime();
				client.call("ListDomains", Map.of("registrationStatus", "REGISTERED"));
				nanos[i] = System.nanoTime() - begin;
			}
			report("one call on a kept connection", nanos);
		}
	}

	private static void tasks(int tasks) throws Exception {
		try (EmbeddedSwf swf = prepared()) {
			run(swf, 10_000);
			long memory = usedMemory();
			long cpu = cpuTime();
			long begin = System.nanoTime();

			run(swf, tasks);

			double seconds = (System.nanoTime() - begin) / 1e9;
			print("%,d tasks polled and failed over HTTP: %.1f s, %.0f a second, %.0f us of processor time each, client and workflow included; the heap grew by %,d kB",
					tasks, seconds, tasks / seconds, (cpuTime() - cpu) / 1e3 / tasks, (usedMemory() - memory) / 1024);
		}
	}

	private static void lists() throws IOException {
		try (EmbeddedSwf swf = prepared(); RawClient client = new RawClient(swf.endpoint())) {
			for (int i = 0; i < LISTED; i++) {
				startWorkflow(swf, "w" + i, Map.of("name", "idle"));
			}
			long[] nanos = new long[20];
			for (int i = 0; i < nanos.length; i++) {
				long begin = System.nanoTime();
				int listed = list(client);
				nanos[i] = System.nanoTime() - begin;
				if (listed != LISTED) {
					throw new IllegalStateException("Listed " + listed);
				}
			}
			report("10,000 open executions listed, in pages of 1,000", nanos);
		}
	}

	private static int list(RawClient client) throws IOException {
		Map<String, Object> request = Map.of("domain", "fast", "startTimeFilter", Map.of("oldestDate", 0));
		int listed = 0;
		Object token = "";
		while (token != null) {
			Map<String, Object> page = client.call("ListOpenWorkflowExecutions",
					token.equals("") ? request : with(request, token));
			listed += ((List<?>) page.getOrDefault("executionInfos", List.of())).size();
			token = page.get("nextPageToken");
		}
		return listed;
	}

	private static Map<String, Object> with(Map<String, Object> request, Object token) {
		Map<String, Object> next = new HashMap<>(request);
		next.put("nextPageToken", token);
		return next;
	}

	private static void pollers() throws Exception {
		ExecutorService clients = Executors.newCachedThreadPool();
		try (EmbeddedSwf swf = prepared()) {
			CountDownLatch answered = new CountDownLatch(1000);
			for (int i = 0; i < 1000; i++) {
				var unused = clients.submit(() -> {
					try (RawClient client = new RawClient(swf.endpoint())) {
						client.call("PollForActivityTask",
								Map.of("domain", "fast", "taskList", Map.of("name", "idle")));
						answered.countDown();
					}
					return null;
				});
			}
			long begin = System.nanoTime();
			swf.calls().await("PollForActivityTask", 1000);
			double waiting = (System.nanoTime() - begin) / 1e6;
			begin = System.nanoTime();
			swf.close();
			answered.await();
			print("1,000 pollers: waiting after %.0f ms, answered by close() after %.0f ms", waiting,
					(System.nanoTime() - begin) / 1e6);
		}
		finally {
			clients.shutdownNow();
		}
	}

	private static void startOfTheJar(String jar) throws IOException {
		long[] nanos = new long[10];
		for (int i = 0; i < nanos.length; i++) {
			long begin = System.nanoTime();
			Process process = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-jar", jar, "--port=0")
				.start();
			try (BufferedReader lines = new BufferedReader(
					new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
				lines.readLine();
				nanos[i] = System.nanoTime() - begin;
			}
			process.destroy();
		}
		report("start of the standalone jar", nanos);
	}

	private static EmbeddedSwf prepared() {
		EmbeddedSwf swf = EmbeddedSwf.builder().closedExecutions(100).start();
		swf.call("RegisterDomain", Map.of("name", "fast", "workflowExecutionRetentionPeriodInDays", "1"));
		swf.call("RegisterWorkflowType", Map.of("domain", "fast", "name", "t", "version", "1"));
		swf.call("RegisterActivityType", Map.of("domain", "fast", "name", "t", "version", "1"));
		return swf;
	}

	private static void run(EmbeddedSwf swf, int tasks) throws Exception {
		ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
		try {
			List<Callable<Void>> work = IntStream.range(0, CLIENTS).<Callable<Void>>mapToObj((client) -> () -> {
				work(swf, "client-" + client, tasks / CLIENTS);
				return null;
			}).toList();
			for (Future<Void> client : clients.invokeAll(work)) {
				client.get();
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
	private static void work(EmbeddedSwf swf, String name, int number) throws IOException {
		Map<String, Object> list = Map.of("name", name);
		try (RawClient worker = new RawClient(swf.endpoint())) {
			for (int i = 0; i < number; i++) {
				startWorkflow(swf, name, list);
				schedule(swf, list);
				Object token = worker.call("PollForActivityTask", Map.of("domain", "fast", "taskList", list))
					.getOrDefault("taskToken", "");
				worker.call("RespondActivityTaskFailed",
						Map.of("taskToken", token, "reason", "declined", "details", "d".repeat(1000)));
				swf.call("TerminateWorkflowExecution", Map.of("domain", "fast", "workflowId", name));
			}
		}
	}

	private static void startWorkflow(EmbeddedSwf swf, String name, Map<String, Object> list) {
		swf.call("StartWorkflowExecution",
				Map.of("domain", "fast", "workflowId", name, "workflowType", TYPE, "taskList", list,
						"executionStartToCloseTimeout", "600", "taskStartToCloseTimeout", "60", "childPolicy",
						"TERMINATE"));
	}

	private static void schedule(EmbeddedSwf swf, Map<String, Object> list) {
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

	private static void report(String what, long[] nanos) {
		long[] sorted = Arrays.stream(nanos).sorted().toArray();
		print("%s: median %.2f ms, 95th percentile %.2f ms, slowest %.2f ms", what, sorted[sorted.length / 2] / 1e6,
				sorted[sorted.length * 95 / 100] / 1e6, sorted[sorted.length - 1] / 1e6);
	}

	private static void print(String format, Object... values) {
		System.out.println(String.format(Locale.ROOT, format, values));
	}

}
