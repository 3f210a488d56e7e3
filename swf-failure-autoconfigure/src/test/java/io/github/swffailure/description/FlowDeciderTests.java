// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;

import com.amazonaws.services.simpleworkflow.flow.ActivitySchedulingOptions;
import com.amazonaws.services.simpleworkflow.flow.ActivityTaskFailedException;
import com.amazonaws.services.simpleworkflow.flow.DataConverterException;
import com.amazonaws.services.simpleworkflow.flow.DecisionContext;
import com.amazonaws.services.simpleworkflow.flow.DynamicActivitiesClientImpl;
import com.amazonaws.services.simpleworkflow.flow.JsonDataConverter;
import com.amazonaws.services.simpleworkflow.flow.WorkflowTypeRegistrationOptions;
import com.amazonaws.services.simpleworkflow.flow.core.Promise;
import com.amazonaws.services.simpleworkflow.flow.core.Settable;
import com.amazonaws.services.simpleworkflow.flow.core.TryCatch;
import com.amazonaws.services.simpleworkflow.flow.generic.WorkflowDefinition;
import com.amazonaws.services.simpleworkflow.flow.generic.WorkflowDefinitionFactory;
import com.amazonaws.services.simpleworkflow.flow.generic.WorkflowDefinitionFactoryFactory;
import com.amazonaws.services.simpleworkflow.flow.model.ActivityType;
import com.amazonaws.services.simpleworkflow.flow.model.WorkflowType;
import com.amazonaws.services.simpleworkflow.flow.worker.AsyncDecisionTaskHandler;
import com.amazonaws.services.simpleworkflow.flow.worker.DecisionTaskPoller;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.ReportedFailure;
import io.github.swffailure.description.DescriptionSettings.DetailsFormat;
import io.github.swffailure.test.EmbeddedSwf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.ChildPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs a decider of the AWS Flow Framework, whose activity fails as we describe it.
 */
@SuppressWarnings("NullAway")
class FlowDeciderTests {

	private static final ActivityType CHARGE = ActivityType.builder().name("charge").version("1").build();

	private final AtomicReference<Throwable> caught = new AtomicReference<>();

	private EmbeddedSwf swf;

	private SwfClient client;

	@BeforeEach
	void start() {
		this.swf = EmbeddedSwf.start();
		this.client = SwfClient.builder()
			.endpointOverride(this.swf.endpoint())
			.region(Region.US_EAST_1)
			.credentialsProvider(AnonymousCredentialsProvider.create())
			.build();
		this.client.registerDomain((domain) -> domain.name("orders").workflowExecutionRetentionPeriodInDays("1"));
		this.client.registerActivityType((type) -> type.domain("orders").name("charge").version("1"));
		this.client.registerWorkflowType((type) -> type.domain("orders").name("order").version("1"));
		this.client.startWorkflowExecution((start) -> start.domain("orders")
			.workflowId("order-42")
			.workflowType((type) -> type.name("order").version("1"))
			.taskList((list) -> list.name("decisions"))
			.taskStartToCloseTimeout("60")
			.executionStartToCloseTimeout("600")
			.childPolicy(ChildPolicy.TERMINATE));
	}

	@AfterEach
	void stop() {
		this.client.close();
		this.swf.close();
	}

	@Test
	void deciderCatchesTheFailureWithItsCause() throws Exception {
		failActivity(Describing.as(DetailsFormat.FLOW)
			.of(new IllegalStateException("not charged", new SQLException("no pool"))));
		assertThat(this.caught.get()).isInstanceOf(ActivityTaskFailedException.class)
			.hasMessageContaining("IllegalStateException: not charged")
			.cause()
			.isExactlyInstanceOf(IllegalStateException.class)
			.hasMessage("not charged")
			.hasCauseExactlyInstanceOf(SQLException.class);
		String details = ((ActivityTaskFailedException) this.caught.get()).getDetails();
		assertThat(ReportedFailure.parse(null, details).type()).isEqualTo("java.lang.IllegalStateException");
	}

	@Test
	void deciderCatchesAFailureWithoutDetails() throws Exception {
		failActivity(Describing.as(DetailsFormat.FLOW).details(10).of(new IllegalStateException("not charged")));
		assertThat(this.caught.get()).isInstanceOf(ActivityTaskFailedException.class).hasNoCause();
	}

	@Test
	void deciderStumblesOverPlainText() throws Exception {
		failActivity(Describing.as(DetailsFormat.TEXT).of(new IllegalStateException("not charged")));
		assertThat(this.caught.get()).isInstanceOf(DataConverterException.class);
	}

	private void failActivity(FailureDescription description) throws Exception {
		DecisionTaskPoller decider = new DecisionTaskPoller(this.client, "orders", "decisions",
				new AsyncDecisionTaskHandler(new Workflows()));
		decider.execute(decider.poll());
		String token = this.client
			.pollForActivityTask((poll) -> poll.domain("orders").taskList((list) -> list.name("activities")))
			.taskToken();
		this.client.respondActivityTaskFailed((failed) -> failed.taskToken(token)
			.reason(description.reason())
			.details(description.details().isEmpty() ? null : description.details()));
		decider.execute(decider.poll());
	}

	/** A workflow that runs one activity and remembers what it catches. */
	private final class Order extends WorkflowDefinition {

		private final DecisionContext context;

		Order(DecisionContext context) {
			this.context = context;
		}

		@Override
		public Promise<String> execute(String input) {
			Settable<String> result = new Settable<>();
			ActivitySchedulingOptions options = new ActivitySchedulingOptions().withTaskList("activities")
				.withHeartbeatTimeoutSeconds(60L)
				.withScheduleToCloseTimeoutSeconds(60L)
				.withScheduleToStartTimeoutSeconds(60L)
				.withStartToCloseTimeoutSeconds(60L);
			new TryCatch() {

				@Override
				protected void doTry() {
					new DynamicActivitiesClientImpl(options, new JsonDataConverter(),
							Order.this.context.getActivityClient())
						.scheduleActivity(CHARGE, new Object[] { "order-42" }, options, String.class);
				}

				@Override
				protected void doCatch(Throwable failure) {
					FlowDeciderTests.this.caught.set(failure);
					result.set("caught");
				}

			};
			return result;
		}

		@Override
		public void signalRecieved(String name, String input) {
		}

		@Override
		public String getWorkflowState() {
			return "";
		}

	}

	/** Knows the one workflow. */
	private final class Workflows extends WorkflowDefinitionFactoryFactory {

		@Override
		public WorkflowDefinitionFactory getWorkflowDefinitionFactory(WorkflowType type) {
			return new WorkflowDefinitionFactory() {

				@Override
				public WorkflowTypeRegistrationOptions getWorkflowRegistrationOptions() {
					return new WorkflowTypeRegistrationOptions();
				}

				@Override
				public WorkflowDefinition getWorkflowDefinition(DecisionContext context) {
					return new Order(context);
				}

				@Override
				public void deleteWorkflowDefinition(WorkflowDefinition definition) {
				}

				@Override
				public WorkflowType getWorkflowType() {
					return type;
				}

			};
		}

		@Override
		public Iterable<WorkflowType> getWorkflowTypesToRegister() {
			return java.util.List.of();
		}

	}

}
