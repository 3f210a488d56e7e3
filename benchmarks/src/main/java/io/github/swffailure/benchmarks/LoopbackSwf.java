// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.swf.SwfClient;

/**
 * An endpoint that accepts whatever comes.
 */
final class LoopbackSwf implements AutoCloseable {

	private final ExecutorService executor = Executors.newFixedThreadPool(16);

	private final HttpServer server;

	LoopbackSwf() throws IOException {
		System.setProperty("sun.net.httpserver.nodelay", "true");
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
		this.server.createContext("/", LoopbackSwf::accept);
		this.server.setExecutor(this.executor);
		this.server.start();
	}

	private static void accept(HttpExchange exchange) throws IOException {
		exchange.getRequestBody().readAllBytes();
		exchange.getResponseHeaders().set("x-amzn-RequestId", "a1b2");
		exchange.sendResponseHeaders(200, -1);
		exchange.close();
	}

	SwfClient client() {
		return SwfClient.builder()
			.region(Region.US_EAST_1)
			.endpointOverride(URI.create("http://127.0.0.1:" + this.server.getAddress().getPort()))
			.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
			.build();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

}
