// SPDX-License-Identifier: Apache-2.0
package com.example.payments;

import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.StartedActivityTask;
import io.github.swffailure.test.spring.AutoConfigureEmbeddedSwf;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.SpringVersion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@SpringBootTest(properties = "swf.failure.delivery.attempt-timeout=1m")
@AutoConfigureEmbeddedSwf
class PaymentsApplicationTests {

	@Autowired
	private EmbeddedSwf swf;

	@Autowired
	private Payments payments;

	@Autowired
	private MeterRegistry meters;

	@Autowired
	@Qualifier("swfFailureHealthIndicator")
	private HealthIndicator health;

	@Test
	void failureIsInTheHistoryAndCounted() {
		StartedActivityTask task = this.swf.activityTask("charge", "1.0").start();
		PollForActivityTaskResponse response = PollForActivityTaskResponse.builder()
			.taskToken(task.taskToken())
			.activityType((type) -> type.name("charge").version("1.0"))
			.build();

		assertThatIllegalStateException().isThrownBy(() -> this.payments.charge(response))
			.withMessage("Card 42 was declined");

		assertThat(this.swf.awaitEvent(task.workflowId(), "ActivityTaskFailed").string("reason"))
			.isEqualTo("IllegalStateException: Card 42 was declined");
		assertThat(this.meters.get("swf.activity.failures").tag("outcome", "reported").counter().count()).isOne();
	}

	@Test
	void workerIsHealthy() {
		assertThat(this.health.health().getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void versionsAreThoseThatTheApplicationManages() {
		assertThat(SpringBootVersion.getVersion()).startsWith("4.1.");
		assertThat(SpringVersion.getVersion()).startsWith("7.");
	}

}
