// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.docs;

import java.time.Duration;

import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.SettableClock;
import io.github.swffailure.test.StartedActivityTask;
import io.github.swffailure.test.junit.EmbeddedSwfTest;
import io.github.swffailure.test.recording.RecordedCall;
import io.github.swffailure.test.spring.AutoConfigureEmbeddedSwf;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.UnknownResourceException;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static io.github.swffailure.test.assertj.SwfAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/**
 * The examples of {@code docs/embedded-swf.md}. {@code DocumentedExamplesTests} compares
 * them with the page.
 */
class DocumentationTests {

	@Test
	void start() {
		try (EmbeddedSwf swf = EmbeddedSwf.start();
				SwfClient client = SwfClient.builder()
					.endpointOverride(swf.endpoint())
					.region(Region.US_EAST_1)
					.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "thing")))
					.build()) {
			client.registerDomain((domain) -> domain.name("shop").workflowExecutionRetentionPeriodInDays("1"));
		}
	}

	@Test
	void task() {
		try (EmbeddedSwf swf = EmbeddedSwf.start(); SwfClient client = client(swf)) {
			StartedActivityTask task = swf.activityTask("charge", "1.0").input("42").start();

			client.respondActivityTaskFailed((answer) -> answer.taskToken(task.taskToken())
				.reason("CARD_DECLINED: no funds")
				.details("at Payments.charge"));

			assertThat(swf.history(task.workflowId())).failedActivity("charge")
				.withReasonStartingWith("CARD_DECLINED")
				.withDetailsContaining("Payments.charge");
		}
	}

	@Test
	void faults() {
		try (EmbeddedSwf swf = EmbeddedSwf.start(); SwfClient client = client(swf)) {
			StartedActivityTask task = swf.activityTask("charge", "1.0").start();

			swf.faults().on("RespondActivityTaskFailed").times(2).throttle();
			swf.faults().on("RespondActivityTaskFailed").failAfterApplying();

			assertThatThrownBy(() -> client.respondActivityTaskFailed((answer) -> answer.taskToken(task.taskToken())))
				.isInstanceOf(UnknownResourceException.class);

			assertThat(swf.calls().of("RespondActivityTaskFailed"))
				.extracting(RecordedCall::attempt, RecordedCall::error)
				.containsExactly(tuple(1, "ThrottlingException"), tuple(2, "ThrottlingException"),
						tuple(3, "InternalFailure"), tuple(4, "UnknownResourceFault"));
		}
	}

	@Test
	void time() {
		SettableClock clock = new SettableClock();
		try (EmbeddedSwf swf = EmbeddedSwf.builder().clock(clock).start()) {
			StartedActivityTask task = swf.activityTask("charge", "1.0")
				.timeout("heartbeatTimeout", Duration.ofMinutes(5))
				.start();

			clock.advance(Duration.ofMinutes(5));

			assertThat(swf.history(task.workflowId())).timedOutActivity("charge").withTimeoutType("HEARTBEAT");
		}
	}

	private static SwfClient client(EmbeddedSwf swf) {
		return SwfClient.builder()
			.endpointOverride(swf.endpoint())
			.region(Region.US_EAST_1)
			.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "thing")))
			.build();
	}

}

@EmbeddedSwfTest
class PaymentsTests {

	@Test
	void startedTaskHasNotFailed(EmbeddedSwf swf) {
		StartedActivityTask task = swf.activityTask("charge", "1.0").start();

		assertThat(swf.history(task.workflowId())).hasNoFailedActivity();
	}

}

@SpringBootTest
@AutoConfigureEmbeddedSwf
class PaymentsApplicationTests {

	@Autowired
	private EmbeddedSwf swf;

	@Test
	void endpointIsABean() {
		assertThat(this.swf.endpoint()).hasHost("127.0.0.1");
	}

}
