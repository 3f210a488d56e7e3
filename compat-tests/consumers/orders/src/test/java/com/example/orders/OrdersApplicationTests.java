// SPDX-License-Identifier: Apache-2.0
package com.example.orders;

import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.ScheduledActivityTask;
import io.github.swffailure.test.spring.AutoConfigureEmbeddedSwf;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.client.TestRestTemplate;

import static io.github.swffailure.test.assertj.SwfAssertions.assertThat;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "swf.failure.delivery.attempt-timeout=1m")
@AutoConfigureEmbeddedSwf
@AutoConfigureObservability(tracing = false)
class OrdersApplicationTests {

	@Autowired
	private EmbeddedSwf swf;

	@Autowired
	private MeterRegistry meters;

	@Autowired
	private HealthEndpoint health;

	@Autowired
	private TestRestTemplate http;

	@Test
	void failureIsReportedAndTheLoopGoesOn() {
		ScheduledActivityTask failing = task("42");
		ScheduledActivityTask succeeding = task("7");

		this.swf.awaitEvent(failing.workflowId(), "ActivityTaskFailed");
		this.swf.awaitEvent(succeeding.workflowId(), "ActivityTaskCompleted");

		assertThat(this.swf.history(failing.workflowId())).failedActivity("charge")
			.withReason("IllegalStateException: Card 42 was declined")
			.withDetailsContaining("Orders.charge");
		assertThat(this.swf.history(succeeding.workflowId())).completedActivity("charge").withResult("paid");
		assertThat(this.meters.get("swf.activity.failures").tag("outcome", "reported").counter().count()).isOne();
	}

	private ScheduledActivityTask task(String input) {
		return this.swf.activityTask("charge", "1.0").taskList("orders").input(input).schedule();
	}

	@Test
	void workerIsHealthy() {
		assertThat(this.health.healthForPath("swfFailure").getStatus()).isEqualTo(Status.UP);
	}

	@ParameterizedTest
	@CsvSource({ "health, '', 200", "swffailures, '', 401", "swffailures, secret, 200", "prometheus, secret, 200" })
	void onlyOperatorsReadTheEndpoint(String endpoint, String password, int status) {
		TestRestTemplate client = password.isEmpty() ? this.http : this.http.withBasicAuth("operator", password);

		assertThat(client.getForEntity("/actuator/" + endpoint, String.class).getStatusCode().value())
			.isEqualTo(status);
	}

	@Test
	void versionsAreThoseThatTheApplicationManages() {
		assertThat(SpringBootVersion.getVersion()).startsWith("3.5.");
	}

}
