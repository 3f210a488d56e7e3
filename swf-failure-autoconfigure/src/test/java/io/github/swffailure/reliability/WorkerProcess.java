// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.reliability;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A {@link CrashTestWorker} in a JVM of its own.
 */
final class WorkerProcess implements AutoCloseable {

	private final Process process;

	private final Path log;

	private WorkerProcess(Process process, Path log) {
		this.process = process;
		this.log = log;
	}

	static WorkerProcess start(URI endpoint, Path home, int number, String... properties) throws IOException {
		Path seen = Files.createDirectories(home.resolve("seen"));
		Path log = home.resolve("worker-" + number + ".log");
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-Xshare:auto",
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath(), CrashTestWorker.class.getName(),
				endpoint.toString(), seen.toString(), "4", "--swf.failure.journal.directory=" + home.resolve("journal"),
				"--swf.failure.redelivery.initial-delay=50ms", "--swf.failure.redelivery.max-delay=500ms",
				"--swf.failure.delivery.attempt-timeout=1s", "--spring.main.banner-mode=off"));
		command.addAll(List.of(properties));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		return new WorkerProcess(process, log);
	}

	private static String classPath() {
		return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
	}

	WorkerProcess awaitReady() {
		try {
			Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> log().contains("READY"));
			return this;
		}
		catch (ConditionTimeoutException ex) {
			close();
			throw ex;
		}
	}

	long pid() {
		return this.process.pid();
	}

	String log() throws IOException {
		return Files.readString(this.log);
	}

	/** As {@code kill -9} does. */
	void kill() throws InterruptedException {
		this.process.destroyForcibly().waitFor();
	}

	/** As {@code kill} does: the application begins to end in order. */
	void terminate() {
		this.process.destroy();
	}

	/** The same, and waits for the end. */
	int end() throws InterruptedException {
		this.process.destroy();
		return this.process.waitFor(60, TimeUnit.SECONDS) ? this.process.exitValue() : -1;
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
