// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.conformance;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

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
import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.junit.EmbeddedSwfTest;
import org.junit.jupiter.api.Test;

import static io.github.swffailure.test.assertj.SwfAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A workflow of Flux, run to its end.
 */
@EmbeddedSwfTest
class FluxTests {

	@Test
	void workflowRetriesAFailingStepUntilItSucceeds(EmbeddedSwf swf) throws Exception {
		FluxCapacitorConfig config = new FluxCapacitorConfig();
		config.setAwsRegion("us-east-1");
		config.setSwfEndpoint(swf.endpoint().toString());
		config.setSwfDomain("flux");
		FluxCapacitor flux = FluxCapacitorFactory.create(new NoopMetricRecorderFactory(), Clients.CREDENTIALS, config);
		flux.initialize(List.of(new Order()));

		flux.executeWorkflow(Order.class, "order-1", Map.of("order", "42"));

		swf.awaitEvent("order-1", "WorkflowExecutionCompleted");
		String charge = "Order.Charge";
		assertThat(swf.history("order-1")).failedActivityTimes(charge, 2)
			.failedActivity(charge)
			.withDetailsContaining("IllegalStateException: declined 2")
			.and()
			.hasEvent("TimerFired")
			.doesNotHaveEvent("DecisionTaskTimedOut");
		flux.shutdown();
		swf.close();
		assertThat(flux.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
	}

	/**
	 * One step, then the end.
	 */
	public static class Order implements Workflow {

		private final WorkflowGraph graph;

		Order() {
			WorkflowStep charge = new Charge();
			WorkflowGraphBuilder steps = new WorkflowGraphBuilder(charge, Map.of("order", String.class));
			steps.alwaysClose(charge);
			this.graph = steps.build();
		}

		@Override
		public WorkflowGraph getGraph() {
			return this.graph;
		}

	}

	/**
	 * Is declined twice.
	 */
	public static class Charge implements WorkflowStep {

		private final AtomicInteger attempts = new AtomicInteger();

		@StepApply(initialRetryDelaySeconds = 1, maxRetryDelaySeconds = 1, jitterPercent = 0)
		public StepResult charge(@Attribute("order") String order) {
			int attempt = this.attempts.incrementAndGet();
			if (attempt < 3) {
				throw new IllegalStateException("declined " + attempt);
			}
			return StepResult.success("paid " + order);
		}

	}

}
