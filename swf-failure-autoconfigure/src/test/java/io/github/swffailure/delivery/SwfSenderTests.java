// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import io.github.swffailure.OrderFailures;
import io.github.swffailure.ReportOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.LimitExceededException;
import software.amazon.awssdk.services.swf.model.OperationNotPermittedException;
import software.amazon.awssdk.services.swf.model.RespondActivityTaskFailedRequest;
import software.amazon.awssdk.services.swf.model.RespondActivityTaskFailedResponse;
import software.amazon.awssdk.services.swf.model.SwfException;
import software.amazon.awssdk.services.swf.model.UnknownResourceException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SwfSenderTests {

	private final ScriptedSwf swf = new ScriptedSwf();

	private final SwfClient client = this.swf.client();

	private final SwfSender sender = new SwfSender(() -> this.client, Duration.ofSeconds(6));

	@AfterEach
	void close() {
		this.client.close();
		this.swf.close();
	}

	@Test
	void failureIsSentWhole() {
		SwfAnswer answer = this.sender.send(OrderFailures.of("t1"), false, false, Duration.ofSeconds(6));
		assertThat(answer).isEqualTo(new SwfAnswer(ReportOutcome.REPORTED, null));
		assertThat(this.swf.calls()).containsExactly(new ScriptedSwf.Call("RespondActivityTaskFailed",
				"{\"taskToken\":\"t1\",\"reason\":\"IOException: disk\",\"details\":\"at Disk.write\"}"));
	}

	@Test
	void cancellationIsSentAsSuch() {
		SwfAnswer answer = this.sender.send(OrderFailures.cancellation("t1"), false, false, Duration.ofSeconds(6));
		assertThat(answer.outcome()).isEqualTo(ReportOutcome.CANCELED);
		assertThat(this.swf.calls()).containsExactly(new ScriptedSwf.Call("RespondActivityTaskCanceled",
				"{\"taskToken\":\"t1\",\"details\":\"stopped at record 12\"}"));
	}

	@ParameterizedTest
	@MethodSource
	void exceptionOfAMockIsClassified(SwfException error, ReportOutcome outcome) {
		SwfClient thrower = new SwfClient() {

			@Override
			public String serviceName() {
				return SERVICE_NAME;
			}

			@Override
			public RespondActivityTaskFailedResponse respondActivityTaskFailed(
					RespondActivityTaskFailedRequest request) {
				throw error;
			}

			@Override
			public void close() {
			}

		};
		SwfSender toDouble = new SwfSender(() -> thrower, Duration.ofSeconds(6));
		assertThat(toDouble.send(OrderFailures.of("t1"), false, false, Duration.ofSeconds(6)))
			.isEqualTo(new SwfAnswer(outcome, error));
	}

	static Stream<Arguments> exceptionOfAMockIsClassified() {
		return Stream.of(Arguments.of(SwfException.builder().build(), ReportOutcome.DEFERRED),
				Arguments.of(SwfException.builder().message("throttled").build(), ReportOutcome.DEFERRED),
				Arguments.of(UnknownResourceException.builder().build(), ReportOutcome.TASK_CLOSED),
				Arguments.of(OperationNotPermittedException.builder().build(), ReportOutcome.DENIED),
				Arguments.of(LimitExceededException.builder().build(), ReportOutcome.DEFERRED));
	}

	@Test
	void throttlingIsRetriedByTheSdk() {
		this.swf.answers(ScriptedSwf.THROTTLED);
		assertThat(this.sender.send(OrderFailures.of("t1"), false, false, Duration.ofSeconds(6)).outcome())
			.isEqualTo(ReportOutcome.REPORTED);
		assertThat(this.swf.calls()).hasSize(2);
	}

	@Test
	void closedTaskIsClosed() {
		this.swf.answers(ScriptedSwf.CLOSED);
		assertThat(this.sender.send(OrderFailures.of("t1"), false, false, Duration.ofSeconds(6)).outcome())
			.isEqualTo(ReportOutcome.TASK_CLOSED);
	}

	@Test
	void closedTaskAfterALostAnswerWasClosedByUs() {
		this.swf.answers(ScriptedSwf.BROKEN, ScriptedSwf.CLOSED);
		assertThat(this.sender.send(OrderFailures.of("t1"), false, false, Duration.ofSeconds(6)).outcome())
			.isEqualTo(ReportOutcome.REPORTED);
		assertThat(this.swf.calls()).hasSize(2);
	}

	@Test
	void closedTaskAfterAnEarlierCallThatMayHaveArrivedWasClosedByUs() {
		this.swf.answers(ScriptedSwf.CLOSED);
		assertThat(this.sender.send(OrderFailures.of("t1"), true, true, Duration.ofSeconds(6)).outcome())
			.isEqualTo(ReportOutcome.REPORTED);
	}

	@Test
	void closedTaskAfterThrottlingWasNotClosedByUs() {
		this.swf.answers(ScriptedSwf.THROTTLED, ScriptedSwf.CLOSED);
		SwfAnswer answer = this.sender.send(OrderFailures.of("t1"), true, false, Duration.ofSeconds(6));
		assertThat(answer.outcome()).isEqualTo(ReportOutcome.TASK_CLOSED);
		assertThat(answer.throttled()).isTrue();
		assertThat(this.swf.calls()).hasSize(2);
	}

	@Test
	void throttlingIsNoticedBehindASuccess() {
		this.swf.answers(ScriptedSwf.THROTTLED);
		SwfAnswer answer = this.sender.send(OrderFailures.of("t1"), false, false, Duration.ofSeconds(6));
		assertThat(answer).isEqualTo(new SwfAnswer(ReportOutcome.REPORTED, null, false, true));
	}

	@Test
	void answersThatRefuseDidNotArrive() {
		try (SwfClient once = this.swf.clientWithoutRetries()) {
			this.swf.answers(ScriptedSwf.THROTTLED, ScriptedSwf.NOT_PERMITTED);
			assertThat(send(once).mayHaveArrived()).isFalse();
			assertThat(send(once).mayHaveArrived()).isFalse();
		}
	}

	@Test
	void serverErrorMayHaveArrived() {
		try (SwfClient once = this.swf.clientWithoutRetries()) {
			this.swf.answers(ScriptedSwf.BROKEN);
			assertThat(send(once).mayHaveArrived()).isTrue();
		}
	}

	@Test
	void timeoutAfterSendingMayHaveArrived() {
		CountDownLatch release = new CountDownLatch(1);
		this.swf.answersFromNowOn(ScriptedSwf.OK.after(release));
		SwfAnswer answer = new SwfSender(() -> this.client, Duration.ofMillis(300)).send(OrderFailures.of("t1"), false,
				false, Duration.ofMillis(300));
		release.countDown();
		assertThat(answer.mayHaveArrived()).isTrue();
	}

	@Test
	void refusedConnectionDidNotArrive() {
		this.swf.close();
		SwfAnswer answer = send(this.client);
		assertThat(answer.outcome()).isEqualTo(ReportOutcome.DEFERRED);
		assertThat(answer.mayHaveArrived()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3 })
	void connectionThatIsCutAfterSendingMayHaveArrivedAlsoIfTheNextAreRefused(int attempts) throws IOException {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				SwfClient cut = client(server.getLocalPort(), attempts)) {
			Thread cutter = new Thread(() -> {
				try (server; Socket socket = server.accept()) {
					socket.getInputStream().read();
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			});
			cutter.start();
			SwfAnswer answer = send(cut);
			assertThat(answer.outcome()).isEqualTo(ReportOutcome.DEFERRED);
			assertThat(answer.mayHaveArrived()).isTrue();
		}
	}

	@ParameterizedTest
	@CsvSource({ "200, true", "400, false", "500, true" })
	void reportMayHaveArrivedIfTheAnswerCannotBeRead(int status, boolean arrived) {
		this.swf.answersFromNowOn(ScriptedSwf.Answer.error(status, "Strange", "strange"));
		ExecutionInterceptor broken = new ExecutionInterceptor() {

			@Override
			public void beforeUnmarshalling(Context.BeforeUnmarshalling context, ExecutionAttributes attributes) {
				throw new IllegalStateException("broken");
			}

		};
		try (SwfClient client = this.swf.client((configuration) -> configuration.addExecutionInterceptor(broken)
			.retryStrategy((retry) -> retry.maxAttempts(1)))) {
			SwfAnswer answer = send(client);
			assertThat(answer.outcome()).isEqualTo(ReportOutcome.DEFERRED);
			assertThat(answer.mayHaveArrived()).isEqualTo(arrived);
		}
	}

	private static SwfClient client(int port, int attempts) {
		return SwfClient.builder()
			.region(Region.US_EAST_1)
			.endpointOverride(URI.create("http://127.0.0.1:" + port))
			.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
			.overrideConfiguration(
					(configuration) -> configuration.retryStrategy((retry) -> retry.maxAttempts(attempts)))
			.build();
	}

	private static SwfAnswer send(SwfClient client) {
		return new SwfSender(() -> client, Duration.ofSeconds(6)).send(OrderFailures.of("t1"), false, false,
				Duration.ofSeconds(6));
	}

	@ParameterizedTest
	@CsvSource({ "200", "403", "407", "413", "502" })
	void answerThatIsNotOfSwfDefers(int status) {
		this.swf.answersFromNowOn(ScriptedSwf.Answer.foreign(status, "<html>Please log in</html>"));
		SwfAnswer answer = send(this.client);
		assertThat(answer.outcome()).isEqualTo(ReportOutcome.DEFERRED);
		assertThat(answer.error())
			.hasMessage("HTTP " + status + " without a request id of SWF: a proxy or portal answered instead");
	}

	@Test
	void refusedTextIsReplacedOnceByAShortOne() {
		this.swf.answers(ScriptedSwf.TOO_LONG);
		assertThat(this.sender.send(OrderFailures.of("t1"), false, false, Duration.ofSeconds(6)).outcome())
			.isEqualTo(ReportOutcome.REPORTED);
		assertThat(this.swf.calls()).hasSize(2);
		assertThat(this.swf.calls().get(1).body())
			.isEqualTo("{\"taskToken\":\"t1\",\"reason\":\"java.io.IOException\"}");
	}

	@Test
	void refusedShortTextIsRejected() {
		this.swf.answers(ScriptedSwf.TOO_LONG, ScriptedSwf.TOO_LONG);
		assertThat(this.sender.send(OrderFailures.of("t1"), false, false, Duration.ofSeconds(6)).outcome())
			.isEqualTo(ReportOutcome.REJECTED);
		assertThat(this.swf.calls()).hasSize(2);
	}

	@Test
	void shortTextIsDeferredWhenSwfThenThrottles() {
		try (SwfClient once = this.swf.clientWithoutRetries()) {
			this.swf.answers(ScriptedSwf.TOO_LONG, ScriptedSwf.THROTTLED);
			SwfSender sender = new SwfSender(() -> once, Duration.ofSeconds(6));
			assertThat(sender.send(OrderFailures.of("t1"), false, false, Duration.ofSeconds(6)).outcome())
				.isEqualTo(ReportOutcome.DEFERRED);
		}
	}

	@Test
	void deniedReportOfTheJournalIsAlsoTriedShort() {
		this.swf.answers(ScriptedSwf.NOT_PERMITTED);
		assertThat(this.sender.send(OrderFailures.of("t1"), true, false, Duration.ofSeconds(6)).outcome())
			.isEqualTo(ReportOutcome.REPORTED);
		this.swf.answers(ScriptedSwf.NOT_PERMITTED);
		assertThat(this.sender.send(OrderFailures.of("t2"), false, false, Duration.ofSeconds(6)).outcome())
			.isEqualTo(ReportOutcome.DENIED);
		assertThat(this.swf.calls()).hasSize(3);
	}

	@ParameterizedTest
	@CsvSource({ "true, REPORTED", "false, TASK_CLOSED" })
	void closedTaskAfterShorterTextWasClosedByUsOnlyIfACallMayHaveArrived(boolean arrived, ReportOutcome expected) {
		this.swf.answers(ScriptedSwf.TOO_LONG, ScriptedSwf.CLOSED);
		SwfAnswer answer = this.sender.send(OrderFailures.of("t1"), true, arrived, Duration.ofSeconds(6));
		assertThat(answer.outcome()).isEqualTo(expected);
	}

	@Test
	void closedTaskAfterShorterTextWasClosedByTheLostAnswerBeforeIt() {
		this.swf.answers(ScriptedSwf.BROKEN, ScriptedSwf.TOO_LONG, ScriptedSwf.CLOSED);
		SwfAnswer answer = this.sender.send(OrderFailures.of("t1"), true, false, Duration.ofSeconds(6));
		assertThat(answer.outcome()).isEqualTo(ReportOutcome.REPORTED);
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 500 })
	void slowAnswerEndsWithTheAttemptTimeout(int status) {
		CountDownLatch release = new CountDownLatch(1);
		this.swf.answersFromNowOn(new ScriptedSwf.Answer(status, "", release));
		SwfSender impatient = new SwfSender(() -> this.client, Duration.ofMillis(300));
		SwfAnswer answer = impatient.send(OrderFailures.of("t1"), false, false, Duration.ofMillis(300));
		assertThat(answer.outcome()).isEqualTo(ReportOutcome.DEFERRED);
		assertThat(answer.error()).isInstanceOf(ApiCallTimeoutException.class);
		release.countDown();
	}

	@Test
	void endpointThatDoesNotListenDefers() {
		this.swf.close();
		SwfAnswer answer = this.sender.send(OrderFailures.of("t1"), false, false, Duration.ofSeconds(6));
		assertThat(answer.outcome()).isEqualTo(ReportOutcome.DEFERRED);
		assertThat(answer.error()).isInstanceOf(SdkClientException.class);
	}

	@Test
	void closedClientDefers() {
		this.client.close();
		assertThat(this.sender.send(OrderFailures.of("t1"), false, false, Duration.ofSeconds(6)).outcome())
			.isEqualTo(ReportOutcome.DEFERRED);
	}

	@Test
	void clientThatCannotBeCreatedDefers() {
		SwfSender sender = new SwfSender(() -> {
			throw new IllegalStateException("no region");
		}, Duration.ofSeconds(1));
		SwfAnswer answer = sender.send(OrderFailures.of("t1"), false, false, Duration.ofSeconds(6));
		assertThat(answer.outcome()).isEqualTo(ReportOutcome.DEFERRED);
		assertThat(answer.error()).hasMessage("no region");
	}

	@Test
	void clientIsAskedForOnlyWhenNeeded() {
		int[] asked = new int[1];
		SwfSender lazy = new SwfSender(() -> {
			asked[0]++;
			return this.client;
		}, Duration.ofSeconds(6));
		assertThat(asked[0]).isZero();
		lazy.send(OrderFailures.of("t1"), false, false, Duration.ofSeconds(6));
		assertThat(asked[0]).isOne();
	}

	@Test
	void attemptTimeoutIsMoreThanZero() {
		assertThatIllegalArgumentException().isThrownBy(() -> new SwfSender(() -> this.client, Duration.ZERO))
			.withMessage("The attempt timeout must be more than zero but is PT0S");
	}

}
