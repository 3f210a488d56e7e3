// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.github.swffailure.ActivityExecutionListener.Execution;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.ActivityTaskContext;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.StartedActivityTask;
import io.github.swffailure.test.recording.RecordedCall;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.swf.SwfClient;

import static org.assertj.core.api.Assertions.assertThat;

class HeartbeatsTests {

	private final EmbeddedSwf swf = EmbeddedSwf.start();

	private final SwfClient client = SwfClient.builder()
		.region(Region.US_EAST_1)
		.endpointOverride(this.swf.endpoint())
		.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
		.overrideConfiguration((configuration) -> configuration.retryStrategy(AwsRetryStrategy.doNotRetry()))
		.build();

	private final List<ActivityTask> canceled = new ArrayList<>();

	private long now = 1;

	private int stops;

	@AfterEach
	void close() {
		this.client.close();
		this.swf.close();
	}

	@Test
	void heartbeatIsSentWhenItIsDueAndNotBefore() {
		Heartbeats heartbeats = heartbeats(Duration.ofSeconds(30), false);
		TaskRun run = run(this.swf.activityTask("charge", "1.0").start());
		heartbeats.add(run);
		goOver(heartbeats, 29);
		assertThat(calls()).isEmpty();
		goOver(heartbeats, 1);
		goOver(heartbeats, 29);
		assertThat(calls()).hasSize(1);
		goOver(heartbeats, 1);
		assertThat(calls()).hasSize(2);
		heartbeats.remove(run);
		goOver(heartbeats, 60);
		assertThat(calls()).hasSize(2);
	}

	@Test
	void zeroIntervalSendsNoneButDetailsOfHandlers() {
		Heartbeats heartbeats = heartbeats(Duration.ZERO, false);
		TaskRun run = run(this.swf.activityTask("charge", "1.0").start());
		heartbeats.add(run);
		goOver(heartbeats, 3_600);
		assertThat(calls()).isEmpty();
		heartbeat(run, "half");
		assertThat(details()).containsExactly("half");
	}

	@Test
	void detailsThatComeTooFastAreSentLaterTheLastOnly() {
		Heartbeats heartbeats = heartbeats(Duration.ofSeconds(30), false);
		TaskRun run = run(this.swf.activityTask("charge", "1.0").start());
		heartbeats.add(run);
		this.now += Duration.ofSeconds(5).toNanos();
		for (int i = 0; i < 1_000; i++) {
			heartbeat(run, "step " + i);
		}
		assertThat(details()).containsExactly("step 0");
		goOver(heartbeats, 1);
		assertThat(details()).containsExactly("step 0", "step 999");
	}

	@Test
	void longDetailsAreCutAndNoCharacterIsSplit() {
		Heartbeats heartbeats = heartbeats(Duration.ZERO, false);
		TaskRun run = run(this.swf.activityTask("charge", "1.0").start());
		heartbeats.add(run);
		this.now += Duration.ofSeconds(1).toNanos();
		heartbeat(run, "x".repeat(2_047) + "\uD83D\uDE00");
		assertThat(details()).containsExactly("x".repeat(2_047));
	}

	@Test
	void requestedCancellationIsSeenAndStopsTheHandlerIfItIsTo() {
		StartedActivityTask task = this.swf.activityTask("charge", "1.0").start();
		task.requestCancel();
		assertEndsEarly(task, false, 0);
		assertEndsEarly(task, true, 1);
	}

	@Test
	void closedTaskIsSeenLikewise() {
		StartedActivityTask task = this.swf.activityTask("charge", "1.0").start();
		task.workflow().terminate();
		assertEndsEarly(task, true, 1);
	}

	private void assertEndsEarly(StartedActivityTask task, boolean interrupt, int expectedStops) {
		Heartbeats heartbeats = heartbeats(Duration.ofSeconds(30), interrupt);
		TaskRun run = run(task);
		heartbeats.add(run);
		assertThat(isCancelRequested(run)).isFalse();
		goOver(heartbeats, 30);
		assertThat(isCancelRequested(run)).isTrue();
		assertThat(this.stops).isEqualTo(expectedStops);
		assertThat(this.canceled).contains(run.task());
		heartbeats.remove(run);
		assertThat(isCancelRequested(run)).isFalse();
	}

	@Test
	void allTogetherStayBelowTheQuota() {
		Heartbeats heartbeats = heartbeats(Duration.ofSeconds(1), false);
		StartedActivityTask task = this.swf.activityTask("charge", "1.0").start();
		for (int i = 0; i < 1_000; i++) {
			heartbeats.add(new TaskRun(ActivityTask.ofToken(task.taskToken() + i), Execution.NONE,
					(run, result, failure, reported) -> {
					}));
		}
		goOver(heartbeats, 1);
		goOver(heartbeats, 1);
		assertThat(calls().size()).isLessThanOrEqualTo(2 * Heartbeats.PER_SECOND).isGreaterThan(Heartbeats.PER_SECOND);
	}

	@Test
	void throttlingMakesAllWaitAGrowingTime() {
		this.swf.faults().on("RecordActivityTaskHeartbeat").times(3).throttle();
		Heartbeats heartbeats = heartbeats(Duration.ofSeconds(1), false);
		heartbeats.add(run(this.swf.activityTask("charge", "1.0").start()));
		List<Integer> seconds = new ArrayList<>();
		for (int second = 1; second <= 16; second++) {
			int before = calls().size();
			goOver(heartbeats, 1);
			if (calls().size() > before) {
				seconds.add(second);
			}
		}
		assertThat(seconds).startsWith(1, 2, 4, 8, 9, 10);
	}

	@Test
	void detailsThatSwfDidNotTakeAreSentAgain() {
		this.swf.faults().on("RecordActivityTaskHeartbeat").times(2).fail();
		Heartbeats heartbeats = heartbeats(Duration.ZERO, false);
		TaskRun run = run(this.swf.activityTask("charge", "1.0").start());
		heartbeats.add(run);
		this.now += Duration.ofSeconds(1).toNanos();
		heartbeat(run, "half");
		goOver(heartbeats, 1);
		goOver(heartbeats, 1);
		assertThat(details()).containsExactly("half", "half", "half");
	}

	@Test
	void intervalThatIsLearnedLaterHoldsForRunningTasksToo() {
		Duration[] interval = { Duration.ofSeconds(30) };
		Heartbeats heartbeats = heartbeats((type) -> interval[0], false);
		heartbeats.add(run(this.swf.activityTask("charge", "1.0").start()));
		goOver(heartbeats, 3);
		interval[0] = Duration.ofSeconds(5);
		goOver(heartbeats, 2);
		assertThat(calls()).hasSize(1);
	}

	@Test
	void heartbeatForWhichThereIsNoThreadIsSentLater() {
		Heartbeats heartbeats = heartbeats(Duration.ofSeconds(1), false);
		heartbeats.add(run(this.swf.activityTask("charge", "1.0").start()));
		this.now += Duration.ofSeconds(1).toNanos();
		heartbeats.goOver((beat) -> {
			throw new OutOfMemoryError("unable to create native thread");
		});
		assertThat(calls()).isEmpty();
		goOver(heartbeats, 1);
		assertThat(calls()).hasSize(1);
	}

	@Test
	void interruptedHandlerSendsItsHeartbeatAndStaysInterrupted() {
		Heartbeats heartbeats = heartbeats(Duration.ZERO, false);
		TaskRun run = run(this.swf.activityTask("charge", "1.0").start());
		heartbeats.add(run);
		this.now += Duration.ofSeconds(1).toNanos();
		Thread.currentThread().interrupt();
		heartbeat(run, "on");
		assertThat(Thread.interrupted()).isTrue();
		assertThat(calls()).hasSize(1);
	}

	@SuppressWarnings("try")
	@Test
	void withoutAWorkerNothingHappens() {
		try (var scope = ActivityTaskContext.bind(ActivityTask.ofToken("other"))) {
			assertThat(ActivityTaskContext.heartbeat("x")).isFalse();
		}
		assertThat(ActivityTaskContext.isCancelRequested()).isFalse();
	}

	private Heartbeats heartbeats(Duration interval, boolean interrupt) {
		return heartbeats((type) -> interval, interrupt);
	}

	private Heartbeats heartbeats(Heartbeats.Intervals intervals, boolean interrupt) {
		WorkerSettings settings = new WorkerSettings("test", "me", Map.of(), new WorkerSettings.TaskList(1, 1),
				new WorkerSettings.Timing(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(5)), false, interrupt, null,
				null);
		return new Heartbeats(new SwfCalls(() -> this.client, settings, UnaryOperator.identity()), new Answers(),
				intervals, interrupt, () -> this.now);
	}

	private TaskRun run(StartedActivityTask task) {
		TaskRun run = new TaskRun(ActivityTask.ofToken(task.taskToken()), Execution.NONE,
				(ended, result, failure, reported) -> {
				});
		run.stoppedBy(() -> this.stops++);
		return run;
	}

	private void goOver(Heartbeats heartbeats, int seconds) {
		this.now += Duration.ofSeconds(seconds).toNanos();
		heartbeats.goOver(Runnable::run);
	}

	@SuppressWarnings("try")
	private static void heartbeat(TaskRun run, String details) {
		try (var scope = ActivityTaskContext.bind(run.task())) {
			ActivityTaskContext.heartbeat(details);
		}
	}

	@SuppressWarnings("try")
	private static boolean isCancelRequested(TaskRun run) {
		try (var scope = ActivityTaskContext.bind(run.task())) {
			return ActivityTaskContext.isCancelRequested();
		}
	}

	private List<String> details() {
		return calls().stream().map((call) -> call.body().replaceAll(".*\"details\":\"([^\"]*)\".*", "$1")).toList();
	}

	private List<RecordedCall> calls() {
		return this.swf.calls().of("RecordActivityTaskHeartbeat");
	}

	private final class Answers implements ActivityWorker.Answers {

		@Override
		public Execution taken(ActivityTask task) {
			return Execution.NONE;
		}

		@Override
		public ReportOutcome completed(ActivityTask task, @Nullable String result) {
			return ReportOutcome.REPORTED;
		}

		@Override
		public ReportOutcome failed(ActivityTask task, Throwable failure) {
			return ReportOutcome.REPORTED;
		}

		@Override
		public void cancelRequested(ActivityTask task) {
			HeartbeatsTests.this.canceled.add(task);
		}

	}

}
