// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.swf.SwfClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Polls that neither succeed nor fail.
 */
class PollProblemsTests {

	private static final WorkerSettings SETTINGS = new WorkerSettings("test", "me", Map.of(),
			new WorkerSettings.TaskList(1, 1),
			new WorkerSettings.Timing(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(5)), false, false, null, null);

	private final AtomicLong now = new AtomicLong();

	private final PollProblems problems = new PollProblems("payments",
			new SwfCalls(() -> mock(SwfClient.class), SETTINGS, UnaryOperator.identity()), this.now::get);

	@Test
	void longPollIsNoProblem() {
		this.problems.begun();
		pass(SwfCalls.POLL_TIMEOUT);
		assertThat(this.problems.current()).isNull();
		this.problems.ended();
		this.problems.begun();
		pass(SwfCalls.POLL_TIMEOUT);
		assertThat(this.problems.current()).isNull();
	}

	@Test
	void noPollIsNoProblem() {
		this.problems.begun();
		this.problems.ended();
		pass(Duration.ofHours(1));
		assertThat(this.problems.current()).isNull();
		this.problems.begun();
		assertThat(this.problems.current()).isNull();
	}

	@Test
	void pollThatTheSdkProlongsIsAProblemUntilOneEnds() {
		this.problems.begun();
		this.problems.begun();
		pass(SwfCalls.POLL_TIMEOUT.multipliedBy(2));
		assertThat(this.problems.current()).startsWith("No poll of task list 'payments' has ended");
		this.problems.ended();
		assertThat(this.problems.current()).isNull();
	}

	@Test
	void failureOfAPollIsTheProblemThen() {
		this.problems.begun();
		pass(SwfCalls.POLL_TIMEOUT.multipliedBy(2));
		this.problems.after(new IllegalStateException("refused"));
		assertThat(this.problems.current()).contains("refused");
	}

	private void pass(Duration time) {
		this.now.addAndGet(time.toNanos());
	}

}
