// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.time.Duration;
import java.util.Map;

import io.github.swffailure.test.recording.RecordedCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.SwfException;

import static io.github.swffailure.test.SdkClients.impatient;
import static io.github.swffailure.test.TestDecider.decision;
import static io.github.swffailure.test.TestDecider.schedule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Token buckets.
 */
class QuotaTests {

	private final SettableClock clock = new SettableClock();

	@Test
	void emptyBucketThrottlesUntilItRefills() {
		try (EmbeddedSwf swf = EmbeddedSwf.builder().clock(this.clock).quota("ListDomains", 2, 1).start();
				SwfClient client = impatient(swf)) {
			list(client);
			list(client);
			assertThatExceptionOfType(SwfException.class).isThrownBy(() -> list(client))
				.satisfies((throttled) -> assertThat(throttled.isThrottlingException()).isTrue())
				.withMessageContaining("Rate exceeded");

			this.clock.advance(Duration.ofSeconds(1));

			list(client);
			assertThat(swf.calls().of("ListDomains")).extracting(RecordedCall::status)
				.containsExactly(200, 200, 400, 200);
		}
	}

	@Test
	void quotasOfTheServiceAreThoseOfTheGuide() {
		try (EmbeddedSwf swf = EmbeddedSwf.builder().clock(this.clock).quotasOfTheService().start();
				SwfClient client = impatient(swf)) {
			for (int i = 0; i < 100; i++) {
				list(client);
			}

			assertThatExceptionOfType(SwfException.class).isThrownBy(() -> list(client));
		}
	}

	@Test
	void decisionsHaveBucketsToo() {
		try (EmbeddedSwf swf = EmbeddedSwf.builder().clock(this.clock).quota("ScheduleActivityTask", 1, 0).start()) {
			TestDecider decider = new TestDecider(swf);
			decider.start("w");

			decider.decide(schedule("a"), schedule("b"));

			assertThat(decider.event("w", "ScheduleActivityTaskFailed").attributes())
				.containsEntry("cause", "ACTIVITY_CREATION_RATE_EXCEEDED")
				.containsEntry("activityId", "b");
		}
	}

	@ParameterizedTest
	@CsvSource({ "StartTimer, StartTimerFailed, TIMER_CREATION_RATE_EXCEEDED",
			"SignalExternalWorkflowExecution, SignalExternalWorkflowExecutionFailed, "
					+ "SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED",
			"RequestCancelExternalWorkflowExecution, RequestCancelExternalWorkflowExecutionFailed, "
					+ "REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED",
			"StartChildWorkflowExecution, StartChildWorkflowExecutionFailed, CHILD_CREATION_RATE_EXCEEDED" })
	void otherDecisionsTellTheirOwnCause(String decisionType, String eventType, String cause) {
		try (EmbeddedSwf swf = EmbeddedSwf.builder().clock(this.clock).quota(decisionType, 1, 0).start()) {
			TestDecider decider = new TestDecider(swf);
			decider.start("w");
			Object[] attributes = { "timerId", "t", "startToFireTimeout", "9", "workflowId", "child", "signalName", "s",
					"workflowType", TestDecider.TYPE };
			Object[] others = attributes.clone();
			others[1] = "another";

			decider.decide(decision(decisionType, attributes), decision(decisionType, others));

			assertThat(swf.events("w")).filteredOn((event) -> event.eventType().equals(eventType))
				.extracting((event) -> String.valueOf(event.string("cause")))
				.contains(cause);
		}
	}

	@Test
	void callsWithoutHttpAreNotThrottled() {
		try (EmbeddedSwf swf = EmbeddedSwf.builder().quota("ListDomains", 1, 0).start()) {
			swf.call("ListDomains", Map.of("registrationStatus", "REGISTERED"));

			assertThat(swf.call("ListDomains", Map.of("registrationStatus", "REGISTERED"))).containsKey("domainInfos");
		}
	}

	@Test
	void bucketWithoutRoomIsAMistake() {
		assertThatIllegalArgumentException().isThrownBy(() -> EmbeddedSwf.builder().quota("ListDomains", 0, 1))
			.withMessageContaining("'0'");
	}

	private static void list(SwfClient client) {
		client.listDomains((request) -> request.registrationStatus("REGISTERED"));
	}

}
