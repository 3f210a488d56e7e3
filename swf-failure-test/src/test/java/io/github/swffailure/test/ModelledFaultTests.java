// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.swffailure.test.protocol.SwfFault;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.DefaultUndefinedException;
import software.amazon.awssdk.services.swf.model.DomainAlreadyExistsException;
import software.amazon.awssdk.services.swf.model.DomainDeprecatedException;
import software.amazon.awssdk.services.swf.model.SwfException;
import software.amazon.awssdk.services.swf.model.TypeAlreadyExistsException;
import software.amazon.awssdk.services.swf.model.TypeDeprecatedException;
import software.amazon.awssdk.services.swf.model.TypeNotDeprecatedException;
import software.amazon.awssdk.services.swf.model.UnknownResourceException;
import software.amazon.awssdk.services.swf.model.WorkflowExecutionAlreadyStartedException;
import software.amazon.awssdk.services.swf.model.WorkflowType;

import static io.github.swffailure.test.TestDecider.execution;
import static io.github.swffailure.test.TestDecider.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Every fault of the model as the AWS SDK sees it: its own class, at the first attempt.
 */
class ModelledFaultTests {

	private static final WorkflowType ORDER = WorkflowType.builder().name("order").version("1").build();

	private static final String ORDER_TEXT = "WorkflowType=[name=order, version=1]";

	private static final String CHARGE_TEXT = "ActivityType=[name=charge, version=1]";

	@RegisterExtension
	final FrozenSwf frozen = new FrozenSwf();

	private final TestDecider decider = this.frozen.decider();

	static Stream<Arguments> faults() {
		return Stream.of(
				fault("domain again", DomainAlreadyExistsException.class, "shop",
						(swf) -> swf.registerDomain(
								(domain) -> domain.name("shop").workflowExecutionRetentionPeriodInDays("1"))),
				fault("domain in use", DomainAlreadyExistsException.class, "shop",
						(swf) -> swf.undeprecateDomain((domain) -> domain.name("shop"))),
				fault("domain deprecated twice", DomainDeprecatedException.class, "shop", (swf) -> {
					swf.deprecateDomain((domain) -> domain.name("shop"));
					swf.deprecateDomain((domain) -> domain.name("shop"));
				}), fault("registration in a deprecated domain", UnknownResourceException.class, "Unknown domain: shop",
						(swf) -> {
							swf.deprecateDomain((domain) -> domain.name("shop"));
							swf.registerActivityType((type) -> type.domain("shop").name("a").version("1"));
						}),
				fault("type again", TypeAlreadyExistsException.class, CHARGE_TEXT,
						(swf) -> swf.registerActivityType((type) -> type.domain("shop").name("charge").version("1"))),
				fault("type in use", TypeAlreadyExistsException.class, ORDER_TEXT,
						(swf) -> swf.undeprecateWorkflowType((type) -> type.domain("shop").workflowType(ORDER))),
				fault("type deprecated twice", TypeDeprecatedException.class, ORDER_TEXT, (swf) -> {
					swf.deprecateWorkflowType((type) -> type.domain("shop").workflowType(ORDER));
					swf.deprecateWorkflowType((type) -> type.domain("shop").workflowType(ORDER));
				}),
				fault("deletion of a type in use", TypeNotDeprecatedException.class,
						"The type is currently registered and cannot be deleted in its current state",
						(swf) -> swf.deleteWorkflowType((type) -> type.domain("shop").workflowType(ORDER))),
				fault("unknown type", UnknownResourceException.class,
						"Unknown type: ActivityType=[name=order, version=1]",
						(swf) -> swf.describeActivityType(
								(type) -> type.domain("shop").activityType((key) -> key.name("order").version("1")))),
				fault("second start", WorkflowExecutionAlreadyStartedException.class, "Already Started", (swf) -> {
					swf.startWorkflowExecution((w) -> w.domain("shop").workflowId("w").workflowType(ORDER));
					swf.startWorkflowExecution((w) -> w.domain("shop").workflowId("w").workflowType(ORDER));
				}), fault("start without a default", DefaultUndefinedException.class, "executionStartToCloseTimeout",
						(swf) -> {
							swf.registerWorkflowType((type) -> type.domain("shop").name("bare").version("1"));
							swf.startWorkflowExecution((w) -> w.domain("shop")
								.workflowId("w")
								.workflowType((type) -> type.name("bare").version("1")));
						}));
	}

	private static Arguments fault(String name, Class<? extends SwfException> type, String message,
			Consumer<SwfClient> calls) {
		return Arguments.of(Named.of(name, calls), type, message);
	}

	@ParameterizedTest
	@MethodSource("faults")
	void faultHasItsClassAndIsNotRetried(Consumer<SwfClient> calls, Class<? extends SwfException> type,
			String message) {
		try (SwfClient client = SdkClients.client(this.frozen.swf())) {
			assertThatExceptionOfType(type).isThrownBy(() -> calls.accept(client)).satisfies((fault) -> {
				assertThat(fault.awsErrorDetails().errorMessage()).isEqualTo(message);
				assertThat(fault.statusCode()).isEqualTo(400);
				assertThat(fault.numAttempts()).isEqualTo(1);
				assertThat(fault.requestId()).isNotEmpty();
			});
		}
	}

	@Test
	void deletedTypeCanBeRegisteredAgain() {
		try (SwfClient client = SdkClients.client(this.frozen.swf())) {
			client.deprecateWorkflowType((type) -> type.domain("shop").workflowType(ORDER));
			client.deleteWorkflowType((type) -> type.domain("shop").workflowType(ORDER));

			client.registerWorkflowType((type) -> type.domain("shop").name("order").version("1"));

			assertThat(client.describeWorkflowType((type) -> type.domain("shop").workflowType(ORDER))
				.configuration()
				.defaultTaskStartToCloseTimeout()).isNull();
		}
	}

	@Test
	void workerThatOutlivesTheEndpointFindsItsTaskUnknown() {
		StartedActivityTask task = this.frozen.swf().activityTask("charge", "1").start();
		int port = this.frozen.swf().endpoint().getPort();
		try (SwfClient client = SdkClients.client(this.frozen.swf())) {
			client.recordActivityTaskHeartbeat((beat) -> beat.taskToken(task.taskToken()));
			this.frozen.swf().close();

			try (EmbeddedSwf restarted = EmbeddedSwf.start(port)) {
				assertThatExceptionOfType(UnknownResourceException.class)
					.isThrownBy(() -> client.respondActivityTaskFailed((answer) -> answer.taskToken(task.taskToken())))
					.withMessageContaining("Unknown execution: WorkflowExecution=[workflowId=" + task.workflowId());
				assertThat(restarted.calls().all()).hasSize(1);
			}
		}
	}

	@Test
	void pagesOfADecisionTaskEndWithItsExecution() {
		this.decider.start("w");
		Object page = this.decider.call("PollForDecisionTask", "taskList", list("deciders"), "maximumPageSize", 1)
			.getOrDefault("nextPageToken", "");
		this.decider.call("TerminateWorkflowExecution", "workflowId", "w");

		assertThatExceptionOfType(SwfFault.class)
			.isThrownBy(
					() -> this.decider.call("PollForDecisionTask", "taskList", list("deciders"), "nextPageToken", page))
			.withMessageStartingWith("Unknown execution: WorkflowExecution=[workflowId=w, runId=");
	}

	@Test
	void pagesOfAHistoryAreNoneOfADecisionTask() {
		String runId = this.decider.start("w");
		Map<String, Object> history = this.decider.call("GetWorkflowExecutionHistory", "execution",
				execution("w", runId), "maximumPageSize", 1);

		assertThatExceptionOfType(SwfFault.class).isThrownBy(() -> this.decider.call("PollForDecisionTask", "taskList",
				list("deciders"), "nextPageToken", history.getOrDefault("nextPageToken", "")))
			.withMessage("Invalid token");
	}

}
