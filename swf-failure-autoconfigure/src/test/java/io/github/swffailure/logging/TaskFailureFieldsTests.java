package io.github.swffailure.logging;

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
	void failureIsToldWithItsTask() {
		TaskFailure failure = Failures.ofFingerprint("00c0ffee", Failures.TIME);

		assertThat(TaskFailureFields.of(failure, ReportOutcome.TASK_CLOSED, "orders")).containsExactly(
				entry("swf.domain", "orders"), entry("swf.activity", "charge"), entry("swf.activity.version", "1.0"),
				entry("swf.activity.id", "charge-42"), entry("swf.workflow.id", "order-42"),
				entry("swf.run.id", "22Fz"), entry("swf.failure.exception", "com.example.CardDeclined"),
				entry("swf.failure.fingerprint", "00c0ffee"), entry("swf.failure.outcome", "task-closed"));
	}

	@Test
	void whatIsUnknownIsLeftOut() {
		ActivityTask task = new ActivityTask("secret-token", null, new ActivityTask.Type("charge", ""), null);

		assertThat(TaskFailureFields.of(task, null)).containsExactly(entry("swf.activity", "charge"));
		assertThat(TaskFailureFields.of(ActivityTask.ofToken("secret-token"), null)).isEmpty();
	}

	@Test
	void fieldsAreDocumented() {
		TaskFailure failure = Failures.of(new IllegalStateException());
		String document = Repository.read("docs/meters.md");

		assertThat(TaskFailureFields.of(failure, ReportOutcome.REPORTED, "orders")).hasSize(9)
			.allSatisfy((name, value) -> assertThat(document)
				.contains("\n| `" + name + "` | " + (name.startsWith("swf.failure.") ? "line" : "both") + " |"));
	}

}
