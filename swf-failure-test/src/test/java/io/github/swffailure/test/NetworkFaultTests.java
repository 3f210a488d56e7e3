// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import io.github.swffailure.test.fault.FaultPlan;
import io.github.swffailure.test.fault.Faults;
import io.github.swffailure.test.history.HistoryEvent;
import io.github.swffailure.test.recording.RecordedCall;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.swf.SwfClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What real networks do, through clients.
 */
class NetworkFaultTests {

	private static final Duration LONG = Duration.ofHours(1);

	private final EmbeddedSwf swf = EmbeddedSwf.start();

	private final HttpClient http = HttpClient.newHttpClient();

	@AfterEach
	void close() {
		this.swf.close();
	}

	@Test
	void taskGoesToAPollWhoseClientHasGone() {
		this.swf.activityTask("charge", "1.0").start();
		this.swf.faults().on("PollForActivityTask").clientGone();
		assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> poll().join());

		ScheduledActivityTask task = this.swf.activityTask("charge", "1.0").schedule();

		assertThat(task.events()).extracting(HistoryEvent::eventType).endsWith("ActivityTaskStarted");
		assertThat(this.swf.calls().of("PollForActivityTask")).extracting(RecordedCall::error)
			.containsExactly(RecordedCall.DISCONNECTED);
	}

	@Test
	void taskGoesToAPollWhoseConnectionWasClosed() throws Exception {
		this.swf.activityTask("charge", "1.0").start();
		String body = "{\"domain\":\"test\",\"taskList\":{\"name\":\"test\"}}";
		try (Socket socket = new Socket(this.swf.endpoint().getHost(), this.swf.endpoint().getPort())) {
			socket.getOutputStream()
				.write(("POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: SimpleWorkflowService.PollForActivityTask\r\n"
						+ "Content-Length: " + body.length() + "\r\n\r\n" + body)
					.getBytes(StandardCharsets.UTF_8));
			this.swf.calls().await("PollForActivityTask", 1);
		}

		ScheduledActivityTask task = this.swf.activityTask("charge", "1.0").schedule();

		assertThat(this.swf.awaitEvent(task.workflowId(), "ActivityTaskStarted").eventId()).isEqualTo(6);
	}

	@Test
	void pollIsAnsweredAfterItsClientHasGivenUp() {
		this.swf.activityTask("charge", "1.0").start();
		ScheduledActivityTask task = this.swf.activityTask("charge", "1.0").schedule();
		this.swf.faults().on("PollForActivityTask").delay(LONG);

		CompletableFuture<HttpResponse<String>> poll = poll();
		this.swf.awaitEvent(task.workflowId(), "ActivityTaskStarted");

		assertThat(poll).isNotDone();
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 302, 403, 407, 413, 502, 504 })
	void pageOfAProxyIsNotTheServices(int status) {
		this.swf.faults().on("ListDomains").page(status);

		HttpResponse<String> answer = send("ListDomains", "{\"registrationStatus\":\"REGISTERED\"}").join();

		assertThat(answer.statusCode()).isEqualTo(status);
		assertThat(answer.body()).startsWith("<!DOCTYPE html>");
		assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
		assertThat(answer.headers().firstValue("x-amzn-RequestId")).isEmpty();
		assertThat(this.swf.calls().all()).singleElement().satisfies((call) -> {
			assertThat(call.status()).isEqualTo(status);
			assertThat(call.succeeded()).isFalse();
		});
	}

	@Test
	void gatewayMayGiveUpOnACallThatWasApplied() {
		StartedActivityTask task = this.swf.activityTask("charge", "1.0").start();
		this.swf.faults().on("RespondActivityTaskFailed").page(504);
		this.swf.faults().on("RespondActivityTaskFailed").pageAfterApplying(504);

		send("RespondActivityTaskFailed", "{\"taskToken\":\"" + task.taskToken() + "\"}").join();
		assertThat(this.swf.history(task.workflowId()).eventTypes()).doesNotContain("ActivityTaskFailed");
		send("RespondActivityTaskFailed", "{\"taskToken\":\"" + task.taskToken() + "\"}").join();

		assertThat(this.swf.history(task.workflowId()).eventTypes()).contains("ActivityTaskFailed");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void halfOpenConnectionBringsNothingUntilTheEnd(boolean applied) {
		StartedActivityTask task = this.swf.activityTask("charge", "1.0").start();
		FaultPlan plan = this.swf.faults().on("RespondActivityTaskFailed");
		Faults faults = applied ? plan.silenceAfterApplying() : plan.silence();

		CompletableFuture<HttpResponse<String>> report = send("RespondActivityTaskFailed",
				"{\"taskToken\":\"" + task.taskToken() + "\"}");
		this.swf.calls().await("RespondActivityTaskFailed", 1);
		assertThat(this.swf.history(task.workflowId()).eventTypes().contains("ActivityTaskFailed")).isEqualTo(applied);
		assertThat(report).isNotDone();
		faults.clear();
		this.swf.close();

		assertThatThrownBy(() -> report.get(30, TimeUnit.SECONDS)).isNotInstanceOf(TimeoutException.class);
		assertThat(this.swf.calls().of("RespondActivityTaskFailed")).extracting(RecordedCall::error)
			.containsExactly(RecordedCall.UNANSWERED);
	}

	@Test
	void slowBodyIsWholeInTheEnd() {
		this.swf.activityTask("charge", "1.0").start();
		this.swf.faults().on("ListDomains").slowBody(Duration.ofMillis(50));
		this.swf.faults().on("RegisterDomain").slowBody(Duration.ofMillis(50));

		assertThat(send("ListDomains", "{\"registrationStatus\":\"REGISTERED\"}").join().body())
			.contains("\"name\":\"test\"")
			.endsWith("}");
		assertThat(send("RegisterDomain", "{\"name\":\"d\",\"workflowExecutionRetentionPeriodInDays\":\"1\"}").join()
			.body()).isEmpty();
	}

	@Test
	void bodyThatIsSlowerThanTheClientIsNotReadToItsEnd() {
		this.swf.activityTask("charge", "1.0").start();
		this.swf.faults().on("ListDomains").always().slowBody(LONG);
		try (SwfClient impatient = SdkClients.impatient(this.swf)) {
			assertThatExceptionOfType(SdkException.class)
				.isThrownBy(() -> impatient.listDomains((request) -> request.registrationStatus("REGISTERED")
					.overrideConfiguration((call) -> call.apiCallTimeout(Duration.ofMillis(200)))));
		}
	}

	@Test
	void shareOfTheCallsFailsAtRandomAndAgainForTheSameSeed() {
		List<Integer> first = statuses(7);
		List<Integer> again = statuses(7);
		List<Integer> other = statuses(8);

		assertThat(first).isEqualTo(again).isNotEqualTo(other);
		assertThat(first).filteredOn((status) -> status == 500).hasSizeBetween(20, 40);
	}

	private List<Integer> statuses(long seed) {
		this.swf.faults().clear();
		this.swf.faults().on("ListDomains").share(0.3, seed).fail();
		return IntStream.range(0, 100)
			.map((i) -> send("ListDomains", "{\"registrationStatus\":\"REGISTERED\"}").join().statusCode())
			.boxed()
			.toList();
	}

	@Test
	void everyAnswerTakesItsRoundTrip() {
		try (EmbeddedSwf far = EmbeddedSwf.builder().roundTrip(LONG).start()) {
			StartedActivityTask task = far.activityTask("charge", "1.0").start();
			CompletableFuture<HttpResponse<String>> report = send(far.endpoint(), "RespondActivityTaskFailed",
					"{\"taskToken\":\"" + task.taskToken() + "\"}");

			far.awaitEvent(task.workflowId(), "ActivityTaskFailed");

			assertThat(report).isNotDone();
		}
	}

	@Test
	void faultWithoutItsLastWordIsAnErrorAtTheEnd() {
		EmbeddedSwf careless = EmbeddedSwf.start();
		careless.faults().on("RespondActivityTaskFailed").times(2);
		careless.faults().onEveryOperation();

		assertThatIllegalStateException().isThrownBy(careless::close)
			.withMessage("A fault of 'RespondActivityTaskFailed', 'every operation' was begun but never planned: "
					+ "end the statement with its last word, such as throttle()");
		careless.close();
	}

	@Test
	void faultThatWasPlannedOrForgottenIsNone() {
		this.swf.faults().on("ListDomains").times(2).throttle();
		this.swf.faults().on("ListDomains").always();

		this.swf.faults().clear();
	}

	@Test
	void settingsOfAFaultAreCheckedAtOnce() {
		for (ThrowingCallable mistake : List.<ThrowingCallable>of(() -> on().answer(99, "X", "m"),
				() -> on().answer(1000, "X", "m"), () -> on().answer(200, "X", "m"), () -> on().answer(400, " ", "m"),
				() -> this.swf.calls().await("ListDomains", 0), () -> on().page(199), () -> on().page(600),
				() -> on().page(204), () -> on().page(304), () -> on().delay(Duration.ZERO),
				() -> on().delay(Duration.ofMillis(-1)), () -> on().slowBody(Duration.ofMillis(-1)),
				() -> on().share(0, 1), () -> on().share(1.1, 1), () -> on().share(Double.NaN, 1),
				() -> on().times(0))) {
			assertThatIllegalArgumentException().isThrownBy(mistake);
		}
	}

	private FaultPlan on() {
		return this.swf.faults().on("ListDomains");
	}

	private CompletableFuture<HttpResponse<String>> poll() {
		return send("PollForActivityTask", "{\"domain\":\"test\",\"taskList\":{\"name\":\"test\"}}");
	}

	private CompletableFuture<HttpResponse<String>> send(String operation, String body) {
		return send(this.swf.endpoint(), operation, body);
	}

	private CompletableFuture<HttpResponse<String>> send(URI endpoint, String operation, String body) {
		HttpRequest request = HttpRequest.newBuilder(endpoint)
			.header("X-Amz-Target", "SimpleWorkflowService." + operation)
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build();
		return this.http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
	}

}
