// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.logging;

import io.github.swffailure.ActivityExecutionListener.Execution;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.Failures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class ActivityMdcTests {

	private static final ActivityTask TASK = Failures.of(new Error()).task();

	private final ActivityMdc mdc = new ActivityMdc("orders", true);

	@AfterEach
	void clear() {
		MDC.clear();
	}

	@Test
	void handlerHasTheFieldsOfItsTask() {
		this.mdc.onStart(TASK);

		assertThat(MDC.getCopyOfContextMap()).containsOnly(entry("swf.domain", "orders"),
				entry("swf.activity.name", "charge"), entry("swf.activity.version", "1.0"),
				entry("swf.activity.id", "charge-42"), entry("swf.workflow.id", "order-42"),
				entry("swf.run.id", "22Fz"));
	}

	@Test
	void whatWasThereBeforeIsPutBack() {
		MDC.put("swf.workflow.id", "of-the-poller");
		MDC.put("request", "42");
		Execution execution = this.mdc.onStart(TASK);
		MDC.put("added", "by the handler");

		execution.onReturn();

		assertThat(MDC.getCopyOfContextMap()).containsOnly(entry("swf.workflow.id", "of-the-poller"),
				entry("request", "42"), entry("added", "by the handler"));
	}

	@ParameterizedTest
	@CsvSource({ "swf, 0", "swf.activity, 3", "swf.workflow, 5", "swf.run, 5", "swf.failure, 6", "swf.task, 6",
			"swfactivity, 6", "swf.activity.name.x, 5", "swf.run.id.a.b, 5", "swf.activity.names, 6",
			"swf.activity.name, 5", "swf., 0", "swf.., 0", "swf.activity., 3", "swf.activity.name., 5" })
	void fieldsThatCannotStandBesideANameOfTheApplicationAreLeftOut(String name, int fields) {
		MDC.put(name, "of the application");

		Execution execution = this.mdc.onStart(TASK);

		assertThat(MDC.getCopyOfContextMap()).hasSize(fields + 1)
			.allSatisfy((one, value) -> assertThat(MDC.getCopyOfContextMap().keySet())
				.noneMatch((other) -> other.startsWith(one + ".")));
		execution.onReturn();
		assertThat(MDC.getCopyOfContextMap()).containsOnly(entry(name, "of the application"));
	}

	@Test
	void endOnAnotherThreadLeavesTheThreadAlone() {
		Execution execution = this.mdc.onStart(TASK);
		execution.onReturn();
		MDC.put("swf.workflow.id", "of-the-next");

		execution.onEnd(new Error());

		assertThat(MDC.get("swf.workflow.id")).isEqualTo("of-the-next");
	}

	@Test
	void nestedHandlersPutBackEachOther() {
		Execution outer = this.mdc.onStart(TASK);
		Execution inner = this.mdc
			.onStart(new ActivityTask("t2", "mail-7", new ActivityTask.Type("mail", "2.0"), TASK.execution()));
		assertThat(MDC.get("swf.activity.id")).isEqualTo("mail-7");

		inner.onReturn();
		assertThat(MDC.get("swf.activity.id")).isEqualTo("charge-42");

		outer.onReturn();
		assertThat(MDC.get("swf.activity.id")).isNull();
	}

	@Test
	void nestedHandlerHasNothingOfAnotherTask() {
		this.mdc.onStart(TASK);

		Execution inner = this.mdc.onStart(ActivityTask.ofToken("t2"));
		assertThat(MDC.getCopyOfContextMap()).containsOnly(entry("swf.domain", "orders"));

		inner.onReturn();
		assertThat(MDC.get("swf.workflow.id")).isEqualTo("order-42");
	}

	@Test
	void whatTheApplicationHasSetStaysWhereTheTaskDoesNotSay() {
		MDC.put("swf.workflow.id", "of-the-poller");
		Execution execution = this.mdc.onStart(new ActivityTask("t1", null, new ActivityTask.Type("charge", ""), null));
		assertThat(MDC.getCopyOfContextMap()).containsOnly(entry("swf.domain", "orders"),
				entry("swf.activity.name", "charge"), entry("swf.workflow.id", "of-the-poller"));

		execution.onReturn();

		assertThat(MDC.getCopyOfContextMap()).containsOnly(entry("swf.workflow.id", "of-the-poller"));
	}

	@Test
	void nothingIsLeftWhereNothingWas() {
		this.mdc.onStart(TASK).onReturn();

		assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
	}

	@Test
	void tokenIsNoField() {
		this.mdc.onStart(TASK);

		assertThat(MDC.getCopyOfContextMap()).doesNotContainValue(TASK.taskToken());
	}

	@ParameterizedTest
	@ValueSource(strings = { "swf", "swf.activity", "swf.activity.name.x" })
	void flatFormatsHaveAllFields(String name) {
		MDC.put(name, "of the application");

		Execution execution = new ActivityMdc("orders", false).onStart(TASK);

		assertThat(MDC.getCopyOfContextMap()).hasSize(7).containsEntry(name, "of the application");
		execution.onReturn();
		assertThat(MDC.getCopyOfContextMap()).containsOnly(entry(name, "of the application"));
	}

}
