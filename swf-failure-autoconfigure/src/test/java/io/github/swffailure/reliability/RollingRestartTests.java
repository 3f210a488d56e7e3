// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.swffailure.test.EmbeddedSwf;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Replaces one of two workers after the other, in order, while tasks keep coming: each
 * task runs once and has its result. {@code -Dreliability.long=true} makes it 200 tasks a
 * second and six restarts.
 */
@Tag("endurance")
@Tag("reliability")
class RollingRestartTests {

	private static final Logger logger = LoggerFactory.getLogger(RollingRestartTests.class);

	private static final int RESTARTS = Integer.getInteger("reliability.restarts", Reliability.LONG ? 6 : 2);

	private static final int RATE = Integer.getInteger("reliability.rate", Reliability.LONG ? 200 : 40);

	private static final int TASKS = RATE * (Reliability.LONG ? 60 : 5);

	@TempDir
	private Path home;

	@Test
	void restartsLoseAndDoubleNothing() throws Exception {
		try (EmbeddedSwf swf = EmbeddedSwf.builder()
			.longPoll(Duration.ofSeconds(1))
			.closedExecutions(TASKS + 1)
			.start()) {
			swf.activityTask("first", "1.0").start();
			Process older = KilledWorker.start(swf, this.home, 0);
			Process younger = KilledWorker.start(swf, this.home, 1);
			CompletableFuture<Double> scheduled = CompletableFuture.supplyAsync(() -> schedule(swf));
			for (int restart = 0; restart < RESTARTS; restart++) {
				Process next = KilledWorker.start(swf, this.home, restart + 2);
				end(older);
				older = younger;
				younger = next;
			}
			ChaosRun run = new ChaosRun(swf, this.home, TASKS);
			double seconds = scheduled.join();
			Awaitility.await()
				.atMost(5, TimeUnit.MINUTES)
				.pollInterval(Duration.ofMillis(500))
				.until(() -> run.workflows().allMatch(run::isClosed));
			end(older);
			end(younger);
			logger.info("{} tasks at {} a second, {} restarts", TASKS, Math.round(TASKS / seconds), RESTARTS);
			check(run);
		}
	}

	private static void end(Process worker) throws InterruptedException {
		worker.destroy();
		assertThat(worker.waitFor(2, TimeUnit.MINUTES)).isTrue();
		assertThat(worker.exitValue()).isEqualTo(143);
	}

	private void check(ChaosRun run) throws IOException {
		assertThat(run.workflows()).allSatisfy((workflow) -> {
			assertThat(run.closing(workflow)).singleElement()
				.satisfies((event) -> assertThat(event.eventType()).isEqualTo("ActivityTaskCompleted"));
			assertThat(Files.readAllLines(this.home.resolve("seen").resolve(workflow))).hasSize(1);
		});
		assertThat(run.journal()).isEmpty();
	}

	/** Returns how many seconds it took. */
	private static double schedule(EmbeddedSwf swf) {
		List<String> inputs = List.of("work", "work", "slow", "work");
		long start = System.nanoTime();
		for (int i = 0; i < TASKS; i++) {
			long due = start + i * TimeUnit.SECONDS.toNanos(1) / RATE;
			while (System.nanoTime() - due < 0) {
				LockSupport.parkNanos(due - System.nanoTime());
			}
			swf.activityTask("work", "1.0")
				.workflowId(ChaosRun.workflow(i))
				.input(inputs.get(i % inputs.size()) + i)
				.schedule();
		}
		return (System.nanoTime() - start) / 1e9;
	}

}
