// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

import io.github.swffailure.test.history.HistoryEvent;
import io.github.swffailure.test.protocol.Members;
import io.github.swffailure.test.protocol.SwfFault;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * At most 100,000 executions are open in a domain. One stands for the many here, under as
 * many workflow ids: they are only counted.
 */
class OpenExecutionsTests {

	private static final Map<String, Object> TYPE = Map.of("name", "order", "version", "1");

	private final Region region = new Region("us-east-1", EngineSettings.of(Clock.systemUTC()), new AtomicLong());

	private final Map<String, Operation> operations = new HashMap<>();

	private final Domain domain;

	OpenExecutionsTests() {
		this.region.domains().addTo(this.operations);
		new TypeOperations(this.region, TypeKey.Kind.WORKFLOW).addTo(this.operations);
		new ExecutionOperations(this.region).addTo(this.operations);
		call("RegisterDomain", Map.of("name", "shop", "workflowExecutionRetentionPeriodInDays", "1"));
		call("RegisterWorkflowType",
				Map.of("domain", "shop", "name", "order", "version", "1", "defaultTaskList", Map.of("name", "deciders"),
						"defaultTaskStartToCloseTimeout", "10", "defaultExecutionStartToCloseTimeout", "3600",
						"defaultChildPolicy", "TERMINATE"));
		this.domain = this.region.domains().get("shop");
	}

	@Test
	void fullDomainStartsNoMore() {
		Execution first = start("first");
		openAsMany(first, 99_999);
		start("last");

		assertThatExceptionOfType(SwfFault.class).isThrownBy(() -> start("one-more"))
			.withMessage("Too many open executions: a domain holds at most 100000")
			.satisfies((fault) -> assertThat(fault.code()).isEqualTo("LimitExceededFault"));

		Closing.terminate(first, Members.of(Map.of()), "OPERATOR_INITIATED");
		assertThat(start("one-more").isOpen()).isTrue();
	}

	@Test
	void runningWorkflowIsAlreadyStartedHoweverFullItsDomainIs() {
		openAsMany(start("first"), 100_000);

		assertThatExceptionOfType(SwfFault.class).isThrownBy(() -> start("first"))
			.satisfies((fault) -> assertThat(fault.code()).isEqualTo("WorkflowExecutionAlreadyStartedFault"));
	}

	@Test
	void childrenCountFromTheDecisionOn() {
		Execution parent = start("parent");
		openAsMany(parent, 99_999);

		for (String child : List.of("child", "one-more")) {
			parent.children().start(Members.of(Map.of("workflowId", child, "workflowType", TYPE)), 4);
		}
		this.region.settle();

		assertThat(parent.history().events()).extracting(HistoryEvent::eventType)
			.contains("ChildWorkflowExecutionStarted");
		assertThat(parent.history().events())
			.filteredOn((event) -> event.eventType().equals("StartChildWorkflowExecutionFailed"))
			.singleElement()
			.satisfies((event) -> assertThat(event.attributes()).containsEntry("cause", "OPEN_WORKFLOWS_LIMIT_EXCEEDED")
				.containsEntry("workflowId", "one-more")
				.containsEntry("initiatedEventId", 0));
	}

	private void openAsMany(Execution execution, int total) {
		for (int i = this.domain.open().size(); i < total; i++) {
			this.domain.open().put("w" + i, execution);
		}
	}

	private Execution start(String workflowId) {
		call("StartWorkflowExecution", Map.of("domain", "shop", "workflowId", workflowId, "workflowType", TYPE));
		return this.region.executions().open(this.domain, Members.of(Map.of("workflowId", workflowId)));
	}

	private void call(String operation, Map<String, ?> request) {
		Objects.requireNonNull(this.operations.get(operation), operation).call(Members.of(request)).join();
	}

}
