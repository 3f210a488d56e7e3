// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.logging;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.Failures;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.Repository;
import io.github.swffailure.TaskFailure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class TaskFailureFieldsTests {

	@Test
	void failureIsNamedWithItsTask() {
		TaskFailure failure = Failures.ofFingerprint("00c0ffee", Failures.TIME);

		assertThat(TaskFailureFields.of(failure, ReportOutcome.TASK_CLOSED, "orders")).containsExactly(
				entry("swf.domain", "orders"), entry("swf.activity.name", "charge"),
				entry("swf.activity.version", "1.0"), entry("swf.activity.id", "charge-42"),
				entry("swf.workflow.id", "order-42"), entry("swf.run.id", "22Fz"),
				entry("swf.failure.exception", "com.example.CardDeclined"),
				entry("swf.failure.fingerprint", "00c0ffee"), entry("swf.failure.outcome", "task-closed"));
	}

	@Test
	void whatIsUnknownIsLeftOut() {
		ActivityTask task = new ActivityTask("secret-token", null, new ActivityTask.Type("charge", ""), null);

		assertThat(known(TaskFailureFields.of(task, null))).containsExactly(entry("swf.activity.name", "charge"));
		assertThat(known(TaskFailureFields.of(ActivityTask.ofToken("secret-token"), null))).isEmpty();
	}

	@Test
	void noNameBeginsAnother() {
		Set<String> names = TaskFailureFields
			.of(Failures.of(new IllegalStateException()), ReportOutcome.REPORTED, "orders")
			.keySet();

		assertThat(names).hasSize(9)
			.noneMatch((name) -> names.stream().anyMatch((other) -> other.startsWith(name + ".")));
	}

	@Test
	void fieldsAreDocumented() {
		TaskFailure failure = Failures.of(new IllegalStateException());
		String document = Repository.read("docs/meters.md");

		assertThat(TaskFailureFields.of(failure, ReportOutcome.REPORTED, "orders")).hasSize(9)
			.allSatisfy((name, value) -> assertThat(document)
				.contains("\n| `" + name + "` | " + (name.startsWith("swf.failure.") ? "line" : "both") + " |"));
	}

	private static Map<String, String> known(Map<String, String> fields) {
		fields.values().removeIf(Objects::isNull);
		return fields;
	}

}
