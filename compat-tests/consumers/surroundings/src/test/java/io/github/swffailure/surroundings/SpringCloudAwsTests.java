// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.surroundings;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.StartedActivityTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.swf.SwfClient;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Spring Cloud AWS configures the client of the starter.
 */
@ExtendWith(OutputCaptureExtension.class)
class SpringCloudAwsTests {

	@Test
	void itsRegionCredentialsAndEndpointAreUsed(CapturedOutput output) {
		try (EmbeddedSwf swf = EmbeddedSwf.start();
				ConfigurableApplicationContext context = run("spring.cloud.aws.region.static=eu-west-3",
						"spring.cloud.aws.credentials.access-key=id", "spring.cloud.aws.credentials.secret-key=key",
						"spring.cloud.aws.endpoint=" + swf.endpoint())) {
			StartedActivityTask task = swf.activityTask("charge", "1.0").start();

			catchThrowable(
					() -> context.getBean(Worker.Handlers.class).charge(ActivityTask.ofToken(task.taskToken())));

			assertThat(swf.awaitEvent(task.workflowId(), "ActivityTaskFailed").string("reason"))
				.isEqualTo("IllegalStateException: declined");
			assertThat(context.getBean(SwfClient.class).serviceClientConfiguration().region())
				.isEqualTo(Region.EU_WEST_3);
			assertThat(output).doesNotContain(" WARN ");
		}
	}

	@Test
	void endpointOfTheStarterWins() {
		try (EmbeddedSwf swf = EmbeddedSwf.start();
				ConfigurableApplicationContext context = run("spring.cloud.aws.region.static=eu-west-3",
						"spring.cloud.aws.credentials.access-key=id", "spring.cloud.aws.credentials.secret-key=key",
						"spring.cloud.aws.endpoint=http://127.0.0.1:1", "swf.client.endpoint=" + swf.endpoint())) {
			assertThat(context.getBean(SwfClient.class).serviceClientConfiguration().endpointOverride())
				.contains(swf.endpoint());
		}
	}

	@Test
	void missingRegionIsExplained(CapturedOutput output) {
		System.setProperty("aws.disableEc2Metadata", "true");
		System.setProperty("aws.configFile", "/nonexistent");
		System.setProperty("aws.sharedCredentialsFile", "/nonexistent");
		try {
			assertThat(catchThrowable(() -> run("spring.cloud.aws.credentials.access-key=id",
					"spring.cloud.aws.credentials.secret-key=key"))).isNotNull();
			assertThat(output).contains("no AWS region is set").contains("swf.client.region");
		}
		finally {
			System.clearProperty("aws.disableEc2Metadata");
			System.clearProperty("aws.configFile");
			System.clearProperty("aws.sharedCredentialsFile");
		}
	}

	private static ConfigurableApplicationContext run(String... properties) {
		return new SpringApplicationBuilder(Worker.class).web(WebApplicationType.NONE).properties(properties).run();
	}

}
