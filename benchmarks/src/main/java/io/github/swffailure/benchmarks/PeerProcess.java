// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * A worker in a JVM of its own, to be killed.
 */
public final class PeerProcess {

	private PeerProcess() {
	}

	static Process start(PeerWorker.Kind kind, URI endpoint) throws IOException {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		return new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), PeerProcess.class.getName(),
				kind.name(), endpoint.toString())
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
	}

	public static void main(String[] arguments) throws Exception {
		PeerWorker.start(PeerWorker.Kind.valueOf(arguments[0]), URI.create(arguments[1]), "hang");
		Thread.currentThread().join();
	}

}
