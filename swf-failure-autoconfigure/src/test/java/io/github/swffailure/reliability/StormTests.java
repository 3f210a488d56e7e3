// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.reliability;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailureReporter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many failures from 64 threads against an endpoint that throttles as SWF does: a bucket
 * of 2,000 that 200 a second refill, both divided by ten in the short form; also while
 * calls fail at random, and every hundredth report always.
 */
@Tag("endurance")
@Tag("reliability")
@ExtendWith(OutputCaptureExtension.class)
class StormTests {

	private static final Logger logger = LoggerFactory.getLogger(StormTests.class);

	private static final int THREADS = 64;

	private static final int FAILURES = Reliability.LONG ? 100_000 : 1_000;

	/** One for each outcome, and one for those left out, while the clock stands still. */
	private static final int LINES = 8;

	private static final List<String> FAULTS = List.of("500", "reset", "throttle", "page", "unknown");

	private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(6);

	private final Set<Thread> before = Thread.getAllStackTraces().keySet();

	@TempDir
	private Path temporary;

	private final AtomicLong slowest = new AtomicLong();

	private final AtomicLong largestHeap = new AtomicLong();

	private final AtomicInteger lost = new AtomicInteger();

	@AfterEach
	void awaitEndOfCalls() {
		Reliability.awaitEndOfCalls(this.before);
	}

	@ParameterizedTest(name = "journal in {0}, capacity {1}, {2} % fail")
	@CsvSource({ "memory, 200000, 0", "directory, 200000, 0", "memory, 100, 0", "memory, 200000, 30",
			"directory, 200000, 30" })
	void everyFailureIsDeliveredOrKept(String journal, int capacity, int failing, CapturedOutput output)
			throws Exception {
		int share = Reliability.LONG ? 1 : 10;
		// A full journal slows handlers down to what SWF accepts, so there the refill is
		// larger
		int refill = (capacity < FAILURES && !Reliability.LONG) ? 400 : 200 / share;
		AtomicReference<Duration> duration = new AtomicReference<>(Duration.ZERO);
		try (ThrottlingSwf swf = new ThrottlingSwf(2_000 / share, refill).failing(failing, FAULTS)) {
			if (failing > 0) {
				swf.neverTaking((token) -> token.endsWith("50"));
			}
			worker(swf, journal, capacity).run((context) -> {
				long start = System.nanoTime();
				storm(context.getBean(TaskFailureReporter.class));
				duration.set(Duration.ofNanos(System.nanoTime() - start));
				Set<String> known = new HashSet<>();
				context.getBean(FailureJournal.class)
					.reports()
					.forEach((failure) -> known.add(failure.task().taskToken()));
				int kept = known.size();
				known.addAll(swf.answered());
				int delivered = swf.answered().size();
				logger.info("{}", String.format(Locale.ROOT,
						"Storm: %d failures of %d threads in %d ms, journal in %s (capacity %d), %d %% fail: %d delivered, %d kept, "
								+ "%d lost, %d calls throttled, slowest report %d ms, largest heap after a collection %d MB",
						FAILURES, THREADS, duration.get().toMillis(), journal, capacity, failing, delivered, kept,
						this.lost.get(), swf.refused(), TimeUnit.NANOSECONDS.toMillis(this.slowest.get()),
						this.largestHeap.get() >> 20));
				assertThat(this.lost).hasValue(0);
				assertThat(known).hasSize(FAILURES);
			});
		}
		if (Reliability.LONG) {
			assertThat(Duration.ofNanos(this.slowest.get())).isLessThan(ATTEMPT_TIMEOUT.plusSeconds(2));
		}
		assertThat(output.getOut().lines().filter((line) -> line.contains("disk"))).hasSizeLessThanOrEqualTo(LINES);
	}

	private ApplicationContextRunner worker(ThrottlingSwf swf, String journal, int capacity) {
		ApplicationContextRunner worker = Reliability.worker(swf.endpoint())
			.withBean("swfFailureClock", Clock.class, () -> Clock.fixed(Instant.now(), ZoneOffset.UTC))
			.withPropertyValues("swf.failure.journal.capacity=" + capacity,
					"swf.failure.delivery.attempt-timeout=" + ATTEMPT_TIMEOUT.toMillis() + "ms",
					"swf.failure.delivery.shutdown-timeout=0s");
		return journal.equals("directory")
				? worker.withPropertyValues("swf.failure.journal.directory=" + this.temporary.resolve("journal"))
				: worker;
	}

	private void storm(TaskFailureReporter reporter) throws InterruptedException {
		AtomicInteger next = new AtomicInteger();
		ExecutorService executor = Executors.newFixedThreadPool(THREADS);
		for (int i = 0; i < THREADS; i++) {
			executor.execute(() -> {
				int failure = next.getAndIncrement();
				while (failure < FAILURES) {
					report(reporter, failure);
					failure = next.getAndIncrement();
				}
			});
		}
		executor.shutdown();
		while (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
			measureHeap();
		}
		measureHeap();
	}

	private void report(TaskFailureReporter reporter, int number) {
		long start = System.nanoTime();
		ReportOutcome outcome = reporter.report(
				new ActivityTask("token-" + number, "activity", new ActivityTask.Type("charge", "1.0"), null),
				new IOException("disk " + number));
		this.slowest.accumulateAndGet(System.nanoTime() - start, Math::max);
		if (outcome == ReportOutcome.EXPIRED) {
			this.lost.incrementAndGet();
		}
	}

	private void measureHeap() {
		System.gc();
		Runtime runtime = Runtime.getRuntime();
		this.largestHeap.accumulateAndGet(runtime.totalMemory() - runtime.freeMemory(), Math::max);
	}

}
