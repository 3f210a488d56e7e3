// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.reliability;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.FailureOrigin;
import io.github.swffailure.RedeliveryTrigger;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.journal.DirectoryFailureJournal;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A backlog while calls fail at random, and while SWF is far away. The short form shows
 * that all of it arrives; the long form measures how fast.
 */
@Tag("endurance")
@Tag("reliability")
class BacklogTests {

	private static final Logger logger = LoggerFactory.getLogger(BacklogTests.class);

	private static final int PACE = 50;

	private static final Duration WARM_UP = Duration.ofSeconds(10);

	private static final Duration MEASURED = Duration.ofSeconds(20);

	private final Set<Thread> before = Thread.getAllStackTraces().keySet();

	@TempDir
	private Path temporary;

	private static void fill(FailureJournal journal, int count) {
		Instant now = Instant.now();
		for (int i = 0; i < count; i++) {
			ActivityTask task = new ActivityTask("token-" + i, "charge-" + i, new ActivityTask.Type("charge", "1.0"),
					null);
			journal.add(new TaskFailure(task, new FailureDescription("IOException: disk", "at Disk.write\n".repeat(70)),
					new FailureOrigin("java.io.IOException", "00c0ffee", false), now.plusMillis(i)));
		}
	}

	private static ApplicationContextRunner worker(ThrottlingSwf swf) {
		return Reliability.worker(swf.endpoint())
			.withPropertyValues("swf.failure.redelivery.per-second=" + PACE,
					"swf.failure.delivery.shutdown-timeout=0s");
	}

	private static ConditionFactory await() {
		return Awaitility.await().forever();
	}

	@AfterEach
	void awaitEndOfCalls() {
		Reliability.awaitEndOfCalls(this.before);
	}

	@ParameterizedTest(name = "{0} % {1}")
	@CsvSource({ "10, 500", "30, 500", "60, 500", "90, 500", "10, reset", "30, reset", "60, reset", "90, reset",
			"10, throttle", "30, throttle", "60, throttle", "90, throttle", "10, slow", "30, slow", "60, slow",
			"90, slow", "10, 500 reset throttle slow", "30, 500 reset throttle slow", "60, 500 reset throttle slow",
			"90, 500 reset throttle slow" })
	void callsThatFailAtRandomHoldUpNoneOfTheOthers(int percent, String kinds) {
		try (ThrottlingSwf swf = new ThrottlingSwf(200_000, 200).failing(percent, List.of(kinds.split(" ")))) {
			worker(swf).run((context) -> {
				fill(context.getBean(FailureJournal.class), Reliability.LONG ? 8_000 : 20);
				context.getBean(RedeliveryTrigger.class).redeliverNow();
				if (Reliability.LONG) {
					measure(swf, percent, kinds);
				}
				else {
					swf.failing(percent / 3, List.of(kinds.split(" ")));
					await().until(() -> swf.answered().size() == 20);
				}
			});
		}
	}

	private static void measure(ThrottlingSwf swf, int percent, String kinds) {
		double expected = (100 - percent) / 100.0 * PACE;
		await().pollDelay(WARM_UP).until(() -> true);
		int before = swf.answered().size();
		await().pollDelay(MEASURED).until(() -> true);
		double rate = (swf.answered().size() - before) / (double) MEASURED.toSeconds();
		logger.info("{}", String.format(Locale.ROOT, "Brownout: | %s | %d %% | %.1f | %.1f | %.1f |", kinds, percent,
				expected, rate, rate / expected));
		assertThat(rate).isGreaterThanOrEqualTo(expected / 2);
	}

	@Test
	void largeBacklogIsTakenOverBehindTheStartAndDelivered() {
		int count = Reliability.LONG ? 100_000 : 300;
		Path directory = this.temporary.resolve("journal");
		try (DirectoryFailureJournal former = DirectoryFailureJournal.unforced(directory, count, Clock.systemUTC())) {
			fill(former, count);
		}
		AtomicLong largestHeap = new AtomicLong();
		try (ThrottlingSwf swf = new ThrottlingSwf(2_000, 200).withRoundTrip(Duration.ofMillis(40))) {
			long start = System.nanoTime();
			worker(swf).withPropertyValues("swf.failure.journal.directory=" + directory).run((context) -> {
				Duration ready = Duration.ofNanos(System.nanoTime() - start);
				logger.info("Backlog: {} files, ready after {} ms", count, ready.toMillis());
				await().pollInterval(Duration.ofMillis(Reliability.LONG ? 5_000 : 50)).until(() -> {
					measureHeap(largestHeap);
					return swf.answered().size() == count;
				});
				Duration all = Duration.ofNanos(System.nanoTime() - start);
				logger.info("Backlog: {} reports at 40 ms in {} s, largest heap after a collection {} MB", count,
						all.toSeconds(), largestHeap.get() >> 20);
				if (Reliability.LONG) {
					assertThat(ready).isLessThan(Duration.ofSeconds(5));
					assertThat(all).isLessThan(Duration.ofMinutes(12));
				}
			});
		}
	}

	private static void measureHeap(AtomicLong largest) {
		System.gc();
		Runtime runtime = Runtime.getRuntime();
		largest.accumulateAndGet(runtime.totalMemory() - runtime.freeMemory(), Math::max);
	}

}
