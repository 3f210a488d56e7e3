// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.reliability;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.SettableClock;
import io.github.swffailure.test.fault.FaultPlan;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kills a worker at random while its tasks fail and SWF fails at random too, in half of
 * its lives for a third of all calls, and for some reports always. At the end every task
 * that reached a handler has failed in the history, exactly once.
 * <p>
 * A task whose poll was answered to a worker that died before its handler began is known
 * to nobody but SWF; its timeout closes it, and the figures say how many those were.
 */
@Tag("endurance")
@Tag("reliability")
class ChaosTests {

	private static final Logger logger = LoggerFactory.getLogger(ChaosTests.class);

	private static final int KILLS = Integer.getInteger("reliability.kills", Reliability.LONG ? 50 : 3);

	private static final int TASKS = Integer.getInteger("reliability.tasks", Reliability.LONG ? 5_000 : 300);

	private static final long SEED = Long.getLong("reliability.seed", System.nanoTime());

	/** Every fiftieth task that says so in its reason. */
	private static final Pattern SICK = Pattern.compile("(throw|later|slow)\\d*[05]0\\b");

	private static final Duration TIMEOUT = Duration.ofDays(1);

	private final Random random = new Random(SEED);

	private final SettableClock clock = new SettableClock(Clock.systemUTC().instant());

	@TempDir
	private Path home;

	@Test
	void killedWorkersLoseNothing() throws Exception {
		logger.info("Chaos with -Dreliability.seed={} -Dreliability.kills={} -Dreliability.tasks={}", SEED, KILLS,
				TASKS);
		try (EmbeddedSwf swf = EmbeddedSwf.builder().clock(this.clock).closedExecutions(TASKS + 1).start()) {
			int scheduled = 0;
			for (int life = 0; life < KILLS; life++) {
				scheduled = schedule(swf, scheduled, TASKS * (life + 1) / KILLS);
				plan(swf);
				try (WorkerProcess worker = WorkerProcess.start(swf.endpoint(), this.home, life)) {
					worker.awaitReady();
					TimeUnit.MILLISECONDS.sleep(1 + this.random.nextInt(1_500));
					worker.kill();
				}
			}
			swf.faults().clear();
			ChaosRun run = new ChaosRun(swf, this.home, TASKS);
			finish(run);
			check(run);
		}
	}

	private int schedule(EmbeddedSwf swf, int from, int to) {
		List<String> inputs = List.of("throw", "error", "later", "slow");
		for (int i = from; i < to; i++) {
			swf.activityTask("fail", "1.0")
				.workflowId(ChaosRun.workflow(i))
				.taskList("chaos")
				.input(inputs.get(this.random.nextInt(inputs.size())) + i)
				.timeout("startToCloseTimeout", TIMEOUT)
				.schedule();
		}
		return to;
	}

	/**
	 * Faults for one life: sick reports, perhaps a brownout, and others, each at most a
	 * few times, in random order.
	 */
	private void plan(EmbeddedSwf swf) {
		swf.faults().clear();
		swf.faults().on("RespondActivityTaskFailed").whenBody((body) -> SICK.matcher(body).find()).always().fail();
		if (this.random.nextBoolean()) {
			swf.faults().on("RespondActivityTaskFailed").share(0.3, this.random.nextLong()).fail();
		}
		for (int i = 0; i < 40; i++) {
			FaultPlan fault = swf.faults().on("RespondActivityTaskFailed").times(1 + this.random.nextInt(4));
			switch (this.random.nextInt(13)) {
				case 0 -> fault.throttle();
				case 1 -> fault.fail();
				case 2 -> fault.failAfterApplying();
				case 3 -> fault.disconnect();
				case 4 -> fault.disconnectAfterApplying();
				case 5 -> fault.deny();
				case 6 -> fault.page(200);
				case 7 -> fault.page(413);
				case 8 -> fault.pageAfterApplying(502);
				case 9 -> fault.answer(400, "StrangeFault", "strange");
				case 10 -> fault.silenceAfterApplying();
				case 11 -> fault.delay(Duration.ofMillis(1 + this.random.nextInt(1_500)));
				default -> fault.delay(Duration.ofMillis(1 + this.random.nextInt(50)));
			}
		}
	}

	private void finish(ChaosRun run) throws Exception {
		try (WorkerProcess last = WorkerProcess.start(run.swf().endpoint(), this.home, KILLS)) {
			last.awaitReady();
			Awaitility.await()
				.atMost(10, TimeUnit.MINUTES)
				.pollInterval(Duration.ofMillis(200))
				.until(() -> run.journal().stream().allMatch((name) -> name.endsWith(".lock"))
						&& run.seen().stream().allMatch(run::isClosed) && run.neverStarted() == 0);
			assertThat(last.end()).isEqualTo(143);
		}
	}

	private void check(ChaosRun run) throws IOException {
		assertThat(run.seen()).isNotEmpty()
			.allSatisfy((workflow) -> assertThat(run.closing(workflow)).singleElement()
				.satisfies((event) -> assertThat(event.eventType()).isEqualTo("ActivityTaskFailed")));
		this.clock.advance(TIMEOUT.plusSeconds(1));
		Awaitility.await().until(() -> run.workflows().allMatch(run::isClosed));
		assertThat(run.workflows()).allSatisfy((workflow) -> assertThat(run.closing(workflow)).hasSize(1));
		assertThat(run.journal()).isEmpty();
		logger.info("{}", String.format(Locale.ROOT,
				"Chaos: %d tasks, %d kills, %d reached a handler and failed exactly once (%d as WorkerCrashed), "
						+ "%d were lost between poll and worker and timed out, %d half-written files were set aside; seed %d",
				TASKS, KILLS, run.seen().size(), run.crashes(), TASKS - run.seen().size(), run.torn(), SEED));
	}

}
