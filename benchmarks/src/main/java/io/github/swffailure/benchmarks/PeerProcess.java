// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * A worker in a JVM of its own, to be killed, or ended in order by SIGTERM.
 */
public final class PeerProcess {

	private PeerProcess() {
	}

	static Process start(PeerWorker.Kind kind, URI endpoint) throws IOException {
		return start(kind, endpoint, "hang");
	}

	/**
	 * Starts one.
	 * @param work the input of Flux's own workflow, or the number of handlers
	 */
	static Process start(PeerWorker.Kind kind, URI endpoint, String work) throws IOException {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		return new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), PeerProcess.class.getName(),
				kind.name(), endpoint.toString(), work)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
	}

	public static void main(String[] arguments) throws Exception {
		PeerWorker.Kind kind = PeerWorker.Kind.valueOf(arguments[0]);
		URI endpoint = URI.create(arguments[1]);
		boolean counted = Character.isDigit(arguments[2].charAt(0));
		PeerWorker worker = counted ? PeerWorker.start(kind, endpoint, Integer.parseInt(arguments[2]))
				: PeerWorker.start(kind, endpoint, arguments[2]);
		// Ours ends by the hook of its context
		if (counted && !kind.isOurs()) {
			Runtime.getRuntime().addShutdownHook(new Thread(() -> end(worker)));
		}
		Thread.currentThread().join();
	}

	private static void end(PeerWorker worker) {
		try {
			worker.close();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
