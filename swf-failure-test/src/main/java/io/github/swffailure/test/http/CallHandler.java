// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.github.swffailure.test.engine.SwfEngine;
import io.github.swffailure.test.fault.Fault;
import io.github.swffailure.test.fault.Faults;
import io.github.swffailure.test.protocol.ServiceModel;
import io.github.swffailure.test.protocol.SwfFault;
import io.github.swffailure.test.recording.CallLog;
import io.github.swffailure.test.recording.RecordedCall;

/**
 * Reads a call and passes it to the engine, without waiting for its result, which
 * {@link SwfHttpServer} answers.
 */
final class CallHandler {

	private static final Pattern ATTEMPT = Pattern.compile("attempt=(\\d{1,9})");

	private final RequestReader reader = new RequestReader();

	private final String region;

	private final SwfEngine engine;

	private final Faults faults;

	private final CallLog log;

	CallHandler(String region, SwfEngine engine, Faults faults, CallLog log) {
		this.region = region;
		this.engine = engine;
		this.faults = faults;
		this.log = log;
	}

	/**
	 * Reads and applies a call.
	 */
	AcceptedCall accept(HttpExchange exchange) throws IOException {
		String operation = RequestReader.operation(exchange);
		try {
			byte[] body = this.reader.body(exchange);
			String text = new String(body, StandardCharsets.UTF_8);
			long number = this.log.received(record(operation, text, exchange.getRequestHeaders()));
			Fault fault = this.faults.next(operation, text);
			return new AcceptedCall(number, fault, result(exchange, operation, body, fault));
		}
		catch (SwfFault tooLarge) {
			long number = this.log.received(record(operation, "", exchange.getRequestHeaders()));
			return new AcceptedCall(number, Fault.none(), CompletableFuture.failedFuture(tooLarge));
		}
	}

	private CompletableFuture<Map<String, Object>> result(HttpExchange exchange, String operation, byte[] body,
			Fault fault) {
		CompletableFuture<Map<String, Object>> result = fault.applied() ? apply(exchange, operation, body)
				: CompletableFuture.completedFuture(Map.of());
		SwfFault error = fault.error();
		return (error != null) ? result.handle((answer, failure) -> {
			throw error;
		}) : result;
	}

	private CompletableFuture<Map<String, Object>> apply(HttpExchange exchange, String operation, byte[] body) {
		boolean post = exchange.getRequestMethod().equals("POST");
		if (!post || !ServiceModel.get().operations().contains(operation)) {
			return CompletableFuture
				.failedFuture(SwfFault.unknownOperation("The operation '" + operation + "' is not served here"));
		}
		try {
			return this.engine.callWithinQuota(RequestReader.region(exchange, this.region), operation,
					this.reader.members(body));
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private static RecordedCall record(String operation, String body, Headers headers) {
		String request = headers.getFirst("Amz-Sdk-Request");
		Matcher attempt = ATTEMPT.matcher((request != null) ? request : "");
		return new RecordedCall(operation, body, headers.getFirst("Amz-Sdk-Invocation-Id"),
				attempt.find() ? Integer.parseInt(attempt.group(1)) : 0, Instant.now(), 0, null);
	}

	/**
	 * A call that is not answered yet.
	 */
	record AcceptedCall(long number, Fault fault, CompletableFuture<Map<String, Object>> result) {
	}

}
