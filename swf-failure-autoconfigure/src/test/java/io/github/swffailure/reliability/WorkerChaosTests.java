// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.history.HistoryEvent;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kills our own worker at random, or ends it in order, while SWF fails at random. At the
 * end every task that reached a handler has exactly one closing event, completions
 * included. {@code -Dreliability.long=true} makes 50 lives of it.
 */
@Tag("reliability")
class WorkerChaosTests {

	private static final Logger logger = LoggerFactory.getLogger(WorkerChaosTests.class);

	private static final int KILLS = Integer.getInteger("reliability.kills", Reliability.LONG ? 50 : 2);

	private static final int TASKS = Integer.getInteger("reliability.tasks", Reliability.LONG ? 5_000 : 200);

	private static final long SEED = Long.getLong("reliability.seed", System.nanoTime());

	private static final Set<String> CLOSING = Set.of("ActivityTaskFailed", "ActivityTaskCompleted",
			"ActivityTaskCanceled", "ActivityTaskTimedOut");

	private final Random random = new Random(SEED);

	@TempDir
	private Path home;

	@Test
	void killedWorkersLoseNoTaskThatReachedThem() throws Exception {
		try (EmbeddedSwf swf = EmbeddedSwf.builder()
			.longPoll(Duration.ofSeconds(1))
			.closedExecutions(TASKS + 1)
			.start()) {
			for (int life = 0; life < KILLS; life++) {
				schedule(swf, TASKS * life / KILLS, TASKS * (life + 1) / KILLS);
				plan(swf);
				Process worker = start(swf, life);
				TimeUnit.MILLISECONDS.sleep(this.random.nextInt(1_500));
				worker.destroyForcibly().waitFor();
			}
			swf.faults().clear();
			Process last = start(swf, KILLS);
			Awaitility.await()
				.atMost(5, TimeUnit.MINUTES)
				.pollInterval(Duration.ofMillis(200))
				.until(() -> scheduledOnly(swf) == 0
						&& seen().allMatch((workflow) -> !closing(swf, workflow).isEmpty()));
			last.destroy();
			assertThat(last.waitFor()).isEqualTo(143);
			check(swf);
		}
	}

	private void check(EmbeddedSwf swf) throws IOException {
		List<String> seen = seen().toList();
		assertThat(seen).isNotEmpty()
			.allSatisfy((workflow) -> assertThat(closing(swf, workflow)).hasSize(1)
				.noneMatch((event) -> event.eventType().equals("ActivityTaskTimedOut")));
		assertThat(swf.calls().of("RespondActivityTaskCompleted")).isNotEmpty();
		long open = workflows().filter((workflow) -> closing(swf, workflow).isEmpty()).count();
		long crashes = seen.stream()
			.filter((workflow) -> String.valueOf(closing(swf, workflow).get(0).attributes().get("reason"))
				.startsWith("WorkerCrashed: "))
			.count();
		logger.info("{} tasks, {} kills: {} reached a handler and ended exactly once ({} as WorkerCrashed), {} were "
				+ "lost between poll and worker; seed {}", TASKS, KILLS, seen.size(), crashes, open, SEED);
		try (Stream<Path> files = Files.walk(this.home.resolve("journal"))) {
			assertThat(files.map((file) -> file.getFileName().toString())).noneMatch(
					(name) -> name.endsWith(".report") || name.endsWith(".failure") || name.endsWith(".running"));
		}
	}

	private void schedule(EmbeddedSwf swf, int from, int to) {
		List<String> inputs = List.of("work", "work", "slow", "fail");
		for (int i = from; i < to; i++) {
			swf.activityTask("work", "1.0")
				.workflowId("workflow-" + i)
				.input(inputs.get(this.random.nextInt(inputs.size())) + i)
				.schedule();
		}
	}

	private void plan(EmbeddedSwf swf) {
		swf.faults().clear();
		for (String operation : List.of("RespondActivityTaskCompleted", "RespondActivityTaskFailed")) {
			for (int i = 0; i < 15; i++) {
				var fault = swf.faults().on(operation).times(1 + this.random.nextInt(4));
				switch (this.random.nextInt(7)) {
					case 0 -> fault.throttle();
					case 1 -> fault.fail();
					case 2 -> fault.failAfterApplying();
					case 3 -> fault.disconnect();
					case 4 -> fault.disconnectAfterApplying();
					case 5 -> fault.deny();
					default -> fault.delay(Duration.ofMillis(1 + this.random.nextInt(800)));
				}
			}
		}
	}

	private Process start(EmbeddedSwf swf, int life) throws IOException {
		Path log = this.home.resolve("worker-" + life + ".log");
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath,
				KilledWorker.class.getName(), swf.endpoint().toString(),
				Files.createDirectories(this.home.resolve("seen")).toString(), "--swf.worker.domain=test",
				"--swf.worker.task-list=test", "--swf.worker.concurrency=8",
				"--swf.failure.journal.directory=" + this.home.resolve("journal"),
				"--swf.failure.redelivery.initial-delay=50ms", "--swf.failure.redelivery.max-delay=500ms",
				"--swf.failure.delivery.attempt-timeout=1s", "--spring.main.banner-mode=off")
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		Awaitility.await().atMost(90, TimeUnit.SECONDS).until(() -> Files.readString(log).contains("READY"));
		return process;
	}

	private Stream<String> seen() throws IOException {
		try (Stream<Path> files = Files.list(this.home.resolve("seen"))) {
			return files.map((file) -> file.getFileName().toString()).toList().stream();
		}
	}

	private static long scheduledOnly(EmbeddedSwf swf) {
		return workflows()
			.filter((workflow) -> swf.events(workflow)
				.stream()
				.noneMatch((event) -> event.eventType().equals("ActivityTaskStarted")))
			.count();
	}

	private static Stream<String> workflows() {
		return IntStream.range(0, TASKS).mapToObj((i) -> "workflow-" + i);
	}

	private static List<HistoryEvent> closing(EmbeddedSwf swf, String workflow) {
		return swf.events(workflow).stream().filter((event) -> CLOSING.contains(event.eventType())).toList();
	}

}
