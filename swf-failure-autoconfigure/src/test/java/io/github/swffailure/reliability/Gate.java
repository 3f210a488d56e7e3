// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.jspecify.annotations.Nullable;

/**
 * An address in front of an endpoint that refuses connections until it is opened.
 */
final class Gate implements AutoCloseable {

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final URI behind;

	private final int port;

	private volatile @Nullable ServerSocket server;

	Gate(URI behind) {
		this.behind = behind;
		try (ServerSocket free = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
			this.port = free.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	URI address() {
		return URI.create("http://127.0.0.1:" + this.port);
	}

	void open() {
		try {
			ServerSocket opened = new ServerSocket(this.port, 50, InetAddress.getLoopbackAddress());
			this.server = opened;
			this.executor.execute(() -> accept(opened));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void accept(ServerSocket opened) {
		try {
			while (true) {
				Socket client = opened.accept();
				Socket endpoint = new Socket(this.behind.getHost(), this.behind.getPort());
				this.executor.execute(() -> pump(client, endpoint));
				this.executor.execute(() -> pump(endpoint, client));
			}
		}
		catch (IOException ex) {
			// Closed
		}
	}

	private static void pump(Socket from, Socket to) {
		try (from; to) {
			from.getInputStream().transferTo(to.getOutputStream());
		}
		catch (IOException ex) {
			// Closed
		}
	}

	@Override
	public void close() throws IOException {
		ServerSocket opened = this.server;
		if (opened != null) {
			opened.close();
		}
		this.executor.shutdownNow();
	}

}
