// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.swffailure.ActivityHandler;
import io.github.swffailure.autoconfigure.SwfFailureAutoConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A worker to be killed: a Spring Boot application with handlers that all fail, and a
 * loop that polls as any worker's does. Writes each task that reached a handler to a file
 * of its own, so that the test knows which ones it may ask after.
 */
public final class CrashTestWorker {

	private static final Logger logger = LoggerFactory.getLogger(CrashTestWorker.class);

	/** An argument: the process ends only once there is a file {@code end}. */
	static final String SLOW_HOOK = "--slow-hook";

	private CrashTestWorker() {
	}

	/**
	 * Runs the worker until it is killed or told to end.
	 * @param arguments the endpoint, the directory of seen tasks, the number of polling
	 * threads, then properties
	 */
	public static void main(String[] arguments) {
		URI endpoint = URI.create(arguments[0]);
		SpringApplication application = new SpringApplicationBuilder(Worker.class).web(WebApplicationType.NONE)
			.initializers((context) -> {
				context.getBeanFactory().registerSingleton("swf", Reliability.client(endpoint));
				context.getBeanFactory().registerSingleton("seen", Path.of(arguments[1]));
			})
			.build();
		String[] properties = Arrays.copyOfRange(arguments, 3, arguments.length);
		ConfigurableApplicationContext context = application.run(properties);
		for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
			new Thread(() -> poll(context.getBean(SwfClient.class), context.getBean(Handlers.class)), "poll-" + i)
				.start();
		}
		if (List.of(properties).contains(SLOW_HOOK)) {
			Path end = Path.of(arguments[1]).resolveSibling("end");
			Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitFile(end)));
		}
		logger.info("READY");
	}

	private static void awaitFile(Path file) {
		while (!Files.exists(file)) {
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
		}
	}

	private static void poll(SwfClient swf, Handlers handlers) {
		while (true) {
			try {
				PollForActivityTaskResponse task = swf
					.pollForActivityTask((request) -> request.domain("test").taskList((list) -> list.name("chaos")));
				if (task.taskToken() != null && !task.taskToken().isEmpty()) {
					run(handlers, task);
				}
			}
			catch (SdkException ex) {
				Thread.onSpinWait();
			}
			catch (IllegalStateException ex) {
				return;
			}
		}
	}

	private static void run(Handlers handlers, PollForActivityTaskResponse task) {
		try {
			if (task.input().startsWith("later")) {
				handlers.failLater(task);
			}
			else {
				handlers.fail(task);
			}
		}
		catch (Exception | StackOverflowError ex) {
			logger.trace("As expected", ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(SwfFailureAutoConfiguration.class)
	static class Worker {

		/** The database of the journal, if the test names one. */
		@Bean
		@ConditionalOnProperty("test.database")
		HikariDataSource database(@Value("${test.database}") String url) {
			HikariConfig config = new HikariConfig();
			config.setJdbcUrl(url);
			return new HikariDataSource(config);
		}

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
		public void fail(PollForActivityTaskResponse task) throws IOException, InterruptedException {
			see(task);
			if (task.input().startsWith("slow")) {
				Thread.sleep(400);
			}
			if (task.input().startsWith("await")) {
				awaitFile(this.seen.resolveSibling("fail"));
			}
			if (task.input().startsWith("hang")) {
				new CountDownLatch(1).await();
			}
			if (task.input().startsWith("error")) {
				throw new StackOverflowError();
			}
			throw new IOException("disk " + task.input());
		}

		@ActivityHandler
		public CompletionStage<String> failLater(PollForActivityTaskResponse task) {
			see(task);
			return CompletableFuture.supplyAsync(() -> {
				throw new IllegalStateException("later " + task.input());
			});
		}

		private void see(PollForActivityTaskResponse task) {
			try {
				Files.writeString(this.seen.resolve(task.workflowExecution().workflowId()), task.input() + "\n",
						StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
