// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.benchmarks;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.amazonaws.services.simpleworkflow.flow.ActivityWorker;
import com.amazonaws.services.simpleworkflow.flow.JsonDataConverter;
import com.amazonaws.services.simpleworkflow.flow.annotations.Activities;
import com.amazonaws.services.simpleworkflow.flow.annotations.ActivityRegistrationOptions;
import com.danielgmyers.flux.FluxCapacitor;
import com.danielgmyers.flux.clients.swf.FluxCapacitorConfig;
import com.danielgmyers.flux.clients.swf.FluxCapacitorFactory;
import com.danielgmyers.flux.step.Attribute;
import com.danielgmyers.flux.step.StepApply;
import com.danielgmyers.flux.step.StepResult;
import com.danielgmyers.flux.step.WorkflowStep;
import com.danielgmyers.flux.wf.Workflow;
import com.danielgmyers.flux.wf.graph.WorkflowGraph;
import com.danielgmyers.flux.wf.graph.WorkflowGraphBuilder;
import com.danielgmyers.metrics.recorders.NoopMetricRecorderFactory;
import io.github.swffailure.ActivityHandler;
import io.github.swffailure.autoconfigure.SwfFailureAutoConfiguration;
import io.github.swffailure.test.EmbeddedSwf;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.DomainAlreadyExistsException;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A worker whose one activity fails, or hangs if its input says so, each as its library's
 * documentation builds it.
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
		return new PeerWorker(kind, switch (kind) {
			case OURS -> ours(endpoint);
			case FLOW -> flow(endpoint);
			case FLUX -> flux(endpoint, input);
		});
	}

	void schedule(EmbeddedSwf swf, String input) throws Exception {
		scheduleBy(this.kind, swf, input);
	}

	static void scheduleBy(Kind kind, EmbeddedSwf swf, String input) throws Exception {
		switch (kind) {
			case OURS -> swf.activityTask("charge", "1.0").workflowId(WORKFLOW).input(input).schedule();
			case FLOW -> swf.activityTask("Charge.charge", "1.0")
				.workflowId(WORKFLOW)
				.input(new JsonDataConverter().toData(new Object[] { input }))
				.schedule();
			case FLUX -> {
				// Its worker starts its own workflow
			}
		}
	}

	private static SwfClient client(URI endpoint) {
		return SwfClient.builder()
			.region(Region.US_EAST_1)
			.endpointOverride(endpoint)
			.credentialsProvider(CREDENTIALS)
			.build();
	}

	private static AutoCloseable ours(URI endpoint) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Ours.class).web(WebApplicationType.NONE)
			.initializers((created) -> created.getBeanFactory().registerSingleton("swf", client(endpoint)))
			.run("--spring.main.banner-mode=off", "--logging.level.root=off", "--swf.failure.journal.directory="
					+ Path.of(System.getProperty("java.io.tmpdir"), "peer-faults-" + endpoint.getPort()));
		Thread poller = new Thread(() -> poll(context.getBean(SwfClient.class), context.getBean(Handler.class)));
		poller.setDaemon(true);
		poller.start();
		return context;
	}

	private static void poll(SwfClient swf, Handler handler) {
		while (true) {
			try {
				PollForActivityTaskResponse task = swf
					.pollForActivityTask((request) -> request.domain("test").taskList((list) -> list.name("test")));
				if (task.taskToken() != null && !task.taskToken().isEmpty()) {
					handler.charge(task);
				}
			}
			catch (IllegalStateException ex) {
				// The handler's failure, reported
			}
			catch (Exception ex) {
				return;
			}
		}
	}

	private static AutoCloseable flow(URI endpoint) throws Exception {
		SwfClient client = client(endpoint);
		try {
			client.registerDomain((request) -> request.name("test").workflowExecutionRetentionPeriodInDays("1"));
		}
		catch (DomainAlreadyExistsException ex) {
			// By the task that is to be run
		}
		ActivityWorker worker = new ActivityWorker(client, "test", "test");
		worker.addActivitiesImplementation(new FailingCharge());
		worker.start();
		return worker::shutdownNow;
	}

	private static AutoCloseable flux(URI endpoint, String input) {
		FluxCapacitor flux = fluxOf(endpoint);
		flux.initialize(List.of(new Order()));
		flux.executeWorkflow(Order.class, WORKFLOW, Map.of("input", input));
		return flux::shutdown;
	}

	private static FluxCapacitor fluxOf(URI endpoint) {
		FluxCapacitorConfig config = new FluxCapacitorConfig();
		config.setAwsRegion("us-east-1");
		config.setSwfEndpoint(endpoint.toString());
		config.setSwfDomain("flux");
		return FluxCapacitorFactory.create(new NoopMetricRecorderFactory(), CREDENTIALS, config);
	}

	@Override
	public void close() throws Exception {
		this.worker.close();
	}

	static String chargeOrHang(String input) {
		try {
			TimeUnit.SECONDS.sleep(input.equals("hang") ? 3_600 : 0);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		throw new IllegalStateException("declined");
	}

	/** Which library. */
	enum Kind {

		OURS, FLOW, FLUX

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(SwfFailureAutoConfiguration.class)
	static class Ours {

		@Bean
		Handler handler() {
			return new Handler();
		}

	}

	/** Ours. */
	static class Handler {

		@ActivityHandler
		public String charge(PollForActivityTaskResponse task) {
			return chargeOrHang(task.input());
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
			return chargeOrHang(input);
		}

	}

	/** Flux's. */
	public static final class Order implements Workflow {

		private final WorkflowGraph graph;

		Order() {
			WorkflowStep charge = new Step();
			WorkflowGraphBuilder steps = new WorkflowGraphBuilder(charge, Map.of("input", String.class));
			steps.alwaysClose(charge);
			this.graph = steps.build();
		}

		@Override
		public WorkflowGraph getGraph() {
			return this.graph;
		}

	}

	/** Flux's. */
	public static final class Step implements WorkflowStep {

		@StepApply(initialRetryDelaySeconds = 3_600, maxRetryDelaySeconds = 3_600, jitterPercent = 0)
		public StepResult charge(@Attribute("input") String input) {
			return StepResult.success(chargeOrHang(input));
		}

	}

}
