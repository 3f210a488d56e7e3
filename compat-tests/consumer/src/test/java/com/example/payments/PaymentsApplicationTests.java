package com.example.payments;

import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.StartedActivityTask;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.SpringVersion;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@SpringBootTest
class PaymentsApplicationTests {

	private static final EmbeddedSwf swf = EmbeddedSwf.start();

	@Autowired
	private Payments payments;

	@Autowired
	private MeterRegistry meters;

	@DynamicPropertySource
	static void client(DynamicPropertyRegistry registry) {
		System.setProperty("aws.accessKeyId", "test");
		System.setProperty("aws.secretAccessKey", "test");
		registry.add("swf.client.endpoint", swf::endpoint);
	}

	@AfterAll
	static void close() {
		swf.close();
	}

	@Test
	void failureIsInTheHistoryAndCounted() {
		StartedActivityTask task = swf.activityTask("charge", "1.0").start();
		PollForActivityTaskResponse response = PollForActivityTaskResponse.builder()
			.taskToken(task.taskToken())
			.activityType((type) -> type.name("charge").version("1.0"))
			.build();

		assertThatIllegalStateException().isThrownBy(() -> this.payments.charge(response))
			.withMessage("Card 42 was declined");

		assertThat(swf.awaitEvent(task.workflowId(), "ActivityTaskFailed").string("reason"))
			.isEqualTo("IllegalStateException: Card 42 was declined");
		assertThat(this.meters.get("swf.activity.failures").tag("outcome", "reported").counter().count()).isOne();
	}

	@Test
	void versionsAreThoseThatTheApplicationManages() {
		assertThat(SpringBootVersion.getVersion()).startsWith("4.1.");
		assertThat(SpringVersion.getVersion()).startsWith("7.");
	}

}
