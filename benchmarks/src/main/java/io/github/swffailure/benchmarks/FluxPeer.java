// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.benchmarks;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.danielgmyers.flux.FluxCapacitor;
import com.danielgmyers.flux.clients.swf.FluxCapacitorConfig;
import com.danielgmyers.flux.clients.swf.FluxCapacitorFactory;
import com.danielgmyers.flux.clients.swf.TaskListConfig;
import com.danielgmyers.flux.step.Attribute;
import com.danielgmyers.flux.step.StepApply;
import com.danielgmyers.flux.step.StepResult;
import com.danielgmyers.flux.step.WorkflowStep;
import com.danielgmyers.flux.wf.Workflow;
import com.danielgmyers.flux.wf.graph.WorkflowGraph;
import com.danielgmyers.flux.wf.graph.WorkflowGraphBuilder;
import com.danielgmyers.metrics.recorders.NoopMetricRecorderFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * A worker of Flux, whose workflow has one step.
 */
record FluxPeer(FluxCapacitor capacitor) implements AutoCloseable {

	static FluxPeer start(URI endpoint, AwsCredentialsProvider credentials, int handlers, int pollers) {
		FluxCapacitor capacitor = capacitor(endpoint, credentials, handlers, pollers);
		capacitor.initialize(List.of(new Order()));
		return new FluxPeer(capacitor);
	}

	private static FluxCapacitor capacitor(URI endpoint, AwsCredentialsProvider credentials, int handlers,
			int pollers) {
		TaskListConfig list = new TaskListConfig();
		list.setActivityTaskThreadCount(handlers);
		list.setActivityTaskPollerThreadCount(pollers);
		list.setDecisionTaskThreadCount(1);
		list.setBucketCount(1);
		FluxCapacitorConfig config = new FluxCapacitorConfig();
		config.setAwsRegion("us-east-1");
		config.setSwfEndpoint(endpoint.toString());
		config.setSwfDomain("flux");
		config.putTaskListConfig("default", list);
		return FluxCapacitorFactory.create(new NoopMetricRecorderFactory(), credentials, config);
	}

	void execute(String workflow, String input) {
		this.capacitor.executeWorkflow(Order.class, workflow, Map.of("input", input));
	}

	@Override
	public void close() throws InterruptedException {
		this.capacitor.shutdown();
		this.capacitor.awaitTermination(70, TimeUnit.SECONDS);
	}

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

	public static final class Step implements WorkflowStep {

		@StepApply(initialRetryDelaySeconds = 3_600, maxRetryDelaySeconds = 3_600, jitterPercent = 0)
		public StepResult charge(@Attribute("input") String input) {
			return StepResult.success(PeerWorker.charge(input));
		}

	}

}
