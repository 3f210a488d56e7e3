// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.swf.SwfClient;

/**
 * An endpoint that gives the answers it was told to, in their order, then the one that
 * stands for the rest, and remembers what it was asked.
 */
final class ScriptedSwf implements AutoCloseable {

	private static final CountDownLatch NONE = new CountDownLatch(0);

	static final Answer OK = new Answer(200, "", NONE);

	static final Answer THROTTLED = Answer.error(400, "com.amazon.coral.availability#ThrottlingException",
			"Rate exceeded");

	static final Answer CLOSED = Answer.error(400, "com.amazonaws.swf.base.model#UnknownResourceFault",
			"Unknown activity, scheduledEventId = 5");

	static final Answer TOO_LONG = Answer.error(400, "com.amazon.coral.validate#ValidationException",
			"1 validation error detected: Value 'hunter2' at 'details' failed to satisfy constraint: Member must have length less than or equal to 32768");

	static final Answer NOT_PERMITTED = Answer.error(400, "com.amazonaws.swf.base.model#OperationNotPermittedFault",
			"User: arn:aws:iam::123456789012:user/worker is not authorized to perform: swf:RespondActivityTaskFailed on resource: arn:aws:swf:us-east-1:123456789012:/domain/orders");

	static final Answer BROKEN = Answer.error(500, "com.amazon.coral.service#InternalFailure", "");

	static {
		// Without it each answer waits 40 ms for an acknowledgement
		System.setProperty("sun.net.httpserver.nodelay", "true");
	}

	private final List<Call> calls = new CopyOnWriteArrayList<>();

	private final Queue<Answer> script = new ConcurrentLinkedQueue<>();

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final HttpServer server;

	private volatile Answer rest = OK;

	private final Map<String, Answer> byToken = new ConcurrentHashMap<>();

	private final AtomicInteger turn = new AtomicInteger();

	private volatile int everyTurn;

	private volatile Answer every = OK;

	ScriptedSwf() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", this::handle);
		this.server.setExecutor(this.executor);
		this.server.start();
	}

	ScriptedSwf answers(Answer... answers) {
		this.script.addAll(List.of(answers));
		return this;
	}

	ScriptedSwf answersFromNowOn(Answer answer) {
		this.rest = answer;
		return this;
	}

	ScriptedSwf answersTo(String token, Answer answer) {
		this.byToken.put(token, answer);
		return this;
	}

	/** Gives each so many-th call this answer. */
	ScriptedSwf answersEvery(int turn, Answer answer) {
		this.everyTurn = turn;
		this.every = answer;
		return this;
	}

	List<Call> calls() {
		return this.calls;
	}

	URI endpoint() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
	}

	SwfClient client() {
		return client((configuration) -> {
		});
	}

	SwfClient clientWithoutRetries() {
		return client((configuration) -> configuration.retryStrategy((strategy) -> strategy.maxAttempts(1)));
	}

	SwfClient client(Consumer<ClientOverrideConfiguration.Builder> configuration) {
		return SwfClient.builder()
			.region(Region.US_EAST_1)
			.endpointOverride(endpoint())
			.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
			.overrideConfiguration(configuration)
			.build();
	}

	private void handle(HttpExchange exchange) throws IOException {
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
		this.calls.add(new Call(target.substring(target.lastIndexOf('.') + 1), body));
		Answer answer = answerTo(body);
		answer.awaitRelease();
		byte[] text = answer.body.getBytes(StandardCharsets.UTF_8);
		if (answer.ofSwf) {
			exchange.getResponseHeaders().set("x-amzn-RequestId", "a1b2");
		}
		exchange.sendResponseHeaders(answer.status, (text.length > 0) ? text.length : -1);
		exchange.getResponseBody().write(text);
		exchange.close();
	}

	private Answer answerTo(String body) {
		for (Map.Entry<String, Answer> answer : this.byToken.entrySet()) {
			if (body.contains("\"taskToken\":\"" + answer.getKey() + "\"")) {
				return answer.getValue();
			}
		}
		Answer scripted = this.script.poll();
		if (scripted != null) {
			return scripted;
		}
		return (this.everyTurn > 0 && this.turn.incrementAndGet() % this.everyTurn == 0) ? this.every : this.rest;
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	record Call(String operation, String body) {
	}

	record Answer(int status, String body, CountDownLatch release, boolean ofSwf) {

		Answer(int status, String body, CountDownLatch release) {
			this(status, body, release, true);
		}

		static Answer foreign(int status, String body) {
			return new Answer(status, body, NONE, false);
		}

		static Answer error(int status, String type, String message) {
			return new Answer(status, "{\"__type\":\"" + type + "\",\"message\":\"" + message + "\"}", NONE);
		}

		Answer after(CountDownLatch release) {
			return new Answer(this.status, this.body, release);
		}

		private void awaitRelease() {
			try {
				this.release.await(20, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
