// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.conformance;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.amazonaws.services.simpleworkflow.flow.ActivitySchedulingOptions;
import com.amazonaws.services.simpleworkflow.flow.ActivityWorker;
import com.amazonaws.services.simpleworkflow.flow.DynamicActivitiesClient;
import com.amazonaws.services.simpleworkflow.flow.DynamicActivitiesClientImpl;
import com.amazonaws.services.simpleworkflow.flow.JsonDataConverter;
import com.amazonaws.services.simpleworkflow.flow.WorkflowWorker;
import com.amazonaws.services.simpleworkflow.flow.annotations.Activities;
import com.amazonaws.services.simpleworkflow.flow.annotations.ActivityRegistrationOptions;
import com.amazonaws.services.simpleworkflow.flow.annotations.Execute;
import com.amazonaws.services.simpleworkflow.flow.annotations.Workflow;
import com.amazonaws.services.simpleworkflow.flow.annotations.WorkflowRegistrationOptions;
import com.amazonaws.services.simpleworkflow.flow.core.TryCatch;
import com.amazonaws.services.simpleworkflow.flow.model.ActivityType;
import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.history.WorkflowHistory;
import io.github.swffailure.test.junit.EmbeddedSwfExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.swf.SwfClient;

import static io.github.swffailure.test.assertj.SwfAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A workflow and an activity of the AWS Flow Framework, run to their end. It only
 * understands an empty poll without a task token.
 */
class FlowFrameworkTests {

	@RegisterExtension
	static final EmbeddedSwfExtension endpoints = new EmbeddedSwfExtension(
			() -> EmbeddedSwf.builder().emptyPollsWithoutToken().start());

	private static final String DOMAIN = "flow";

	private static final AtomicInteger charges = new AtomicInteger();

	@Test
	void workflowRetriesAFailingActivityUntilItCompletes(EmbeddedSwf swf) throws Exception {
		try (SwfClient client = Clients.of(swf)) {
			WorkflowWorker decider = new WorkflowWorker(client, DOMAIN, "flow-list");
			ActivityWorker worker = new ActivityWorker(client, DOMAIN, "flow-list");
			client.registerDomain((request) -> request.name(DOMAIN).workflowExecutionRetentionPeriodInDays("1"));
			decider.setDisableServiceShutdownOnStop(true);
			worker.setDisableServiceShutdownOnStop(true);
			decider.addWorkflowImplementationType(RetryingOrder.class);
			worker.addActivitiesImplementation(new FailingCharge());
			decider.start();
			worker.start();

			client.startWorkflowExecution((request) -> request.domain(DOMAIN)
				.workflowId("order-1")
				.workflowType((type) -> type.name("Order.process").version("1.0"))
				.taskList((list) -> list.name("flow-list"))
				.input(new JsonDataConverter().toData(new Object[] { "42" })));

			swf.awaitEvent("order-1", "WorkflowExecutionCompleted");
			WorkflowHistory history = swf.history("order-1");
			assertThat(history).failedActivityTimes("Charge.charge", 2)
				.failedActivity("Charge.charge")
				.withReason("declined 2")
				.withDetailsContaining("java.lang.IllegalStateException")
				.and()
				.completedActivity("Charge.charge")
				.withResult("\"paid 42\"");
			assertThat(history.eventTypes()).doesNotContain("DecisionTaskTimedOut", "CompleteWorkflowExecutionFailed");
			stop(swf, decider, worker);
		}
	}

	private static void stop(EmbeddedSwf swf, WorkflowWorker decider, ActivityWorker worker) throws Exception {
		decider.shutdown();
		worker.shutdown();
		swf.close();
		assertThat(decider.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
		assertThat(worker.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
	}

	/**
	 * The workflow.
	 */
	@Workflow
	@WorkflowRegistrationOptions(defaultExecutionStartToCloseTimeoutSeconds = 60,
			defaultTaskStartToCloseTimeoutSeconds = 10)
	public interface Order {

		@Execute(version = "1.0")
		void process(String id);

	}

	/**
	 * The activity.
	 */
	@Activities(version = "1.0")
	@ActivityRegistrationOptions(defaultTaskScheduleToStartTimeoutSeconds = 30,
			defaultTaskStartToCloseTimeoutSeconds = 30)
	public interface Charge {

		String charge(String id);

	}

	/**
	 * Charges until it works.
	 */
	public static class RetryingOrder implements Order {

		private final DynamicActivitiesClient activities = new DynamicActivitiesClientImpl(
				new ActivitySchedulingOptions());

		@Override
		public void process(String id) {
			ActivityType charge = ActivityType.builder().name("Charge.charge").version("1.0").build();
			new TryCatch() {
				@Override
				protected void doTry() {
					RetryingOrder.this.activities.scheduleActivity(charge, new Object[] { id },
							new ActivitySchedulingOptions(), String.class);
				}

				@Override
				protected void doCatch(Throwable failure) {
					process(id);
				}
			};
		}

	}

	/**
	 * Is declined twice.
	 */
	public static class FailingCharge implements Charge {

		@Override
		public String charge(String id) {
			int attempt = charges.incrementAndGet();
			if (attempt < 3) {
				throw new IllegalStateException("declined " + attempt);
			}
			return "paid " + id;
		}

	}

}
