// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import io.github.swffailure.test.protocol.Fields;
import io.github.swffailure.test.protocol.SwfFault;

/**
 * Writes answers. Everything but ASCII is escaped, because half a surrogate pair, which
 * requests may contain as an escape, could not be encoded otherwise.
 */
final class Answers {

	private static final int SLOW_PARTS = 10;

	private final ObjectMapper json = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

	void success(HttpExchange exchange, Map<String, Object> members) throws IOException {
		write(exchange, 200, members.isEmpty() ? new byte[0] : bytes(members));
	}

	void error(HttpExchange exchange, SwfFault fault) throws IOException {
		write(exchange, fault.status(), bytes(Fields.of("__type", fault.type()).and("message", fault.text()).toMap()));
	}

	private byte[] bytes(Map<String, Object> members) {
		try {
			return this.json.writeValueAsBytes(members);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException("An answer cannot be written as JSON", ex);
		}
	}

	/**
	 * Answers with a page of HTML, as a proxy does.
	 */
	void page(HttpExchange exchange, int status) throws IOException {
		byte[] page = ("<!DOCTYPE html><html><head><title>" + status + "</title></head><body><h1>" + status
				+ "</h1><p>This page comes from a proxy.</p></body></html>")
			.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
		if (status == 407) {
			exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"proxy\"");
		}
		exchange.sendResponseHeaders(status, page.length);
		exchange.getResponseBody().write(page);
		exchange.close();
	}

	/**
	 * Answers with success and sends the body bit by bit.
	 */
	void slowly(HttpExchange exchange, Map<String, Object> members, Duration duration)
			throws IOException, InterruptedException {
		byte[] body = members.isEmpty() ? new byte[0] : bytes(members);
		if (body.length > 0) {
			head(exchange, 200, body);
			exchange.getResponseBody().flush();
		}
		for (int sent = 0; sent < SLOW_PARTS; sent++) {
			Thread.sleep(duration.dividedBy(SLOW_PARTS).toMillis());
			int from = body.length * sent / SLOW_PARTS;
			int to = body.length * (sent + 1) / SLOW_PARTS;
			if (to > from) {
				exchange.getResponseBody().write(body, from, to - from);
				exchange.getResponseBody().flush();
			}
		}
		if (body.length == 0) {
			head(exchange, 200, body);
		}
		exchange.close();
	}

	private static void head(HttpExchange exchange, int status, byte[] body) throws IOException {
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
		exchange.sendResponseHeaders(status, (body.length > 0) ? body.length : -1);
	}

	private static void write(HttpExchange exchange, int status, byte[] body) throws IOException {
		head(exchange, status, body);
		if (body.length > 0) {
			exchange.getResponseBody().write(body);
		}
		exchange.close();
	}

}
