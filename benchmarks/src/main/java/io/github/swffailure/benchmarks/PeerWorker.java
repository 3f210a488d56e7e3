// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.benchmarks;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import com.amazonaws.services.simpleworkflow.flow.ActivityWorker;
import com.amazonaws.services.simpleworkflow.flow.JsonDataConverter;
import com.amazonaws.services.simpleworkflow.flow.annotations.Activities;
import com.amazonaws.services.simpleworkflow.flow.annotations.ActivityRegistrationOptions;
import io.github.swffailure.ActivityHandler;
import io.github.swffailure.autoconfigure.SwfFailureAutoConfiguration;
import io.github.swffailure.autoconfigure.SwfWorkerAutoConfiguration;
import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.ScheduledActivityTask;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.DomainAlreadyExistsException;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A worker whose one activity fails, succeeds or hangs as its input says, each as its
 * library's documentation builds it.
 */
final class PeerWorker implements AutoCloseable {

	static final String WORKFLOW = "order-1";

	private static final StaticCredentialsProvider CREDENTIALS = StaticCredentialsProvider
		.create(AwsBasicCredentials.create("key", "secret"));

	private final AutoCloseable worker;

	private final Kind kind;

	private PeerWorker(Kind kind, AutoCloseable worker) {
		this.kind = kind;
		this.worker = worker;
	}

	static PeerWorker start(Kind kind, URI endpoint, String input) throws Exception {
		PeerWorker worker = start(kind, endpoint, 1);
		if (worker.worker instanceof FluxPeer flux) {
			flux.execute(WORKFLOW, input);
		}
		return worker;
	}

	/** One that runs tasks of others, with as many handlers at a time. */
	static PeerWorker start(Kind kind, URI endpoint, int handlers) throws Exception {
		return new PeerWorker(kind, switch (kind) {
			case OURS -> ours(endpoint, handlers, "directory");
			case OURS_IN_MEMORY -> ours(endpoint, handlers, "memory");
			case FLOW -> flow(endpoint, handlers);
			case FLUX -> FluxPeer.start(endpoint, CREDENTIALS, handlers, pollers(handlers));
		});
	}

	void schedule(EmbeddedSwf swf, String input) throws Exception {
		scheduleBy(this.kind, swf, input);
	}

	/** Schedules a task that any worker of the kind runs, in a workflow of its own. */
	static ScheduledActivityTask scheduleTask(Kind kind, EmbeddedSwf swf, String workflow, String input) {
		return switch (kind) {
			case OURS, OURS_IN_MEMORY -> swf.activityTask("charge", "1.0").workflowId(workflow).input(input).schedule();
			case FLOW -> swf.activityTask("Charge.charge", "1.0")
				.workflowId(workflow)
				.input(new JsonDataConverter().toData(new Object[] { input }))
				.schedule();
			case FLUX -> swf.activityTask("Order.Step", "1")
				.domain("flux")
				.taskList("default")
				.workflowId(workflow)
				.input("{\"input\":\"\\\"" + input + "\\\"\"}")
				.schedule();
		};
	}

	static void scheduleBy(Kind kind, EmbeddedSwf swf, String input) throws Exception {
		// Flux's worker starts its own workflow
		if (kind != Kind.FLUX) {
			scheduleTask(kind, swf, WORKFLOW, input);
		}
	}

	private static SwfClient client(URI endpoint) {
		return SwfClient.builder()
			.region(Region.US_EAST_1)
			.endpointOverride(endpoint)
			.credentialsProvider(CREDENTIALS)
			.build();
	}

	private static AutoCloseable ours(URI endpoint, int handlers, String journal) {
		return new SpringApplicationBuilder(Ours.class).web(WebApplicationType.NONE)
			.initializers((created) -> created.getBeanFactory().registerSingleton("swf", client(endpoint)))
			.run("--spring.main.banner-mode=off", "--logging.level.root=off", "--swf.worker.domain=test",
					"--swf.worker.task-list=test", "--swf.worker.concurrency=" + handlers,
					"--swf.worker.pollers=" + pollers(handlers), "--swf.failure.journal.type=" + journal,
					"--swf.failure.journal.directory="
							+ Path.of(System.getProperty("java.io.tmpdir"), "peer-" + endpoint.getPort()));
	}

	private static int pollers(int handlers) {
		return Math.max(1, handlers / 4);
	}

	private static AutoCloseable flow(URI endpoint, int handlers) throws Exception {
		SwfClient client = client(endpoint);
		try {
			client.registerDomain((request) -> request.name("test").workflowExecutionRetentionPeriodInDays("1"));
		}
		catch (DomainAlreadyExistsException ex) {
			// By the task that is to be run
		}
		ActivityWorker worker = new ActivityWorker(client, "test", "test");
		worker.setPollThreadCount(pollers(handlers));
		worker.setExecuteThreadCount(handlers);
		worker.addActivitiesImplementation(new FailingCharge());
		worker.start();
		return () -> worker.gracefulShutdown(70, TimeUnit.SECONDS);
	}

	@Override
	public void close() throws Exception {
		this.worker.close();
	}

	static String charge(String input) {
		if (input.equals("fail")) {
			throw new IllegalStateException("declined");
		}
		try {
			TimeUnit.MILLISECONDS.sleep(input.equals("hang") ? 3_600_000 : input.equals("work") ? 50 : 0);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return input;
	}

	/** Which library, and ours with a journal as durable as theirs. */
	enum Kind {

		OURS, OURS_IN_MEMORY, FLOW, FLUX;

		boolean isOurs() {
			return this == OURS || this == OURS_IN_MEMORY;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SwfFailureAutoConfiguration.class, SwfWorkerAutoConfiguration.class })
	static class Ours {

		@Bean
		Handler handler() {
			return new Handler();
		}

	}

	/** Ours. */
	static class Handler {

		@ActivityHandler
		public String charge(String input) {
			return PeerWorker.charge(input);
		}

	}

	/** Flow's. */
	@Activities(version = "1.0")
	@ActivityRegistrationOptions(defaultTaskScheduleToStartTimeoutSeconds = 3_600,
			defaultTaskStartToCloseTimeoutSeconds = 3_600)
	public interface Charge {

		String charge(String input);

	}

	/** Flow's. */
	public static final class FailingCharge implements Charge {

		@Override
		public String charge(String input) {
			return PeerWorker.charge(input);
		}

	}

}
