// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.http;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.swffailure.test.EmbeddedSwf;

/**
 * A program with an endpoint, 20 clients that begin a request and never end it, and one
 * that does. It prints what becomes of them. It is a program because the JDK's server
 * takes its limits once in a JVM.
 */
final class SlowClients {

	private static final String HALF_A_HEADER = "POST / HTTP/1.1\r\nHost: x\r\nContent-Le";

	private static final String HALF_A_BODY = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{\"name\"";

	private SlowClients() {
	}

	public static void main(String... arguments) throws Exception {
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			List<Socket> slow = new ArrayList<>();
			for (int i = 0; i < 10; i++) {
				slow.add(begin(swf.endpoint(), HALF_A_HEADER));
				slow.add(begin(swf.endpoint(), HALF_A_BODY));
			}
			System.out.println("status " + send(swf.endpoint()));
			for (Socket socket : slow) {
				System.out.println("read " + socket.getInputStream().read());
			}
			while (busyThreads() > 0) {
				Thread.onSpinWait();
			}
			System.out.println("status " + send(swf.endpoint()));
		}
	}

	private static Socket begin(URI endpoint, String text) throws IOException {
		Socket socket = new Socket(endpoint.getHost(), endpoint.getPort());
		socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
		return socket;
	}

	private static int send(URI endpoint) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(endpoint)
			.timeout(Duration.ofSeconds(10))
			.header("X-Amz-Target", "SimpleWorkflowService.ListDomains")
			.POST(HttpRequest.BodyPublishers.ofString("{\"registrationStatus\":\"REGISTERED\"}"))
			.build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
	}

	private static long busyThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("embedded-swf-wire"))
			.filter((thread) -> thread.getState() == Thread.State.RUNNABLE)
			.count();
	}

}
