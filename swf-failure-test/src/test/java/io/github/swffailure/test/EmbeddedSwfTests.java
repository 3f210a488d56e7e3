// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Stream;

import io.github.swffailure.test.protocol.SwfFault;
import io.github.swffailure.test.recording.CallLog;
import io.github.swffailure.test.recording.RecordedCall;
import io.github.swffailure.test.recording.RecordedCalls;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.swf.SwfClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The endpoint as tests handle it.
 */
class EmbeddedSwfTests {

	@Test
	void closingAgainDoesNothing() {
		EmbeddedSwf swf = EmbeddedSwf.start();
		swf.close();

		assertThatCode(swf::close).doesNotThrowAnyException();
	}

	@Test
	void useAfterCloseSaysSo() {
		EmbeddedSwf swf = EmbeddedSwf.start();
		ScheduledActivityTask task = swf.activityTask("charge", "1.0").schedule();
		swf.close();

		Stream
			.<ThrowingCallable>of(() -> swf.events(task.workflowId()), () -> swf.history(task.workflowId()),
					() -> swf.awaitEvent(task.workflowId(), "TimerFired"), () -> swf.activityTask("charge", "1.0"),
					() -> swf.call("ListDomains", Map.of()), swf::faults, task::start, task::events)
			.forEach((use) -> assertThatIllegalStateException().isThrownBy(use)
				.withMessageStartingWith("This EmbeddedSwf is closed"));
		assertThat(swf.calls().all()).isEmpty();
		assertThat(swf.endpoint()).hasHost("127.0.0.1");
	}

	@Test
	void closedPortCanBeUsedAgain() {
		EmbeddedSwf first = EmbeddedSwf.start();
		int port = first.endpoint().getPort();
		first.close();

		try (EmbeddedSwf second = EmbeddedSwf.start(port)) {
			assertThat(second.endpoint()).hasPort(port);
		}
	}

	@Test
	void portInUseIsNamed() {
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			int port = swf.endpoint().getPort();

			assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> EmbeddedSwf.start(port))
				.withMessageContaining(":" + port + "': choose another port, or 0 for a free one");
		}
	}

	@Test
	void forgottenEndpointDoesNotKeepTheJvmAlive() {
		try (EmbeddedSwf swf = EmbeddedSwf.start(); SwfClient client = SdkClients.client(swf)) {
			client.listDomains((request) -> request.registrationStatus("REGISTERED"));

			assertThat(Thread.getAllStackTraces().keySet())
				.filteredOn((thread) -> thread.getName().startsWith("embedded-swf")
						|| thread.getName().startsWith("HTTP-Dispatcher"))
				.hasSizeGreaterThan(2)
				.allMatch(Thread::isDaemon);
		}
	}

	@Test
	void settingsOfTheJdkServerAreNotLeftBehind() {
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			assertThat(swf.endpoint()).isNotNull();
			assertThat(System.getProperties()).doesNotContainKeys("sun.net.httpserver.nodelay",
					"sun.net.httpserver.maxReqTime", "sun.net.httpserver.idleInterval");
		}
	}

	@Test
	void callWithoutHttpIsNeitherRecordedNorFaulted() {
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			swf.faults().onEveryOperation().always().fail();

			swf.call("ListDomains", Map.of("registrationStatus", "REGISTERED"));

			assertThat(swf.calls().all()).isEmpty();
			assertThatIllegalArgumentException().isThrownBy(() -> swf.call("ListDomain", Map.of()))
				.withMessage("SWF has no operation 'ListDomain': did you mean 'ListDomains'?");
		}
	}

	@Test
	void twoEndpointsKnowNothingOfEachOther() {
		try (EmbeddedSwf one = EmbeddedSwf.start(); EmbeddedSwf other = EmbeddedSwf.start()) {
			StartedActivityTask task = one.activityTask("charge", "1.0").start();

			assertThatExceptionOfType(SwfFault.class)
				.isThrownBy(() -> other.call("RecordActivityTaskHeartbeat", Map.of("taskToken", task.taskToken())))
				.withMessage("Unknown execution: WorkflowExecution=[workflowId=" + task.workflowId() + ", runId="
						+ task.runId() + "]");
		}
	}

	@Test
	void longestWorkflowIdFitsIntoAToken() {
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			StartedActivityTask task = swf.activityTask("charge", "1.0").workflowId("\u20AC".repeat(256)).start();

			assertThat(task.taskToken()).hasSizeLessThanOrEqualTo(1024);
			swf.call("RespondActivityTaskCompleted", Map.of("taskToken", task.taskToken()));
			assertThat(task.workflow().awaitEvent("ActivityTaskCompleted").number("startedEventId")).isEqualTo(6);
		}
	}

	@Test
	void unknownTimeoutIsAMistakeOfTheTest() {
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			NewActivityTask task = swf.activityTask("charge", "1.0");

			assertThatIllegalArgumentException().isThrownBy(() -> task.timeout("heartbeat", Duration.ZERO))
				.withMessageStartingWith("An activity task has no timeout 'heartbeat'");
		}
	}

	@Test
	void taskThatAnotherHasTakenCannotBeStarted() {
		try (EmbeddedSwf swf = EmbeddedSwf.builder().longPoll(Duration.ZERO).start()) {
			ScheduledActivityTask task = swf.activityTask("charge", "1.0").schedule();
			task.start();

			assertThatIllegalStateException().isThrownBy(task::start)
				.withMessageStartingWith("Task list 'test' did not hold activity 'activity' next");
		}
	}

	@Test
	void attributeThatIsAbsentIsNamed() {
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			StartedActivityTask task = swf.activityTask("charge", "1.0").start();

			assertThat(task.events().get(5).string("identity")).isEqualTo("test");
			assertThatIllegalArgumentException().isThrownBy(() -> task.events().get(5).string("reason"))
				.withMessageStartingWith("Event 'ActivityTaskStarted' has no attribute 'reason'");
			assertThatIllegalArgumentException().isThrownBy(() -> task.events().get(5).number("startedEventId"))
				.withMessage("Event 6 (ActivityTaskStarted) has no attribute 'startedEventId': it has [identity, "
						+ "scheduledEventId]");
		}
	}

	@Test
	void clockIsMovedForwardsOnly() {
		SettableClock clock = new SettableClock(Instant.EPOCH);
		Clock elsewhere = clock.withZone(ZoneId.of("Europe/Paris"));

		clock.advance(Duration.ofSeconds(1));

		assertThat(elsewhere.instant()).isEqualTo(Instant.EPOCH.plusSeconds(1));
		assertThat(elsewhere.getZone()).isEqualTo(ZoneId.of("Europe/Paris"));
		assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
			.withMessageContaining("'PT-1S'");
	}

	@Test
	void recordIsBounded() {
		CallLog log = new CallLog();
		RecordedCalls calls = new RecordedCalls(log);

		for (int i = 0; i < 10_001; i++) {
			log.received(call("short"));
		}
		assertThat(calls.all()).hasSize(10_000);

		for (int i = 0; i < 20; i++) {
			log.received(call("l".repeat(1_000_000)));
		}
		assertThat(calls.all()).hasSize(16);
		calls.clear();
		assertThat(calls.all()).isEmpty();
	}

	private static RecordedCall call(String body) {
		return new RecordedCall("ListDomains", body, null, 0, Instant.EPOCH, 0, null);
	}

}
