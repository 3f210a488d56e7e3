// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.benchmarks;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * One connection that is kept alive, so that figures are about the endpoint and not about
 * a client.
 */
final class RawClient implements AutoCloseable {

	private static final ObjectMapper json = new ObjectMapper();

	private final Socket socket;

	private final DataInputStream in;

	RawClient(URI endpoint) throws IOException {
		this.socket = new Socket(endpoint.getHost(), endpoint.getPort());
		this.socket.setTcpNoDelay(true);
		this.in = new DataInputStream(new BufferedInputStream(this.socket.getInputStream()));
	}

	@SuppressWarnings("unchecked")
	Map<String, Object> call(String operation, Map<String, Object> members) throws IOException {
		byte[] body = json.writeValueAsBytes(members);
		String head = "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: SimpleWorkflowService." + operation
				+ "\r\nContent-Length: " + body.length + "\r\n\r\n";
		byte[] headBytes = head.getBytes(StandardCharsets.US_ASCII);
		byte[] request = new byte[headBytes.length + body.length];
		System.arraycopy(headBytes, 0, request, 0, headBytes.length);
		System.arraycopy(body, 0, request, headBytes.length, body.length);
		this.socket.getOutputStream().write(request);
		byte[] answer = answer();
		return (answer.length > 0) ? json.readValue(answer, Map.class) : Map.of();
	}

	private byte[] answer() throws IOException {
		String status = line();
		int length = 0;
		for (String header = line(); !header.isEmpty(); header = line()) {
			if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
				length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
			}
		}
		byte[] body = this.in.readNBytes(length);
		if (!status.contains(" 200 ")) {
			throw new IOException(status + " " + new String(body, StandardCharsets.UTF_8));
		}
		return body;
	}

	private String line() throws IOException {
		StringBuilder line = new StringBuilder();
		for (byte next = this.in.readByte(); next != '\n'; next = this.in.readByte()) {
			if (next != '\r') {
				line.append((char) next);
			}
		}
		return line.toString();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
