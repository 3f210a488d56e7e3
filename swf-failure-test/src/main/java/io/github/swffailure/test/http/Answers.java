package io.github.swffailure.test.http;

import java.io.IOException;
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
 * Writes answers. Everything but ASCII is escaped, which half a surrogate pair, accepted
 * as an escape, has to be on the way out too.
 */
final class Answers {

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

	private static void write(HttpExchange exchange, int status, byte[] body) throws IOException {
		exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
		exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
		exchange.sendResponseHeaders(status, (body.length > 0) ? body.length : -1);
		if (body.length > 0) {
			exchange.getResponseBody().write(body);
		}
		exchange.close();
	}

}
