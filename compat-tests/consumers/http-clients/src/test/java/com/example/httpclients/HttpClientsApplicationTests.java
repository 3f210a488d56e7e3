// SPDX-License-Identifier: Apache-2.0
package com.example.httpclients;

import java.time.Duration;
import java.util.ServiceLoader;

import com.example.httpclients.HttpClientsApplication.Payments;
import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.StartedActivityTask;
import io.github.swffailure.test.spring.AutoConfigureEmbeddedSwf;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpService;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@SpringBootTest(properties = { "swf.failure.redelivery.initial-delay=100ms", "swf.failure.redelivery.max-delay=1s",
		"swf.failure.delivery.attempt-timeout=1s" })
@AutoConfigureEmbeddedSwf
class HttpClientsApplicationTests {

	@Autowired
	private EmbeddedSwf swf;

	@Autowired
	private Payments payments;

	@Test
	void thereIsOneClient() {
		assertThat(ServiceLoader.load(SdkHttpService.class)).singleElement()
			.satisfies((service) -> assertThat(service.createHttpClientBuilder().build().clientName())
				.isEqualTo(switch (System.getProperty("http-client")) {
					case "ApacheHttpClient" -> "Apache";
					case "Apache5HttpClient" -> "Apache5";
					case "UrlConnectionHttpClient" -> "UrlConnection";
					default -> "AwsCommonRuntime";
				}));
	}

	@Test
	void failureIsReported() {
		StartedActivityTask task = fail();

		assertThat(this.swf.awaitEvent(task.workflowId(), "ActivityTaskFailed").string("reason"))
			.isEqualTo("IllegalStateException: Card 42 was declined");
	}

	@Test
	void lostAnswerIsNoSecondFailure() {
		this.swf.faults().on("RespondActivityTaskFailed").disconnectAfterApplying();

		StartedActivityTask task = fail();

		this.swf.awaitEvent(task.workflowId(), "ActivityTaskFailed");
		assertThat(this.swf.events(task.workflowId())).filteredOn((event) -> event.eventType().equals("ActivityTaskFailed"))
			.hasSize(1);
	}

	@Test
	void silenceEndsWithTheAttemptTimeoutAndTheReportIsDeliveredLater() {
		this.swf.faults().on("RespondActivityTaskFailed").times(2).silence();

		StartedActivityTask task = fail();

		this.swf.awaitEvent(task.workflowId(), "ActivityTaskFailed", Duration.ofSeconds(30));
	}

	private StartedActivityTask fail() {
		StartedActivityTask task = this.swf.activityTask("charge", "1.0").start();
		assertThatIllegalStateException().isThrownBy(() -> this.payments.charge(task.taskToken()));
		return task;
	}

}
