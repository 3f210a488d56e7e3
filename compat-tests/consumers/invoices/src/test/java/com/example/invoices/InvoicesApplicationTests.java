// SPDX-License-Identifier: Apache-2.0
package com.example.invoices;

import java.util.List;

import io.github.swffailure.FailureJournal;
import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.StartedActivityTask;
import io.github.swffailure.test.spring.AutoConfigureEmbeddedSwf;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@SpringBootTest
@AutoConfigureEmbeddedSwf
@EnabledIfEnvironmentVariable(named = "SWF_TEST_POSTGRESQL", matches = ".+",
		disabledReason = "Start a database by eval \"$(.ci/databases start)\"")
class InvoicesApplicationTests {

	@Autowired
	private EmbeddedSwf swf;

	@Autowired
	private Invoices invoices;

	@Autowired
	private FailureJournal journal;

	@Autowired
	private JdbcTemplate jdbc;

	@Test
	void reportOfARolledBackHandlerIsKeptUntilSwfTakesIt() {
		this.swf.faults().on("RespondActivityTaskFailed").always().throttle();
		StartedActivityTask task = this.swf.activityTask("book", "1.0").start();

		assertThatIllegalStateException().isThrownBy(() -> this.invoices.book(task.taskToken(), "42"));

		assertThat(this.jdbc.queryForList("SELECT number FROM invoices.invoice")).isEmpty();
		assertThat(kept()).singleElement().asString().contains("reason: IllegalStateException: Invoice 42 has no buyer");
		assertThat(this.journal.isDurable()).isTrue();

		this.swf.faults().clear();
		assertThat(this.swf.awaitEvent(task.workflowId(), "ActivityTaskFailed").string("reason"))
			.isEqualTo("IllegalStateException: Invoice 42 has no buyer");
		Awaitility.await().untilAsserted(() -> assertThat(kept()).isEmpty());
	}

	private List<String> kept() {
		return this.jdbc.queryForList("SELECT payload FROM invoices.swf_failure_journal WHERE kind = 'failure'",
				String.class);
	}

}
