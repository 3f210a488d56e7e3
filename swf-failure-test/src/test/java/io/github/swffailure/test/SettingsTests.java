// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.swffailure.test.protocol.SwfFault;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Settings and mistakes in them.
 */
class SettingsTests {

	static Stream<Arguments> mistakes() {
		return Stream.of(
				mistake("longPoll", (builder) -> builder.longPoll(Duration.ofMillis(-1)),
						"longPoll must not be negative but was 'PT-0.001S'"),
				mistake("closedExecutions", (builder) -> builder.closedExecutions(-1),
						"closedExecutions must not be negative but was '-1'"),
				mistake("size", (builder) -> builder.quota("ListDomains", 0, 1),
						"A quota needs a size of at least 1 and no negative refill but has '0' and '1'"),
				mistake("refill", (builder) -> builder.quota("ListDomains", 1, -1),
						"A quota needs a size of at least 1 and no negative refill but has '1' and '-1'"),
				mistake("name of a quota", (builder) -> builder.quota("ListDomain", 1, 1),
						"SWF has no quota 'ListDomain': did you mean 'ListDomains'?"),
				mistake("quota of each execution",
						(builder) -> builder.quota("SignalWorkflowExecution/executions", 1, 1),
						"SWF has no quota 'SignalWorkflowExecution/executions': did you mean "
								+ "'SignalWorkflowExecution/execution'?"),
				mistake("port", (builder) -> builder.port(65536), "A port is 0 to 65535 but was '65536'"),
				mistake("negative port", (builder) -> builder.port(-1), "A port is 0 to 65535 but was '-1'"),
				mistake("round trip", (builder) -> builder.roundTrip(Duration.ofMillis(-1)),
						"A round trip takes no negative time but was 'PT-0.001S'"));
	}

	private static Arguments mistake(String name, Consumer<EmbeddedSwfBuilder> settings, String message) {
		return Arguments.of(Named.of(name, settings), message);
	}

	@ParameterizedTest
	@MethodSource("mistakes")
	void mistakeIsRefusedWhenItIsMade(Consumer<EmbeddedSwfBuilder> settings, String message) {
		EmbeddedSwfBuilder builder = EmbeddedSwf.builder();

		assertThatIllegalArgumentException().isThrownBy(() -> settings.accept(builder)).withMessage(message);
	}

	@Test
	void noClosedExecutionsAreKeptIfNoneShallBe() {
		try (EmbeddedSwf swf = EmbeddedSwf.builder().closedExecutions(0).start()) {
			StartedActivityTask task = swf.activityTask("charge", "1.0").start();

			task.workflow().terminate();

			assertThatIllegalStateException().isThrownBy(task::events).withMessageContaining("is not kept any more");
			assertThat(swf.call("CountClosedWorkflowExecutions",
					Map.of("domain", "test", "closeTimeFilter", Map.of("oldestDate", 0))))
				.containsEntry("count", 0);
		}
	}

	@Test
	void clockOfTheMachineIsTheDefault() {
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			long before = Clock.systemUTC().millis();
			StartedActivityTask task = swf.activityTask("charge", "1.0").start();

			assertThat(task.events().get(0).eventTimestamp().toEpochMilli()).isBetween(before,
					Clock.systemUTC().millis());
		}
	}

	@ParameterizedTest
	@CsvSource({ "127.0.0.1, http://127.0.0.1:80", "0.0.0.0, http://127.0.0.1:80", "10.1.2.3, http://10.1.2.3:80",
			"::, http://127.0.0.1:80", "::1, http://[0:0:0:0:0:0:0:1]:80" })
	void endpointIsWhereClientsReachIt(String address, String endpoint) throws Exception {
		InetAddress listen = InetAddress.getByName(address);
		assertThat(listen instanceof Inet6Address).isEqualTo(address.contains(":"));

		assertThat(EmbeddedSwfBuilder.endpoint(new InetSocketAddress(listen, 80))).hasToString(endpoint);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1 })
	void faultMeetsAtLeastOneCall(int times) {
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			assertThatIllegalArgumentException().isThrownBy(() -> swf.faults().on("ListDomains").times(times))
				.withMessage("A fault must meet at least one call, not '" + times + "'");
		}
	}

	@Test
	void callsOfAFaultAreSaidOnce() {
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			assertThatIllegalArgumentException().isThrownBy(() -> swf.faults().on("ListDomains").times(2).always())
				.withMessage("Say once which calls a fault meets: times, always or share");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> swf.faults().on("ListDomains").share(0.5, 1).whenBody(String::isEmpty).times(2));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "heartbeat", "closeTimeout", "startToClose", "Timeout", "" })
	void timeoutThatNoActivityHasIsNamed(String name) {
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			NewActivityTask task = swf.activityTask("charge", "1.0").input("Timeout");

			assertThatIllegalArgumentException().isThrownBy(() -> task.timeout(name, Duration.ZERO))
				.withMessageStartingWith("An activity task has no timeout '" + name + "': use scheduleToStartTimeout");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT0.9S", "PT1.5S", "PT-1S", "PT27777778H" })
	void timeoutIsCountedInWholeSeconds(String timeout) {
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			NewActivityTask task = swf.activityTask("charge", "1.0");

			assertThatIllegalArgumentException()
				.isThrownBy(() -> task.timeout("heartbeatTimeout", Duration.parse(timeout)))
				.withMessageContaining("heartbeatTimeout");
		}
	}

	@Test
	void everyNameOfATaskIsCheckedWhenItIsGiven() {
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			NewActivityTask task = swf.activityTask("charge", "1.0");

			assertThatIllegalArgumentException().isThrownBy(() -> task.domain(" shop"));
			assertThatIllegalArgumentException().isThrownBy(() -> task.taskList("a|b"));
			assertThatIllegalArgumentException().isThrownBy(() -> task.workflowId(""));
			assertThatIllegalArgumentException().isThrownBy(() -> task.activityId("arn"));
			assertThatIllegalArgumentException().isThrownBy(() -> task.input("x".repeat(32_769)));
			assertThatIllegalArgumentException().isThrownBy(() -> EmbeddedSwf.builder().domain("shop "));
			assertThatIllegalArgumentException().isThrownBy(() -> EmbeddedSwf.builder().taskList("a/b"));
		}
	}

	@Test
	void domainAndTaskListAreSetInOnePlace() {
		try (EmbeddedSwf swf = EmbeddedSwf.builder().domain("shop").taskList("payments").start()) {
			ScheduledActivityTask task = swf.activityTask("charge", "1.0").schedule();

			assertThat(task.workflow().domain()).isEqualTo(swf.domain()).isEqualTo("shop");
			assertThat(task.taskList()).isEqualTo(swf.taskList()).isEqualTo("payments");
		}
	}

	@Test
	void workflowThatWasNeverStartedHasNoHistory() {
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			assertThatIllegalArgumentException().isThrownBy(() -> swf.history("workflow"))
				.withMessage("No workflow 'workflow' was started: there is none yet");
			swf.activityTask("charge", "1.0").workflowId("workflow").start();

			assertThatIllegalArgumentException().isThrownBy(() -> swf.history("wrokflow"))
				.withMessage("No workflow 'wrokflow' was started: did you mean 'workflow'?");
			assertThatExceptionOfType(AssertionError.class)
				.isThrownBy(() -> swf.awaitEvent("wrokflow", "TimerFired", Duration.ofMillis(1)))
				.withMessage("Expected 'TimerFired' in the history of 'wrokflow' within PT0.001S but: "
						+ "No workflow 'wrokflow' was started: did you mean 'workflow'?");
		}
	}

	@Test
	void callsAndEventsOfNamesThatDoNotExistAreRefused() {
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			WorkflowRun workflow = swf.activityTask("charge", "1.0").start().workflow();

			assertThatIllegalArgumentException().isThrownBy(() -> swf.calls().of("ListDomain"))
				.withMessage("SWF has no operation 'ListDomain': did you mean 'ListDomains'?");
			assertThatIllegalArgumentException().isThrownBy(() -> swf.calls().await("ListDomain", 1));
			assertThatIllegalArgumentException().isThrownBy(() -> workflow.awaitEvent("TimerFire"))
				.withMessage("SWF has no event 'TimerFire': did you mean 'TimerFired'?");
			assertThatIllegalArgumentException().isThrownBy(() -> workflow.decide("StartTimmer", Map.of()))
				.withMessage("SWF has no decision 'StartTimmer': did you mean 'StartTimer'?");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> workflow.decide("StartTimer", Map.of("timerID", "t", "startToFireTimeout", "1")))
				.withMessage("There is no member 'timerID': did you mean 'timerId'?");
		}
	}

	@Test
	void waitForCallsEndsWithItsTimeAndSaysWhatCame() {
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			assertThatExceptionOfType(AssertionError.class)
				.isThrownBy(() -> swf.calls().await("ListDomains", 1, Duration.ofMillis(1)))
				.withMessage("Expected 1 calls of 'ListDomains' within PT0.001S but there were 0, among all calls {}");
		}
	}

	@Test
	void inputIsNoTimeout() {
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			NewActivityTask task = swf.activityTask("charge", "1.0").input("42");

			assertThatIllegalArgumentException().isThrownBy(() -> task.timeout("input", Duration.ZERO));
		}
	}

	@Test
	void nameThatCannotBeRegisteredIsRefused() {
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			assertThatIllegalArgumentException().isThrownBy(() -> swf.activityTask("a:b", "1.0"))
				.withMessageContaining("Value 'a:b' at 'name'");
		}
	}

	@Test
	void workflowOfATaskKnowsItsDomain() {
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			ScheduledActivityTask task = swf.activityTask("charge", "1.0").domain("shop").schedule();

			assertThat(task.workflow().domain()).isEqualTo("shop");
		}
	}

	@Test
	void decisionThatIsRefusedDoesNotHoldUpTheNext() {
		try (EmbeddedSwf swf = EmbeddedSwf.builder().longPoll(Duration.ZERO).start()) {
			WorkflowRun workflow = swf.activityTask("charge", "1.0").start().workflow();
			assertThatExceptionOfType(SwfFault.class).isThrownBy(() -> workflow.decide("StartTimer", Map.of()))
				.withMessageContaining("startTimerDecisionAttributes.timerId");

			workflow.decide("StartTimer", Map.of("timerId", "t", "startToFireTimeout", "5"));

			assertThat(workflow.awaitEvent("TimerStarted").string("timerId")).isEqualTo("t");
		}
	}

	@Test
	void waitThatIsInterruptedTellsWhatThereWas() {
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			WorkflowRun workflow = swf.activityTask("charge", "1.0").schedule().workflow();
			Thread.currentThread().interrupt();

			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> workflow.awaitEvent("TimerFired"))
				.withMessageContaining("Expected 'TimerFired' in the history of '" + workflow.workflowId() + "'")
				.withMessageContaining("ActivityTaskScheduled {");
			assertThat(Thread.interrupted()).isTrue();
		}
	}

}
