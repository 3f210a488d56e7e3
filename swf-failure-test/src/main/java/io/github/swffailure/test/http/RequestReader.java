// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.github.swffailure.test.protocol.SwfFault;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests: at most 1 MB, headers included, and JSON.
 */
final class RequestReader {

	private static final int MOST_BYTES = 1024 * 1024;

	private static final int MOST_BYTES_DISCARDED = 16 * MOST_BYTES;

	private static final int CHUNK = 8192;

	private static final Pattern SCOPE = Pattern.compile("Credential=[^/,]+/\\d+/([^/,]+)/[^/,]+/aws4_request");

	private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {
	};

	private final ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

	/**
	 * Reads the body. If it is too large, some more of it is read and discarded, so that
	 * the client gets to read the answer.
	 * @throws SwfFault if it is too large
	 */
	byte[] body(HttpExchange exchange) throws IOException {
		InputStream body = exchange.getRequestBody();
		int room = MOST_BYTES - headerBytes(exchange);
		byte[] bytes = body.readNBytes(Math.max(room, 0) + 1);
		if (bytes.length > room) {
			discard(body);
			throw SwfFault.tooLarge("The request is larger than " + MOST_BYTES + " bytes");
		}
		return bytes;
	}

	/**
	 * Reads instead of skipping, because the streams of the JDK do not count skipped
	 * bytes and would take what follows for the next request.
	 */
	private static void discard(InputStream body) throws IOException {
		byte[] chunk = new byte[CHUNK];
		int discarded = 0;
		int read = 0;
		while (read >= 0 && discarded < MOST_BYTES_DISCARDED) {
			discarded += read;
			read = body.read(chunk);
		}
	}

	private static int headerBytes(HttpExchange exchange) {
		return exchange.getRequestHeaders()
			.entrySet()
			.stream()
			.mapToInt((header) -> header.getKey().length() + String.join("", header.getValue()).length())
			.sum();
	}

	/**
	 * Returns the part of the target behind its last dot, which is the operation for all
	 * versions of clients.
	 */
	static String operation(HttpExchange exchange) {
		@Nullable String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
		return (target != null) ? target.substring(target.lastIndexOf('.') + 1) : "";
	}

	/**
	 * Returns the region of the signature; version 4a has a header for it, which may name
	 * several.
	 */
	static String region(HttpExchange exchange, String otherwise) {
		@Nullable String regions = exchange.getRequestHeaders().getFirst("X-Amz-Region-Set");
		if (regions != null) {
			return regions.split(",", 2)[0].strip();
		}
		@Nullable String authorization = exchange.getRequestHeaders().getFirst("Authorization");
		Matcher scope = SCOPE.matcher((authorization != null) ? authorization : "");
		return scope.find() ? scope.group(1) : otherwise;
	}

	Map<String, Object> members(byte[] body) {
		try {
			Map<String, Object> members = this.json.readValue(body, MEMBERS);
			if (members != null) {
				return members;
			}
		}
		catch (JsonProcessingException ex) {
			throw SwfFault.serialization("The request is not a JSON object: " + ex.getOriginalMessage());
		}
		catch (IOException ex) {
			throw SwfFault.serialization("The request is not a JSON object in UTF-8");
		}
		throw SwfFault.serialization("The request is not a JSON object: it is null");
	}

}
