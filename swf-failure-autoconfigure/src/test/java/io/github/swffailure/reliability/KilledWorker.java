// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.reliability;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.autoconfigure.SwfFailureAutoConfiguration;
import io.github.swffailure.autoconfigure.SwfWorkerAutoConfiguration;
import io.github.swffailure.test.EmbeddedSwf;
import org.awaitility.Awaitility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application whose worker is ours, to be killed. Handlers write each task that
 * reached them to a file of its own.
 */
public final class KilledWorker {

	private static final Logger logger = LoggerFactory.getLogger(KilledWorker.class);

	private KilledWorker() {
	}

	/**
	 * Runs the worker until it is killed or told to end.
	 * @param arguments the endpoint, the directory of seen tasks, then properties
	 */
	public static void main(String[] arguments) {
		new SpringApplicationBuilder(Worker.class).web(WebApplicationType.NONE).initializers((context) -> {
			context.getBeanFactory().registerSingleton("swf", Reliability.client(URI.create(arguments[0])));
			context.getBeanFactory().registerSingleton("seen", Path.of(arguments[1]));
		}).run(Arrays.copyOfRange(arguments, 2, arguments.length));
		logger.info("READY");
	}

	/** Starts one in a JVM of its own, and waits until it is ready. */
	static Process start(EmbeddedSwf swf, Path home, int number) throws IOException {
		Path log = home.resolve("worker-" + number + ".log");
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath,
				KilledWorker.class.getName(), swf.endpoint().toString(),
				Files.createDirectories(home.resolve("seen")).toString(), "--swf.worker.domain=test",
				"--swf.worker.task-list=test", "--swf.worker.concurrency=8",
				"--swf.failure.journal.directory=" + home.resolve("journal"),
				"--swf.failure.redelivery.initial-delay=50ms", "--swf.failure.redelivery.max-delay=500ms",
				"--swf.failure.delivery.attempt-timeout=1s", "--spring.main.banner-mode=off")
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		Awaitility.await()
			.atMost(3, TimeUnit.MINUTES)
			.untilAsserted(() -> assertThat(Files.readString(log)).contains("READY"));
		return process;
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SwfFailureAutoConfiguration.class, SwfWorkerAutoConfiguration.class })
	static class Worker {

		@Bean
		Handlers handlers(Path seen) {
			return new Handlers(seen);
		}

	}

	static class Handlers {

		private final Path seen;

		Handlers(Path seen) {
			this.seen = seen;
		}

		@ActivityHandler
		String work(PollForActivityTaskResponse task) throws IOException, InterruptedException {
			Files.writeString(this.seen.resolve(task.workflowExecution().workflowId()), task.input() + "\n",
					StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
			if (task.input().startsWith("slow")) {
				Thread.sleep(200);
			}
			if (task.input().startsWith("fail")) {
				throw new IOException("disk " + task.input());
			}
			return task.input();
		}

	}

}
