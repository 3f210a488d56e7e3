// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.reliability;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.github.swffailure.test.EmbeddedSwf;
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
@Tag("endurance")
@Tag("reliability")
class WorkerChaosTests {

	private static final Logger logger = LoggerFactory.getLogger(WorkerChaosTests.class);

	private static final int KILLS = Integer.getInteger("reliability.kills", Reliability.LONG ? 50 : 2);

	private static final int TASKS = Integer.getInteger("reliability.tasks", Reliability.LONG ? 5_000 : 200);

	private static final long SEED = Long.getLong("reliability.seed", System.nanoTime());

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
				Process worker = KilledWorker.start(swf, this.home, life);
				TimeUnit.MILLISECONDS.sleep(this.random.nextInt(1_500));
				worker.destroyForcibly().waitFor();
			}
			swf.faults().clear();
			Process last = KilledWorker.start(swf, this.home, KILLS);
			ChaosRun run = new ChaosRun(swf, this.home, TASKS);
			Awaitility.await()
				.atMost(5, TimeUnit.MINUTES)
				.pollInterval(Duration.ofMillis(200))
				.until(() -> run.neverStarted() == 0 && run.seen().stream().allMatch(run::isClosed));
			last.destroy();
			assertThat(last.waitFor()).isEqualTo(143);
			check(run);
		}
	}

	private void check(ChaosRun run) throws IOException {
		assertThat(run.seen()).isNotEmpty()
			.allSatisfy((workflow) -> assertThat(run.closing(workflow)).singleElement()
				.satisfies((event) -> assertThat(event.eventType()).isNotEqualTo("ActivityTaskTimedOut")));
		assertThat(run.swf().calls().of("RespondActivityTaskCompleted")).isNotEmpty();
		assertThat(run.journal()).isEmpty();
		long open = run.workflows().filter((workflow) -> !run.isClosed(workflow)).count();
		logger.info(
				"{} tasks, {} kills: {} reached a handler and ended exactly once ({} as WorkerCrashed), {} were "
						+ "lost between poll and worker; seed {}",
				TASKS, KILLS, run.seen().size(), run.crashes(), open, SEED);
	}

	private void schedule(EmbeddedSwf swf, int from, int to) {
		List<String> inputs = List.of("work", "work", "slow", "fail");
		for (int i = from; i < to; i++) {
			swf.activityTask("work", "1.0")
				.workflowId(ChaosRun.workflow(i))
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

}
