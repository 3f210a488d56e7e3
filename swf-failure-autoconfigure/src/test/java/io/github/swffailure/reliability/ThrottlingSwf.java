// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An endpoint that only counts tokens, with the bucket by which SWF throttles an account,
 * a round trip, and faults at random.
 */
final class ThrottlingSwf implements AutoCloseable {

	private static final Pattern TOKEN = Pattern.compile("\"taskToken\":\"([^\"]+)\"");

	private static final byte[] THROTTLED = "{\"__type\":\"com.amazon.coral.availability#ThrottlingException\",\"message\":\"Rate exceeded\"}"
		.getBytes(StandardCharsets.UTF_8);

	private static final byte[] STRANGE = "{\"__type\":\"StrangeFault\",\"message\":\"strange\"}"
		.getBytes(StandardCharsets.UTF_8);

	private static final Duration SLOW = Duration.ofSeconds(30);

	private static final byte[] CLOSED = "{\"__type\":\"com.amazonaws.swf.base.model#UnknownResourceFault\",\"message\":\"Unknown activity\"}"
		.getBytes(StandardCharsets.UTF_8);

	private final Set<String> answered = ConcurrentHashMap.newKeySet();

	private final AtomicLong refused = new AtomicLong();

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final Random random = new Random(42);

	private final HttpServer server;

	private volatile Duration roundTrip = Duration.ZERO;

	private volatile int failing;

	private volatile List<String> faults = List.of();

	private volatile Predicate<String> sick = (token) -> false;

	private final int size;

	private final int perSecond;

	private double bucket;

	private long last = System.nanoTime();

	ThrottlingSwf(int size, int perSecond) {
		System.setProperty("sun.net.httpserver.nodelay", "true");
		this.size = size;
		this.perSecond = perSecond;
		this.bucket = size;
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", this::handle);
		this.server.setExecutor(this.executor);
		this.server.start();
	}

	ThrottlingSwf withRoundTrip(Duration time) {
		this.roundTrip = time;
		return this;
	}

	/**
	 * Has calls fail at random.
	 * @param percent how many of a hundred
	 * @param kinds how, each as often: {@code 500}, {@code reset}, {@code throttle},
	 * {@code slow}, {@code page} that a proxy answers, or a code that is {@code unknown}
	 */
	ThrottlingSwf failing(int percent, List<String> kinds) {
		this.failing = percent;
		this.faults = kinds;
		return this;
	}

	/** Answers some reports with 500 whenever they come. */
	ThrottlingSwf neverTaking(Predicate<String> tokens) {
		this.sick = tokens;
		return this;
	}

	URI endpoint() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
	}

	Set<String> answered() {
		return this.answered;
	}

	long refused() {
		return this.refused.get();
	}

	private synchronized boolean take() {
		long now = System.nanoTime();
		this.bucket = Math.min(this.size, this.bucket + (now - this.last) / 1e9 * this.perSecond);
		this.last = now;
		boolean taken = this.bucket >= 1;
		this.bucket -= taken ? 1 : 0;
		return taken;
	}

	private void handle(HttpExchange exchange) throws IOException {
		pause(this.roundTrip);
		if (this.random.nextInt(100) < this.failing) {
			fail(exchange, this.faults.get(this.random.nextInt(this.faults.size())));
		}
		else {
			take(exchange);
		}
	}

	private void fail(HttpExchange exchange, String kind) throws IOException {
		switch (kind) {
			case "500" -> answer(exchange, 500, new byte[0]);
			case "throttle" -> answer(exchange, 400, THROTTLED);
			case "unknown" -> answer(exchange, 400, STRANGE);
			case "page" -> exchange.sendResponseHeaders(200, -1);
			case "slow" -> {
				pause(SLOW);
				exchange.close();
			}
			default -> exchange.close();
		}
	}

	private static void pause(Duration time) {
		LockSupport.parkNanos(time.toNanos());
	}

	private void take(HttpExchange exchange) throws IOException {
		Matcher token = TOKEN.matcher(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
		boolean found = token.find();
		if (found && this.sick.test(token.group(1))) {
			answer(exchange, 500, new byte[0]);
		}
		else if (!take()) {
			this.refused.incrementAndGet();
			answer(exchange, 400, THROTTLED);
		}
		else if (found && this.answered.add(token.group(1))) {
			answer(exchange, 200, new byte[0]);
		}
		else {
			answer(exchange, 400, CLOSED);
		}
	}

	private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
		exchange.getResponseHeaders().set("x-amzn-RequestId", "a1b2");
		exchange.sendResponseHeaders(status, (body.length > 0) ? body.length : -1);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

}
