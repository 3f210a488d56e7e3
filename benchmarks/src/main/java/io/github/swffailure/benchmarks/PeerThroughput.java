// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import io.github.swffailure.benchmarks.PeerWorker.Kind;
import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.ScheduledActivityTask;

/**
 * The same tasks through three workers, each in a JVM of its own: this library's, the
 * Flow Framework's and Flux's. Prints tasks a second of the clock and of the worker's own
 * CPU time, at 1, 8 and 64 handlers, and its memory; then what is lost, and how long the
 * end takes, when a worker that is under load gets a SIGTERM and another takes its place.
 *
 * <pre>
 * java -cp benchmarks/target/benchmarks.jar io.github.swffailure.benchmarks.PeerThroughput 4000 1 8 64
 * </pre>
 */
public final class PeerThroughput {

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private final AtomicInteger completed = new AtomicInteger();

	private final Kind kind;

	private PeerThroughput(Kind kind) {
		this.kind = kind;
	}

	/**
	 * Runs all.
	 * @param arguments the number of tasks, then numbers of handlers; without tasks only
	 * the restarts
	 */
	public static void main(String[] arguments) throws Exception {
		int tasks = (arguments.length > 0) ? Integer.parseInt(arguments[0]) : 4_000;
		int[] numbers = Arrays.stream(arguments).skip(1).mapToInt(Integer::parseInt).toArray();
		if (tasks > 0) {
			throughputs((numbers.length > 0) ? numbers : new int[] { 1, 8, 64 }, tasks);
		}
		System.out.println("\n| worker | stopped after | lost of the tasks |\n|---|---|---|");
		for (Kind kind : Kind.values()) {
			System.out.println(new PeerThroughput(kind).restart());
		}
		System.exit(0);
	}

	private static void throughputs(int[] numbers, int tasks) throws Exception {
		System.out.println("| worker | handlers | tasks/s | tasks/s of CPU | resident MB |\n|---|---|---|---|---|");
		for (int handlers : numbers) {
			for (Kind kind : Kind.values()) {
				System.out.println(new PeerThroughput(kind).throughput(handlers, tasks));
			}
		}
	}

	private EmbeddedSwf start() {
		return EmbeddedSwf.builder().emptyPollsWithoutToken().longPoll(Duration.ofSeconds(5)).onCall((call) -> {
			if (call.operation().equals("RespondActivityTaskCompleted") && call.error() == null) {
				this.completed.incrementAndGet();
			}
		}).start();
	}

	private String throughput(int handlers, int tasks) throws Exception {
		try (EmbeddedSwf swf = start()) {
			Process worker = PeerProcess.start(this.kind, swf.endpoint(), Integer.toString(handlers));
			try {
				// Warms the worker up
				schedule(swf, 0, tasks, "pay");
				await(() -> this.completed.get() >= tasks);
				schedule(swf, tasks, tasks, "pay");
				long start = System.nanoTime();
				int before = this.completed.get();
				Duration cpu = cpu(worker);
				await(() -> this.completed.get() >= 2 * tasks);
				double seconds = (System.nanoTime() - start) / 1e9;
				int done = this.completed.get() - before;
				return String.format(Locale.ROOT, "| %s | %d | %.0f | %.0f | %d |", this.kind, handlers, done / seconds,
						done / (cpu(worker).minus(cpu).toNanos() / 1e9), residentMegabytes(worker));
			}
			finally {
				worker.destroyForcibly().waitFor();
			}
		}
	}

	private String restart() throws Exception {
		int tasks = 1_500;
		try (EmbeddedSwf swf = start()) {
			Process first = PeerProcess.start(this.kind, swf.endpoint(), "16");
			ScheduledActivityTask[] all = schedule(swf, 0, tasks, "work");
			await(() -> this.completed.get() >= tasks / 3);
			long start = System.nanoTime();
			first.destroy();
			Process second = PeerProcess.start(this.kind, swf.endpoint(), "16");
			first.waitFor();
			double seconds = (System.nanoTime() - start) / 1e9;
			try {
				await(() -> Arrays.stream(all).allMatch((task) -> has(task, "ActivityTaskStarted")));
				// What has begun ends within 50 ms, or never
				TimeUnit.SECONDS.sleep(20);
			}
			finally {
				second.destroyForcibly().waitFor();
			}
			long lost = Arrays.stream(all).filter((task) -> !has(task, "ActivityTaskCompleted")).count();
			return String.format(Locale.ROOT, "| %s | %.1f s | %d of %d |", this.kind, seconds, lost, all.length);
		}
	}

	private static boolean has(ScheduledActivityTask task, String event) {
		return task.events().stream().anyMatch((found) -> found.eventType().equals(event));
	}

	private ScheduledActivityTask[] schedule(EmbeddedSwf swf, int first, int tasks, String input) {
		ScheduledActivityTask[] all = new ScheduledActivityTask[tasks];
		for (int i = 0; i < tasks; i++) {
			all[i] = PeerWorker.scheduleTask(this.kind, swf, "order-" + (first + i), input);
		}
		return all;
	}

	private static void await(BooleanSupplier condition) throws InterruptedException {
		long start = System.nanoTime();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - start > PATIENCE.toNanos()) {
				throw new IllegalStateException("Not within " + PATIENCE);
			}
			TimeUnit.MILLISECONDS.sleep(2);
		}
	}

	private static Duration cpu(Process worker) {
		return worker.info().totalCpuDuration().orElse(Duration.ZERO);
	}

	private static long residentMegabytes(Process worker) throws IOException {
		return Files.readAllLines(Path.of("/proc/" + worker.pid() + "/status"))
			.stream()
			.filter((line) -> line.startsWith("VmRSS"))
			.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
			.sum();
	}

}
