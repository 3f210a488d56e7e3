// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.ScheduledActivityTask;
import io.github.swffailure.test.fault.FaultPlan;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the log says of polls that fail.
 */
@ExtendWith(OutputCaptureExtension.class)
class PollTroubleTests {

	private final EmbeddedSwf swf = EmbeddedSwf.builder().longPoll(Duration.ofMillis(300)).start();

	@AfterEach
	void close() {
		this.swf.close();
	}

	@ParameterizedTest
	@MethodSource("troubles")
	void troubleWithPollsIsLoggedOnceWithItsRemedy(Consumer<FaultPlan> fault, String outcome, String expected,
			CapturedOutput output) {
		fault.accept(this.swf.faults().on("PollForActivityTask"));
		ScheduledActivityTask task = this.swf.activityTask("echo", "1.0").input("x").schedule();
		WorkerRunner.of(this.swf.endpoint(), "swf.worker.pollers=1")
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean(Echo.class, Echo::new)
			.run((context) -> {
				Awaitility.await()
					.atMost(Duration.ofSeconds(30))
					.until(() -> this.swf.events(task.workflowId())
						.stream()
						.anyMatch((event) -> event.eventType().equals("ActivityTaskCompleted")));
				assertThat(context.getBean(MeterRegistry.class)
					.get("swf.worker.polls")
					.tags("task.list", "test", "outcome", outcome)
					.counter()
					.count()).isPositive();
			});
		assertThat(output).containsOnlyOnce(expected)
			.contains("Task list 'test' is polled again")
			.doesNotContain("q7XwZ9");
	}

	private static List<Arguments> troubles() {
		return List.of(
				arguments((plan) -> plan.times(9).throttle(), "throttled",
						"SWF throttles the polls of task list 'test'"),
				arguments((plan) -> plan.times(9).fail(), "error", "Task list 'test' cannot be polled ("),
				arguments((plan) -> plan.times(9).page(200), "error", "HTTP 200 with a page that is not JSON: a proxy"),
				arguments((plan) -> plan.times(9).page(502), "error", "HTTP 502 without a request id of SWF: a proxy"),
				arguments((plan) -> plan.times(3).deny(), "denied", "\"swf:PollForActivityTask\""),
				arguments((plan) -> plan.times(3)
					.answer(400, "UnknownResourceFault", "Unknown domain: test, says https://bob:q7XwZ9kLm2@proxy"),
						"error", "there is no SWF domain 'test'"));
	}

	private static Arguments arguments(Consumer<FaultPlan> fault, String outcome, String expected) {
		return Arguments.of(fault, outcome, expected);
	}

	static class Echo {

		@ActivityHandler
		String echo(String input) {
			return input;
		}

	}

}
