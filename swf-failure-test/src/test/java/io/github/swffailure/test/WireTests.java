// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What goes over the wire, and what may come over it.
 */
class WireTests {

	private static final HttpClient http = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(5))
		.build();

	private static EmbeddedSwf swf;

	@BeforeAll
	static void start() {
		swf = EmbeddedSwf.start();
	}

	@AfterAll
	static void close() {
		swf.close();
	}

	@Test
	void onlyTheLoopbackAddressIsListenedOn() {
		assertThat(swf.endpoint().getHost()).isEqualTo("127.0.0.1");
		assertThat(swf.endpoint().getScheme()).isEqualTo("http");
	}

	@Test
	void anyAddressCanBeListenedOnAndIsReachedThroughTheLoopback() throws Exception {
		try (EmbeddedSwf open = EmbeddedSwf.builder().address(InetAddress.getByName("0.0.0.0")).start()) {
			assertThat(open.endpoint().getHost()).isEqualTo("127.0.0.1");
			assertThat(send(open.endpoint(), "ListDomains", "{\"registrationStatus\":\"REGISTERED\"}").statusCode())
				.isEqualTo(200);
		}
	}

	@Test
	void answerWithoutOutputHasNoBody() throws Exception {
		HttpResponse<String> answer = send("RegisterDomain",
				"{\"name\":\"wire\",\"workflowExecutionRetentionPeriodInDays\":\"1\"}");

		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).isEmpty();
		assertThat(answer.headers().firstValue("Content-Length")).hasValue("0");
		assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
	}

	@Test
	void errorNamesItsTypeInTheBodyOnly() throws Exception {
		HttpResponse<String> answer = send("DescribeDomain", "{\"name\":\"nowhere\"}");

		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(answer.body()).isEqualTo(
				"{\"__type\":\"com.amazonaws.swf.base.model#UnknownResourceFault\",\"message\":\"Unknown domain: nowhere\"}");
		assertThat(answer.headers().firstValue("x-amzn-ErrorType")).isEmpty();
		assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
	}

	@ParameterizedTest
	@ValueSource(strings = { "SimpleWorkflowService.ListDomains",
			"com.amazonaws.swf.service.model.SimpleWorkflowService.ListDomains", "ListDomains" })
	void operationIsWhatFollowsTheLastDot(String target) throws Exception {
		assertThat(post(swf.endpoint(), target, "{\"registrationStatus\":\"REGISTERED\"}").statusCode()).isEqualTo(200);
	}

	@Test
	void everyAnswerIsJson() throws Exception {
		for (String body : List.of("{\"registrationStatus\":\"REGISTERED\"}", "{}", "nonsense")) {
			assertThat(post(swf.endpoint(), "ListDomains", body).headers().firstValue("Content-Type"))
				.contains("application/json");
		}
	}

	@Test
	void runIdsAreInTheAlphabetOfTheService() {
		Set<String> ids = new HashSet<>();
		for (int i = 0; i < 100; i++) {
			ids.add(swf.activityTask("charge", "1.0").start().runId());
		}

		assertThat(ids).hasSize(100).allMatch((id) -> id.matches("[0-9]{2}[A-Za-z0-9+/]{43}="));
		assertThat(String.join("", ids)).contains("+", "/");
	}

	@ParameterizedTest
	@ValueSource(strings = { "SimpleWorkflowService.TagResources", "SimpleWorkflowService.", "", "nonsense" })
	void otherOperationsAreUnknown(String target) throws Exception {
		HttpResponse<String> answer = post(swf.endpoint(), target, "{}");

		assertThat(answer.statusCode()).isEqualTo(404);
		assertThat(answer.body()).contains("com.amazon.coral.service#UnknownOperationException");
	}

	@Test
	void missingTargetIsAnUnknownOperation() throws Exception {
		HttpResponse<String> answer = http.send(
				HttpRequest.newBuilder(swf.endpoint()).POST(HttpRequest.BodyPublishers.ofString("{}")).build(),
				HttpResponse.BodyHandlers.ofString());

		assertThat(answer.statusCode()).isEqualTo(404);
	}

	@Test
	void onlyPostIsServed() throws Exception {
		HttpResponse<String> answer = http.send(HttpRequest.newBuilder(swf.endpoint())
			.header("X-Amz-Target", "SimpleWorkflowService.ListDomains")
			.GET()
			.build(), HttpResponse.BodyHandlers.ofString());

		assertThat(answer.statusCode()).isEqualTo(404);
		assertThat(answer.body()).contains("UnknownOperationException");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "null", "\"text\"", "5", "{} {}", "{\"name\":}", "\u0000", "{'name':1}",
			"{\"name\":5}", "{\"name\":[\"x\"]}", "{\"name\":{}}", "{\"name\":true}" })
	void whatIsNotTheRightJsonIsASerializationException(String body) throws Exception {
		HttpResponse<String> answer = send("DescribeDomain", body);

		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(answer.body()).contains("SerializationException").doesNotContain("\tat ", "Jackson", "fasterxml");
	}

	@ParameterizedTest
	@ValueSource(strings = { "1.5", "\"10\"", "1e400", "{}" })
	void whatIsNotAWholeNumberIsASerializationException(String number) throws Exception {
		assertThat(send("ListDomains", "{\"registrationStatus\":\"REGISTERED\",\"maximumPageSize\":" + number + "}")
			.body()).contains("SerializationException");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1", "1001", "99999999999999999999" })
	void numberOutOfBoundsIsAValidationException(String number) throws Exception {
		assertThat(send("ListDomains", "{\"registrationStatus\":\"REGISTERED\",\"maximumPageSize\":" + number + "}")
			.body()).contains("ValidationException", "'" + number + "' at 'maximumPageSize'");
	}

	@ParameterizedTest
	@ValueSource(bytes = { (byte) 0x80, (byte) 0xC3, (byte) 0xFF })
	void whatIsNotUtf8IsASerializationException(byte wrong) throws Exception {
		HttpResponse<String> answer = http.send(HttpRequest.newBuilder(swf.endpoint())
			.header("X-Amz-Target", "SimpleWorkflowService.DescribeDomain")
			.POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] { '{', '"', wrong, '"', ':', '1', '}' }))
			.build(), HttpResponse.BodyHandlers.ofString());

		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(answer.body()).contains("SerializationException").doesNotContain("fasterxml");
	}

	@Test
	void deeplyNestedJsonIsRefused() throws Exception {
		HttpResponse<String> answer = send("DescribeDomain", "[".repeat(100_000));

		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(answer.body()).contains("SerializationException");
	}

	@Test
	void halfASurrogatePairSurvives() throws Exception {
		StartedActivityTask task = swf.activityTask("charge", "1.0").start();

		send("RespondActivityTaskFailed", "{\"taskToken\":\"" + task.taskToken() + "\",\"reason\":\"abc\\uD83D\"}");

		assertThat(send("GetWorkflowExecutionHistory", "{\"domain\":\"test\",\"execution\":{\"workflowId\":\""
				+ task.workflowId() + "\",\"runId\":\"" + task.runId() + "\"}}")
			.body()).contains("\"reason\":\"abc\\uD83D\"");
	}

	@Test
	void requestAboveOneMegabyteIsTooLarge() throws Exception {
		HttpResponse<String> answer = send("RespondActivityTaskFailed",
				"{\"details\":\"" + "d".repeat(1024 * 1024) + "\"}");

		assertThat(answer.statusCode()).isEqualTo(413);
		assertThat(answer.body()).contains("RequestEntityTooLargeException");
		assertThat(swf.calls().of("RespondActivityTaskFailed")).last()
			.satisfies((call) -> assertThat(call.error()).isEqualTo("RequestEntityTooLargeException"));
	}

	@Test
	void largestTextsOfTheSdkAreNotTooLarge() throws Exception {
		String escaped = "\\uD83D\\uDE00".repeat(16_384);
		StartedActivityTask task = swf.activityTask("charge", "1.0").start();

		HttpResponse<String> answer = send("RespondActivityTaskFailed",
				"{\"taskToken\":\"" + task.taskToken() + "\",\"details\":\"" + escaped + "\"}");

		assertThat(answer.statusCode()).isEqualTo(200);
	}

	@Test
	void slowClientsHoldUpNobody() throws Exception {
		List<Socket> slow = new ArrayList<>();
		try {
			for (int i = 0; i < 100; i++) {
				slow.add(beginRequest("POST / HTTP/1.1\r\nHost: x\r\nContent-Le"));
				slow.add(beginRequest("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{\"name\""));
			}

			assertThat(send("ListDomains", "{\"registrationStatus\":\"REGISTERED\"}").statusCode()).isEqualTo(200);
		}
		finally {
			for (Socket socket : slow) {
				socket.close();
			}
		}
	}

	@Test
	void clientThatSpeaksNoHttpIsRefused() throws Exception {
		try (Socket socket = beginRequest("SSH-2.0-nonsense\r\n\r\n")) {
			InputStream answer = socket.getInputStream();

			assertThat(new String(answer.readAllBytes(), StandardCharsets.UTF_8)).contains("400 Bad Request");
		}
	}

	private static Socket beginRequest(String text) throws IOException {
		Socket socket = new Socket(swf.endpoint().getHost(), swf.endpoint().getPort());
		socket.setSoTimeout(10_000);
		OutputStream out = socket.getOutputStream();
		out.write(text.getBytes(StandardCharsets.UTF_8));
		out.flush();
		return socket;
	}

	private static HttpResponse<String> send(String operation, String body) throws Exception {
		return send(swf.endpoint(), operation, body);
	}

	private static HttpResponse<String> send(URI endpoint, String operation, String body) throws Exception {
		return post(endpoint, "SimpleWorkflowService." + operation, body);
	}

	private static HttpResponse<String> post(URI endpoint, String target, String body) throws Exception {
		return http.send(HttpRequest.newBuilder(endpoint)
			.timeout(Duration.ofSeconds(10))
			.header("X-Amz-Target", target)
			.header("Content-Type", "application/x-amz-json-1.0")
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build(), HttpResponse.BodyHandlers.ofString());
	}

}
